namespace Cleak.Analysis;

/// <summary>Library functions that part and end processes.</summary>
internal sealed class ProcessEffects(AnalysisContext context, PathCondition path, ResourceTracker tracker, CallTransfer calls)
{
    /// <summary>It comes back only where it failed.</summary>
    public void Exec(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        calls.SetResult(state, call.Number, call.Instruction, context.Terms.Constant(-1));
        next.Add(state);
    }

    /// <summary>The process ends, or the path does: nothing follows.</summary>
    public void End(AbstractState state)
    {
        calls.NoteEnd(state);
        context.Pool.Release(state);
    }

    public void AtFork(AbstractState state, ModelCall call) =>
        calls.Notes.AddChildHandler(context, path.Resolve(state, call.Operand(2)));

    public void Fork(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        AbstractState failed = context.Pool.Copy(state);
        calls.SetResult(failed, number, call.Instruction, context.Terms.Constant(-1));
        AbstractState child = context.Pool.Copy(state);
        context.History.Record(child, number, EventKind.Fork, 0);
        child.Role = ProcessRole.ForkChild;
        child.RoleEvent = child.History;
        child.RoleThread = child.ThreadEvent;
        calls.SetResult(child, number, call.Instruction, Value.Zero);
        calls.SetResult(state, number, call.Instruction, tracker.FreshValue(state, number, 1, 1, int.MaxValue));
        next.Add(child);
        next.Add(state);
        next.Add(failed);
    }
}
