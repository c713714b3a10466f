using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Blocks that get lost with a thread: what it was handed, and what it leaves as its result.</summary>
internal sealed class ThreadLosses(AnalysisContext context, PathCondition path, ResourceTracker tracker, DefectRecorder recorder)
{
    /// <summary>A thread was handed the block, or would have been: nobody releases it.</summary>
    public void RecordArgument(AbstractState state, Resource resource, int acquired, int creation)
    {
        if (creation < 0)
        {
            return;
        }

        bool hasFailed = false;
        for (int e = state.History; e >= 0 && !hasFailed && e != resource.Acquired; e = context.History[e].Parent)
        {
            hasFailed = context.History[e] is { Kind: EventKind.SpawnFailed } step && step.Subject == resource.Term;
        }

        string stored = recorder.NameOfResult(acquired);
        recorder.Record(DefectKind.ArgumentLost, creation, hasFailed ? -1 : acquired, resource, state.History, null, defect => defect with
        {
            Subject = tracker.NameOf(resource.Term) is { Length: > 0 } held ? held : stored,
            Callee = recorder.CalleeName(creation),
            Acquirer = recorder.CalleeName(acquired),
            Detail = hasFailed ? "failed" : "",
        });
    }

    /// <summary>A block is what the thread ends with, if the function is its start routine: who does not join it never gets hold of the block.</summary>
    public void RecordResult(AbstractState state, int number, Value value, DefectKind kind)
    {
        value = path.Resolve(state, value);
        int at = value is { IsTerm: true, Offset: 0 } ? state.FindResource(value.Term) : -1;
        if (at < 0 || state.Resources[at] is not { State: ResourceState.Live, Kind: ResourceKind.Heap, Acquired: >= 0 } block || block.Has(ResourceFlags.Imprecise) || tracker.IsHeldByOthers(state, block))
        {
            return;
        }

        int acquired = context.History[block.Acquired].Instruction;
        if (acquired == number)
        {
            // The callee that ends the thread acquired it, and has told.
            return;
        }

        string stored = recorder.NameOfResult(acquired);
        string name = tracker.NameOf(block.Term) is { Length: > 0 } held ? held : stored;
        string what = name.Length > 0 ? $"'{name}'" : "the block";
        TraceStep last = TraceStep.Here(context.Code.Span(number), context.Function.Name, $"{what} is the thread's result", FlowStepKinds.Return);
        recorder.Record(kind, number, acquired, block, state.History, last, defect => defect with { Subject = name, Callee = recorder.CalleeName(acquired) });
    }
}
