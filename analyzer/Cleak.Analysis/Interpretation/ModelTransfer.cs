using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Calls of library functions, as their models say: which room of <c>LibraryCalls</c> a behaviour belongs to, and in which order effects happen.</summary>
internal sealed class ModelTransfer
{
    private readonly AnalysisContext context;
    private readonly PathCondition path;
    private readonly Memory memory;
    private readonly CallTransfer calls;
    private readonly ModelArguments arguments;
    private readonly ModelResults results;
    private readonly SignalResults signals;
    private readonly InputChecks inputs;
    private readonly HeapEffects heap;
    private readonly MemoryEffects bytes;
    private readonly ThreadEffects threads;
    private readonly ThreadEnds threadEnds;
    private readonly ProcessEffects processes;
    private readonly LockEffects locks;
    private readonly SystemCallTransfer systemCalls;

    public ModelTransfer(
        AnalysisContext context,
        PathCondition path,
        Evaluator evaluator,
        Memory memory,
        ResourceTracker tracker,
        DefectRecorder recorder,
        CallTransfer calls)
    {
        this.context = context;
        this.path = path;
        this.memory = memory;
        this.calls = calls;
        arguments = new ModelArguments(context, path, evaluator, memory, tracker, calls);
        results = new ModelResults(context, path, evaluator, tracker, calls);
        signals = new SignalResults(context, path, tracker);
        inputs = new InputChecks(context, path, recorder, calls.Bounds);
        heap = new HeapEffects(context, path, memory, tracker, calls, results);
        bytes = new MemoryEffects(context, path, memory, tracker);
        threads = new ThreadEffects(context, path, memory, tracker, recorder, calls);
        threadEnds = new ThreadEnds(context, path, memory, tracker, recorder, calls);
        processes = new ProcessEffects(context, path, tracker, calls);
        locks = new LockEffects(context, calls, results);
        systemCalls = new SystemCallTransfer(context, path, memory);
    }

    public void Apply(AbstractState state, int number, CallInstruction instruction, FunctionModel model, Value[] values, List<AbstractState> next)
    {
        if (model.Behavior == Behavior.SystemCall)
        {
            model = systemCalls.Model(state, model, values);
        }

        var call = new ModelCall(number, instruction, model, values);
        if (!arguments.Check(state, call))
        {
            calls.EndByCrash(state);
            context.Pool.Release(state);
            return;
        }

        inputs.Check(state, call);
        calls.Safety.Model(state, call);

        // What hands out memory sets errno where it fails, and its result says whether it did.
        if (model.Has(CallTraits.SetsErrno) && model.Result is not { Kind: ResultKind.Acquired, Resource: ResourceKind.Heap })
        {
            memory.Forget(state, Value.Of(context.Terms.ErrnoObject()), -1, number, null);
        }

        if (model.Behavior is Behavior.Lock or Behavior.TryLock or Behavior.Unlock)
        {
            // Other threads may have changed what it guards.
            state.KeptCount = 0;
            calls.Loans.Locked();
        }

        if (Handshakes.Names.Contains(model.Name))
        {
            calls.Notes.MayWait = true;
            if (model.Behavior is not (Behavior.ThreadJoin or Behavior.ThreadJoinAt or Behavior.ThreadTryJoin))
            {
                ThreadLoans.Waited(state);
            }
        }

        if (!TryBehave(state, call, next))
        {
            Complete(state, call, next);
        }
    }

    /// <summary>Calls malloc or free by what they are for, not only now and then inside.</summary>
    public static bool Allocates(FunctionModel model) =>
        model.Behavior is Behavior.Allocate or Behavior.AllocateZeroed or Behavior.AllocateFilled or Behavior.Reallocate or Behavior.DuplicateString or Behavior.DuplicateBytes or Behavior.AllocateInto or Behavior.GrowInto or Behavior.Free
        || (model.Result is { Kind: ResultKind.Acquired } result && result.Resource is ResourceKind.Heap or ResourceKind.Stream or ResourceKind.Directory);

    /// <summary>A thread is joined or detached.</summary>
    public void EndThread(AbstractState state, int number, Value handle, bool isDetach, TraceStep inner, bool isCertain) => threadEnds.End(state, number, handle, isDetach, inner, isCertain);

