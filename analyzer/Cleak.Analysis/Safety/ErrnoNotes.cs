using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>
/// Whether a function comes back with errno as its calls left it. In a signal handler that changes what the interrupted code is about to ask
/// (XSH 2.4.3: a handler that calls what sets errno saves and restores it).
/// </summary>
internal sealed class ErrnoNotes(AnalysisContext context, Memory memory)
{
    private static readonly Cleak.Ir.IrType Integer = new() { Id = 0, Kind = Cleak.Ir.TypeKind.Integer, Name = "int", Size = 4, IsSigned = true };

    private int first = -1;
    private TraceStep? inner;
    private bool isChanged;

    /// <summary>A library function is called.</summary>
    public void Model(in ModelCall call)
    {
        if (first < 0 && call.Model.Has(CallTraits.SetsErrno))
        {
            first = call.Number;
        }
    }

    /// <summary>A function of the program is called.</summary>
    public void Callee(int number, FunctionSummary summary)
    {
        if (first < 0 && summary.ChangesErrno is { } step)
        {
            first = number;
            inner = step;
        }
    }

    /// <summary>A path returns.</summary>
    public void Return(AbstractState state)
    {
        if (first >= 0 && !isChanged)
        {
            int errno = context.Terms.ErrnoObject();
            Value value = memory.Read(state, Value.Of(errno), Integer, default);
            bool isAsAtEntry = value is { IsTerm: true, Offset: 0 } && context.Terms[value.Term] is { Kind: TermKind.Content, C: 0 } content && content.A == errno;
            isChanged = !isAsAtEntry;
        }
    }

    /// <summary>The first call that may have changed it; null where each path comes back with errno as it was.</summary>
    public TraceStep? Step(DefectRecorder recorder) =>
        isChanged ? new TraceStep(context.Code.Span(first), context.Function.Name, $"'{recorder.CalleeName(first)}' may change errno", FlowStepKinds.Call, inner is null ? [] : [inner]) : null;
}
