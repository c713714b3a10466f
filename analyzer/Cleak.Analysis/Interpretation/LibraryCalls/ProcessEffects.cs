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
        LeaveToParent(child);
        calls.SetResult(child, number, call.Instruction, Value.Zero);
        calls.SetResult(state, number, call.Instruction, tracker.FreshValue(state, number, 1, 1, int.MaxValue));
        next.Add(child);
        next.Add(state);
        next.Add(failed);
    }

    /// <summary>What was open before the fork is the parent's: the child's copies go with its exec or its end.</summary>
    private static void LeaveToParent(AbstractState child)
    {
        for (int i = 0; i < child.ResourceCount; i++)
        {
            if (child.Resources[i] is { State: ResourceState.Live, Kind: not (ResourceKind.Heap or ResourceKind.Thread) } resource)
            {
                child.Resources[i] = resource with { State = ResourceState.Escaped };
            }
        }
    }

    /// <summary>fcntl(2): some commands hand out a descriptor, some cannot fail on an open one, and a lock is kept by keeping its descriptor open.</summary>
    public void ControlFile(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        Value descriptor = path.Resolve(state, call.Operand(0));
        bool isOpen = ResourceTracker.Find(state, descriptor) is >= 0 and var at && state.Resources[at].State is ResourceState.Live or ResourceState.Escaped;
        if (!context.Terms.TryConstant(path.Resolve(state, call.Operand(1)), out long command))
        {
            command = -1;
        }

        Value result = command switch
        {
            PlatformConstants.FcntlDupFd or PlatformConstants.FcntlDupFdCloexec => Value.Of(tracker.Acquire(state, call.Number, 0, ResourceKind.Descriptor, "descriptor")),
            PlatformConstants.FcntlSetFd when isOpen => Value.Zero,
            PlatformConstants.FcntlGetFd or PlatformConstants.FcntlGetFl when isOpen => tracker.FreshValue(state, call.Number, 1, 0, int.MaxValue),
            _ => tracker.FreshValue(state, call.Number, 1, -1, int.MaxValue),
        };
        if (command is PlatformConstants.FcntlSetLock or PlatformConstants.FcntlSetLockWait or PlatformConstants.FcntlSetOwnLock or PlatformConstants.FcntlSetOwnLockWait)
        {
            tracker.Escape(state, descriptor);
        }

        calls.SetResult(state, call.Number, call.Instruction, result);
        next.Add(state);
    }
}
