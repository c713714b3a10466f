using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Blocks that are used although nothing on the path asked whether there is one.</summary>
internal sealed class NullResults(AnalysisContext context, PathCondition path, DefectRecorder recorder, CalleeDefects defects)
{
    /// <param name="root">The object that is used.</param>
    /// <param name="inner">The use inside a callee, where it is one.</param>
    public void Check(AbstractState state, int number, int root, TraceStep? inner)
    {
        if (context.Terms[root].Kind != TermKind.Acquired || state.FindResource(root) is not (>= 0 and var at))
        {
            return;
        }

        Resource block = state.Resources[at];
        bool isTracked = block.Kind == ResourceKind.Heap && block.State is ResourceState.Live or ResourceState.Escaped && block.Acquired >= 0 && !block.Has(ResourceFlags.Imprecise);
        if (!isTracked || path.MustBeNonZero(state, Value.Of(root)))
        {
            return;
        }

        int acquired = context.History[block.Acquired].Instruction;
        if (IsResult(acquired) && !WentRound(state.History, block.Acquired))
        {
            Add(state.History, number, block, acquired, inner);
        }
    }

    private void Add(int history, int number, Resource block, int acquired, TraceStep? inner) =>
        defects.Add(DefectKind.UncheckedUse, Value.Of(block.Term), () =>
        {
            string callee = recorder.CalleeName(acquired), user = recorder.CalleeName(number);
            TraceStep last = new(context.Code.Span(number), context.Function.Name, user.Length > 0 ? $"'{user}' uses it without a test for NULL" : "used without a test for NULL", FlowStepKinds.Use | FlowStepKinds.Defect, inner is null ? [] : [inner]);
            recorder.Record(DefectKind.UncheckedUse, acquired, -1, block, history, last, defect => defect with
            {
                Subject = recorder.NameOfResult(acquired),
                Callee = callee,
                Related = context.Code.Span(number),
            });
        });

    /// <summary>The block is what the call returned, not what it left somewhere with a code that says whether it did.</summary>
    private bool IsResult(int instruction) =>
        context.Code.Instruction(instruction) is CallInstruction { ResultType.IsPointer: true } call
        && (call.DirectCallee is not { } callee || LibraryModels.Find(callee.Name) is not { } model || model.Result.Kind == ResultKind.Acquired);

    /// <summary>A loop went round since the block was acquired: what was known of it then may have been merged away.</summary>
    private bool WentRound(int history, int acquired)
    {
        for (int step = history; step > acquired; step = context.History[step].Parent)
        {
            if (context.History[step].Kind == EventKind.LoopBack)
            {
                return true;
            }
        }

        return false;
    }
}