    /// <summary>Behaviours that say all that the call does; false where the words for arguments and result are to be followed.</summary>
    private bool TryBehave(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        switch (call.Model.Behavior)
        {
            case Behavior.Allocate:
            case Behavior.AllocateZeroed:
            case Behavior.AllocateFilled:
            case Behavior.DuplicateString:
            case Behavior.DuplicateBytes:
                heap.Allocate(state, call, next);
                return true;
            case Behavior.Reallocate:
                heap.Reallocate(state, call, next);
                return true;
            case Behavior.AllocateInto:
                heap.AllocateInto(state, call, next);
                return true;
            case Behavior.GrowInto:
                heap.GrowInto(state, call, next);
                return true;
            case Behavior.AcquireUnlessGiven:
                heap.AcquireUnlessGiven(state, call, next);
                return true;
            case Behavior.Free:
                heap.Free(state, call, next);
                return true;
            case Behavior.StackAllocate:
                return heap.TryTakeFromStack(state, call, next);
            case Behavior.ThreadCreate:
            case Behavior.ThreadCreateC11:
                threads.Create(state, call, next);
                return true;
            case Behavior.ThreadJoin:
            case Behavior.ThreadJoinAt:
            case Behavior.ThreadTryJoin:
            case Behavior.ThreadDetach:
                threadEnds.JoinOrDetach(state, call, next);
                return true;
            case Behavior.ThreadSelf:
                threads.Self(state, call, next);
                return true;
            case Behavior.AttributeInit:
                InitializeAttribute(state, call, next);
                return true;
            case Behavior.ThreadCancel:
                calls.NoteCancelled(call.Number, call.Instruction.Arguments[0], path.Resolve(state, call.Operand(0)));
                return false;
            case Behavior.ThreadCancelState:
                calls.Cancellation.SetState(state, path.Resolve(state, call.Operand(0)));
                return false;
            case Behavior.ThreadCancelType:
                calls.Cancellation.SetType(state, path.Resolve(state, call.Operand(0)));
                return false;
            case Behavior.ThreadKeyCreate:
                context.ThreadKeys.Made(call.Number, call.Instruction, path.Resolve(state, call.Operand(1)));
                return false;
            case Behavior.AttributeSetDetachState:
                threads.SetAttribute(state, call, call.Operand(1), next);
                return true;
            case Behavior.ThreadExit:
                calls.EndThreadPath(state, call.Number, call.Operand(0), null);
                return true;
            case Behavior.ThreadUnwind:
                calls.Unwind(state);
                return true;
            case Behavior.CleanupPop:
                calls.CalledCleanups.Pop(state, call, next);
                return true;
            case Behavior.SetJump when calls.Cleanups.IsOfCleanup(call.Instruction):
                calls.SetResult(state, call.Number, call.Instruction, Value.Zero);
                next.Add(state);
                return true;
            case Behavior.Lock:
            case Behavior.TryLock:
                locks.Lock(state, call, next);
                return true;
            case Behavior.Unlock:
                locks.Unlock(state, call, next);
                return true;
            case Behavior.ControlFile:
                arguments.Apply(state, call, hasFailed: false);
                processes.ControlFile(state, call, next);
                return true;
            case Behavior.Fork:
            case Behavior.Vfork:
                processes.Fork(state, call, arguments, next);
                return true;
            case Behavior.Exec:
                processes.Exec(state, call, next);
                return true;
            case Behavior.Exit:
            case Behavior.ExitImmediately:
                calls.Loans.ProcessEnded(state, call.Number);
                processes.End(state);
                return true;
            default:
                return false;
        }
    }

    /// <summary>An attribute object is made: of joinable threads, and to be destroyed.</summary>
    private void InitializeAttribute(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        if (call.Instruction.Temporary >= 0)
        {
            AbstractState failed = context.Pool.Copy(state);
            arguments.Apply(failed, call, hasFailed: true);
            calls.SetResult(failed, call.Number, call.Instruction, results.Failed(failed, call));
            next.Add(failed);
        }

        arguments.Apply(state, call, hasFailed: false);
        threads.SetAttribute(state, call, Value.Zero, next);
        calls.SetResult(state, call.Number, call.Instruction, Value.Zero);
    }

    /// <summary>What happens to arguments and process, then the result.</summary>
    private void Complete(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        calls.Bounds.Call(state, call);
        (Value text, Value length) = calls.Bounds.StringAfter(state, call);
        switch (call.Model.Behavior)
        {
            case Behavior.CleanupPush:
                calls.CalledCleanups.Push(state, call);
                break;
            case Behavior.AtFork:
                processes.AtFork(state, call);
                break;
            case Behavior.Clone:
                processes.Clone(state, call);
                break;
            case Behavior.Daemon:
                ProcessEffects.Daemonize(context, state, call.Number);
                break;
            default:
                bytes.Apply(state, call);
                break;
        }

        bool parts = arguments.DependsOnSuccess(state, call);
        if (parts && call.Instruction.Temporary >= 0)
        {
            AbstractState failed = context.Pool.Copy(state);
            arguments.Apply(failed, call, hasFailed: true);
            calls.SetResult(failed, call.Number, call.Instruction, results.Failed(failed, call));
            next.Add(failed);
        }

        arguments.Apply(state, call, hasFailed: false);
        calls.Bounds.Lengths.Set(state, text, length);
        if (call.Model.Has(CallTraits.Unseen))
        {
            state.KeptCount = 0;
            calls.Notes.MayWait = true;
            ThreadLoans.Waited(state);
            calls.HavocGlobals(state, call.Number);
        }

        if (call.Model.Has(CallTraits.NoReturn) || (call.Model.Behavior == Behavior.SignalSend && processes.IsDeadly(state, call)))
        {
            processes.End(state);
            return;
        }

        if (signals.TryPart(state, call, out AbstractState? without))
        {
            if (without is not null)
            {
                calls.SetResult(without, call.Number, call.Instruction, signals.Failed(call, results.Failed(without, call)));
                next.Add(without);
            }

            calls.SetResult(state, call.Number, call.Instruction, signals.Succeeded(state, call));
            next.Add(state);
            return;
        }

        calls.SetResult(state, call.Number, call.Instruction, parts ? results.Succeeded(state, call) : results.Of(state, call));
        if (call.Model.Behavior == Behavior.ThreadKeyGet && call.Instruction.Temporary >= 0)
        {
            context.ThreadKeys.Got(call.Number, call.Instruction, state.Temporary(call.Instruction.Temporary));
        }
        else if (call.Model.Behavior == Behavior.ThreadKeySet)
        {
            context.ThreadKeys.Set(state, call.Number, call.Instruction, path.Resolve(state, call.Operand(1)));
        }

        next.Add(state);
    }
}
