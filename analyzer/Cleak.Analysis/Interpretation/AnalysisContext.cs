using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What the parts of one function's analysis share. Lives as long as the function is interpreted.</summary>
internal sealed class AnalysisContext(Program program, FunctionCode code)
{
    public Program Program { get; } = program;

    public FunctionCode Code { get; } = code;

    public Function Function { get; } = code.Function;

    public int UnitIndex { get; } = code.Linked.UnitIndex;

    public TermTable Terms { get; } = new();

    public FactTable Facts { get; } = new();

    public CellTable Cells { get; } = new();

    public History History { get; } = new();

    public StatePool Pool { get; } = new();

    /// <summary>Names of resource families, by the number in <see cref="Resource.Family"/>.</summary>
    public List<string> Families { get; } = [""];

    public int Family(string name)
    {
        int at = Families.IndexOf(name);
        if (at < 0)
        {
            at = Families.Count;
            Families.Add(name);
        }

        return at;
    }
}
