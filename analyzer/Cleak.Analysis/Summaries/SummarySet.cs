namespace Cleak.Analysis;

/// <summary>The summaries made so far. A function is looked up only after its component of the call graph is done.</summary>
internal sealed class SummarySet(int functions)
{
    private readonly FunctionSummary?[] summaries = new FunctionSummary?[functions];

    public FunctionSummary? Find(int function) => Volatile.Read(ref summaries[function]);

    public void Add(FunctionSummary summary) => Volatile.Write(ref summaries[summary.Function], summary);
}
