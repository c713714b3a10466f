namespace Cleak.Analysis;

/// <summary>Library functions that part and end processes.</summary>
internal sealed class ProcessEffects(AnalysisContext context, PathCondition path, ResourceTracker tracker, CallTransfer calls)
{
    /// <summary>It comes back only where it failed.</summary>
    public void Exec(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        calls.Safety.Exec(state);
        calls.SetResult(state, call.Number, call.Instruction, context.Terms.Constant(-1));
        next.Add(state);
    }

    /// <summary>The process ends, or the path does: nothing follows.</summary>
    public void End(AbstractState state)
    {
        calls.NoteEnd(state);
        context.Pool.Release(state);
    }

    /// <summary>SIGKILL on Linux.</summary>
    private const long Kill = 9;

    /// <summary>A signal that nobody can catch goes to the process itself, or to its whole group.</summary>
    public bool IsDeadly(AbstractState state, ModelCall call)
    {
        if (!context.Terms.TryConstant(path.Resolve(state, call.Operand(0)), out long signal) || signal != Kill)
        {
            return false;
        }

        if (call.Model.Operands.Length < 2)
        {
            return true;
        }

        Value process = path.Resolve(state, call.Operand(1));
        if (context.Terms.TryConstant(process, out long number))
        {
            return number == 0;
        }

        // What its parent was told of itself is the parent.
        return process is { IsTerm: true, Offset: 0 } && context.Terms[process.Term] is { Kind: TermKind.Fresh, A: >= 0 } told && !context.Code.IsTerminator(told.A)
            && context.Code.Instruction(told.A) is Cleak.Ir.CallInstruction { DirectCallee.Name: "getpid" }
            && (state.Role == ProcessRole.Main || told.A > context.History[state.RoleEvent].Instruction);
    }

    public void AtFork(AbstractState state, ModelCall call)
    {
        FunctionValues.Collect(context, path.Resolve(state, call.Operand(0)), calls.Notes.PrepareHandlers);
        FunctionValues.Collect(context, path.Resolve(state, call.Operand(2)), calls.Notes.ChildHandlers);
    }

    /// <summary>clone(2): with the memory shared and nobody waiting it makes a thread; with memory of its own, a child that runs a function.</summary>
    public void Clone(AbstractState state, ModelCall call)
    {
        Value routine = path.Resolve(state, call.Operand(0));
        if (!context.Terms.TryConstant(path.Resolve(state, call.Operand(2)), out long flags) || (flags & SystemCalls.CloneWaits) != 0)
        {
            return;
        }

        int number = call.Number;
        if ((flags & SystemCalls.CloneMemory) != 0)
        {
            calls.Notes.Creation(number).AddRoutine(context, routine, default);
            calls.Notes.CreatesThreads = true;
            context.History.Record(state, number, EventKind.Call, 0);
            state.ThreadEvent = state.History;
            return;
        }

        AbstractState child = context.Pool.Copy(state);
        BecomeChild(context, child, number, ProcessRole.ForkChild);
        var functions = new SortedSet<int>();
        FunctionValues.Collect(context, routine, functions);
        foreach (int function in functions)
        {
            calls.Safety.Callback(child, number, function, null, null);
        }

        context.Pool.Release(child);
    }

    /// <summary>daemon(3): the process goes on as its own child. That matters only where there are threads that it loses.</summary>
    public static void Daemonize(AnalysisContext context, AbstractState state, int number)
    {
        if (state.ThreadEvent >= 0 && state.Role == ProcessRole.Main)
        {
            BecomeChild(context, state, number, ProcessRole.ForkChild);
            state.RoleFlags |= RoleFlags.Alone;
        }
    }

    private static void BecomeChild(AnalysisContext context, AbstractState child, int number, ProcessRole role)
    {
        // The child of a child has the locks that its own parent found.
        int inherited = child.Role == ProcessRole.Main ? -1 : child.RoleThread;
        context.History.Record(child, number, EventKind.Fork, 0);
        child.Role = role;
        child.RoleFlags = RoleFlags.None;
        child.RoleEvent = child.History;
        child.RoleFork = number;
        child.RoleThread = child.ThreadEvent >= 0 ? child.ThreadEvent : inherited;
        child.ThreadEvent = -1;
    }

    /// <param name="arguments">What the parent is handed beside: the terminal of forkpty.</param>
    public void Fork(AbstractState state, ModelCall call, ModelArguments arguments, List<AbstractState> next)
    {
        int number = call.Number;
        AbstractState failed = context.Pool.Copy(state);
        arguments.Apply(failed, call, hasFailed: true);
        calls.SetResult(failed, number, call.Instruction, context.Terms.Constant(-1));
        AbstractState child = context.Pool.Copy(state);
        BecomeChild(context, child, number, call.Model.Behavior == Behavior.Vfork ? ProcessRole.VforkChild : ProcessRole.ForkChild);
        child.RoleFlags |= call.Model.Has(CallTraits.RepairsNothing) ? RoleFlags.Unrepaired : RoleFlags.None;
        calls.Safety.Forks.Of(number);
        child.Lent.Clear();
        LeaveToParent(child);
        calls.SetResult(child, number, call.Instruction, Value.Zero);
        calls.SetResult(state, number, call.Instruction, tracker.FreshValue(state, number, 1, 1, int.MaxValue));
        arguments.Apply(state, call, hasFailed: false);
        ProcessRoles.BecomeParent(context, state, number);
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
