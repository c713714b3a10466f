using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Calls that go behind an allocator's back: without its declaration, or to move the end of the heap by hand.</summary>
internal sealed class AllocatorCalls(AnalysisContext context, PathCondition path, DefectRecorder recorder)
{
    /// <summary>A library function is called.</summary>
    public void Check(AbstractState state, int number, Symbol symbol, FunctionModel model, Value[] arguments)
    {
        if (symbol.IsImplicit && model.Result is { Kind: ResultKind.Acquired, Resource: ResourceKind.Heap })
        {
            Record(DefectKind.UndeclaredAllocator, number, $"'{symbol.Name}' is called without a declaration");
        }

        bool moves = model.Name is "sbrk" or "brk" && arguments.Length > 0 && !(model.Name == "sbrk" && context.Terms.TryConstant(path.Resolve(state, arguments[0]), out long distance) && distance == 0);
        if (moves)
        {
            Record(DefectKind.BreakMoved, number, $"'{symbol.Name}' moves the end of the data segment");
        }
    }

    /// <summary>A function of the program is called that no declaration in its unit tells of; what it hands back is cut to an int.</summary>
    public void CheckDeclaration(int number, Symbol? symbol, FunctionSummary summary)
    {
        if (symbol is { IsImplicit: true } && ReturnsBlock(summary))
        {
            Record(DefectKind.UndeclaredAllocator, number, $"'{symbol.Name}' is called without a declaration");
        }
    }

    private static bool ReturnsBlock(FunctionSummary summary)
    {
        foreach (SummaryCase summaryCase in summary.Cases)
        {
            foreach (SummaryResource resource in summaryCase.Resources)
            {
                if (resource is { IsNew: true, Kind: ResourceKind.Heap } && summaryCase.Result is { IsTerm: true } result && result.Term == resource.Term)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Record(DefectKind kind, int number, string text)
    {
        TraceStep last = TraceStep.Here(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Call | FlowStepKinds.Defect);
        recorder.Record(kind, number, -1, default, -1, last, defect => defect with { Callee = recorder.CalleeName(number), Subject = recorder.NameOfResult(number) });
    }
}
