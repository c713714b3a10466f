using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Calls of library functions, as their models say.</summary>
internal sealed class ModelTransfer(
    AnalysisContext context,
    PathCondition path,
    Evaluator evaluator,
    Memory memory,
    ResourceTracker tracker,
    DefectRecorder recorder,
    CallTransfer calls)
{
    /// <summary>Offset of the cell beside an attribute object's bytes that says whether threads made with it are detached.</summary>
    private const int DetachStateOffset = 0;

    public void Apply(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments, List<AbstractState> next)
    {
        CheckArguments(state, number, call, model, arguments);
        if (Allocates(model))
        {
            calls.CheckChild(state, number, model.Name, null);
            calls.NoteAllocation(state, number, null);
        }

        if (model.Has(CallTraits.SetsErrno))
        {
            memory.Forget(state, Value.Of(context.Terms.ErrnoObject()), -1, number, null);
        }

        switch (model.Behavior)
        {
            case Behavior.Allocate:
            case Behavior.AllocateZeroed:
            case Behavior.DuplicateString:
                Allocate(state, number, call, model, next);
                return;
            case Behavior.Reallocate:
                Reallocate(state, number, call, model, arguments, next);
                return;
            case Behavior.AllocateInto:
                AllocateInto(state, number, call, model, arguments, next);
                return;
            case Behavior.Free:
                if (Operand(model, arguments, 0) is { IsNone: false } block)
                {
                    calls.Release(state, number, block, ResourceKind.Heap, FamilyOf(model), model.Operands[0], null);
                }

                calls.SetResult(state, number, call, Value.None);
                next.Add(state);
                return;
            case Behavior.ThreadCreate:
            case Behavior.ThreadCreateC11:
                CreateThread(state, number, call, model, arguments, next);
                return;
            case Behavior.ThreadJoin:
            case Behavior.ThreadTryJoin:
            case Behavior.ThreadDetach:
                EndThread(state, number, call, model, arguments, next);
                return;
            case Behavior.ThreadSelf:
                calls.SetResult(state, number, call, Value.Of(context.Terms.Fresh(CallTransfer.SelfInstruction, 0, 0, long.MinValue, long.MaxValue)));
                next.Add(state);
                return;
            case Behavior.AttributeInit:
                SetDetachState(state, Operand(model, arguments, 0), Value.Zero);
                calls.SetResult(state, number, call, Value.None);
                next.Add(state);
                return;
            case Behavior.AttributeSetDetachState:
                SetDetachState(state, Operand(model, arguments, 0), Operand(model, arguments, 1));
                calls.SetResult(state, number, call, Value.None);
                next.Add(state);
                return;
            case Behavior.Fork:
                Fork(state, number, call, next);
                return;
            case Behavior.Exec:
                // It comes back only where it failed.
                calls.SetResult(state, number, call, context.Terms.Constant(-1));
                next.Add(state);
                return;
            case Behavior.CleanupPush:
                state.CleanupHandlers++;
                break;
            case Behavior.CleanupPop:
                state.CleanupHandlers = Math.Max(0, state.CleanupHandlers - 1);
                break;
            case Behavior.AtFork:
                calls.Notes.AddChildHandler(context, path.Resolve(state, Operand(model, arguments, 2)));
                break;
            case Behavior.ThreadExit:
                calls.EndThreadPath(state, number, Operand(model, arguments, 0));
                return;
            case Behavior.Exit:
            case Behavior.ExitImmediately:
                calls.NoteEnd(state);
                context.Pool.Release(state);
                return;
            case Behavior.CopyBytes:
                memory.CopyBytes(state, Operand(model, arguments, 0), Operand(model, arguments, 1), Size(state, Operand(model, arguments, 2)), number, value => tracker.Note(value, number));
                break;
            case Behavior.FillBytes:
                Fill(state, number, model, arguments);
                break;
            case Behavior.ZeroBytes:
                memory.Zero(state, Operand(model, arguments, 0), Size(state, Operand(model, arguments, 1)), number, replaced => tracker.Note(replaced, number));
                break;
        }

        ApplyArguments(state, number, call, model, arguments);
        if ((model.Traits & CallTraits.NoReturn) != 0)
        {
            calls.NoteEnd(state);
            context.Pool.Release(state);
            return;
        }

        calls.SetResult(state, number, call, Result(state, number, call, model, arguments));
        next.Add(state);
    }

    /// <summary>Calls malloc or free by what they are for, not only now and then inside.</summary>
    public static bool Allocates(FunctionModel model) =>
        model.Behavior is Behavior.Allocate or Behavior.AllocateZeroed or Behavior.Reallocate or Behavior.DuplicateString or Behavior.AllocateInto or Behavior.GrowInto or Behavior.Free
        || (model.Result is { Kind: ResultKind.Acquired } result && result.Resource is ResourceKind.Heap or ResourceKind.Stream or ResourceKind.Directory);

    private static Value Operand(FunctionModel model, Value[] arguments, int operand) =>
        operand < model.Operands.Length && model.Operands[operand] < arguments.Length ? arguments[model.Operands[operand]] : Value.None;

    private static string FamilyOf(FunctionModel model)
    {
        foreach (ArgumentModel argument in model.Arguments)
        {
            if ((argument.Effects & ArgumentEffects.Releases) != 0)
            {
                return argument.Family;
            }
        }

        return model.Result.Family;
    }

    /// <summary>Blocks that are handed to a function must be alive; those that must not be null are not, where it comes back.</summary>
    private void CheckArguments(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            Value value = path.Resolve(state, arguments[i]);
            if (!value.IsTerm || call.Arguments[i] is not { Type.IsPointer: true } argument || IsReleasedBy(model, i) || model.Has(CallTraits.Pure))
            {
                continue;
            }

            int root = context.Terms.Object(value.Term);
            calls.CheckUse(state, number, root, argument, null);
            if (argument.Type is { IsElementConst: true, Element.Kind: TypeKind.Void } && model.Behavior is not Behavior.CopyBytes)
            {
                // Bytes that go out of the process: whoever reads them may own what they point to.
                tracker.EscapeContents(state, root);
            }

            if (context.Terms[root].Kind is TermKind.Parameter or TermKind.Content && model.Behavior is not (Behavior.ThreadCreate or Behavior.ThreadCreateC11))
            {
                state.Use(root, number);
            }
        }
    }

    private static bool IsReleasedBy(FunctionModel model, int argument)
    {
        if (model.Behavior is Behavior.Free or Behavior.Reallocate && model.Operands.Length > 0 && model.Operands[0] == argument)
        {
            return true;
        }

        foreach (ArgumentModel effect in model.Arguments)
        {
            if (effect.Index == argument && (effect.Effects & ArgumentEffects.Releases) != 0)
            {
                return true;
            }
        }

        return false;
    }

    private void ApplyArguments(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments)
    {
        foreach (ArgumentModel effect in model.Arguments)
        {
            int last = effect.AndFollowing ? arguments.Length - 1 : Math.Min(effect.Index, arguments.Length - 1);
            for (int index = effect.Index; index <= last; index++)
            {
                ApplyArgument(state, number, call, model, effect, index, arguments[index]);
            }
        }
    }

    private void ApplyArgument(AbstractState state, int number, CallInstruction call, FunctionModel model, ArgumentModel effect, int index, Value value)
    {
        bool isHandled = model.Behavior is Behavior.CopyBytes or Behavior.FillBytes or Behavior.ZeroBytes;
        if ((effect.Effects & (ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Acquires)) != 0 && !isHandled)
        {
            IrType type = call.Arguments[index].Type;
            long size = !effect.IsArray && type.Element is { Kind: TypeKind.Record or TypeKind.Integer or TypeKind.Pointer } element && element.Size > 1 ? element.Size : -1;
            memory.Forget(state, value, size, number, kept => tracker.Escape(state, kept));
        }

        if ((effect.Effects & ArgumentEffects.Keeps) != 0)
        {
            tracker.Escape(state, value);
        }

        if ((effect.Effects & ArgumentEffects.Releases) != 0 && effect.Resource == ResourceKind.Heap)
        {
            calls.Release(state, number, value, ResourceKind.Heap, effect.Family, index, null);
        }
    }

    private Value Result(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments)
    {
        ResultModel result = model.Result;
        if (model.Name is "__errno_location" or "__error" or "__errno")
        {
            return Value.Of(context.Terms.ErrnoObject());
        }

        switch (result.Kind)
        {
            case ResultKind.Argument when result.Argument < arguments.Length:
                return arguments[result.Argument];
            case ResultKind.WithinArgument or ResultKind.WithinArgumentOrNull when result.Argument < arguments.Length && path.Resolve(state, arguments[result.Argument]) is { IsTerm: true } within:
                // Somewhere in the object: an element of unknown index keeps it alive. Null is left to the test, as an unknown offset.
                Value offset = tracker.FreshValue(state, number, 2, 0, int.MaxValue);
                return result.Kind == ResultKind.WithinArgument
                    ? evaluator.Index(state, within, offset, 1)
                    : Derived(state, number, call, within);
            case ResultKind.Borrowed:
                return tracker.FreshValue(state, number, 1, 1, long.MaxValue);
            case ResultKind.Range:
                return tracker.FreshValue(state, number, 1, result.Low, result.High);
            case ResultKind.Acquired when result.Resource == ResourceKind.Heap:
                return Value.Of(tracker.Acquire(state, number, 0, ResourceKind.Heap, result.Family));
            default:
                return Value.None;
        }
    }

    /// <summary>An unknown pointer that, unless it is null, points into what another points to.</summary>
    private Value Derived(AbstractState state, int number, CallInstruction call, Value source)
    {
        (long low, long high) = TermTable.Range(call.ResultType);
        Value value = tracker.FreshValue(state, number, 1, low, high);
        context.Derive(value.Term, source.Term);
        return value;
    }

    private void Allocate(AbstractState state, int number, CallInstruction call, FunctionModel model, List<AbstractState> next)
    {
        string family = model.Result.Family.Length > 0 ? model.Result.Family : "malloc";
        int term = tracker.Acquire(state, number, 0, ResourceKind.Heap, family);
        ObjectDefault contents = model.Behavior switch
        {
            Behavior.Allocate => ObjectDefault.Uninitialized,
            Behavior.AllocateZeroed => ObjectDefault.Zero,
            _ => ObjectDefault.Initial,
        };
        memory.Reset(state, term, contents, 0, null);
        if (model.Result.Failure == FailureValue.Never)
        {
            path.Exclude(state, term, 0);
        }

        calls.SetResult(state, number, call, Value.Of(term));
        next.Add(state);
    }

    private void Reallocate(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments, List<AbstractState> next)
    {
        Value old = path.Resolve(state, Operand(model, arguments, 0));
        if (context.Terms.TryConstant(old, out _) || !old.IsTerm)
        {
            Allocate(state, number, call, model, next);
            return;
        }

        int at = state.FindResource(old.Term);
        if (at >= 0 && state.Resources[at].State == ResourceState.Released)
        {
            calls.Release(state, number, old, ResourceKind.Heap, FamilyOf(model), model.Operands[0], null);
        }

        if (model.Result.Failure != FailureValue.Never)
        {
            AbstractState failed = context.Pool.Copy(state);
            if (path.Exclude(failed, old.Term, -(long)old.Offset))
            {
                int known = failed.FindResource(old.Term);
                context.History.Record(failed, number, EventKind.ReallocFailed, old.Term);
                Resource before = known >= 0
                    ? failed.Resources[known]
                    : new Resource(old.Term, ResourceKind.Heap, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1);
                if (before.State is ResourceState.Live or ResourceState.Foreign)
                {
                    failed.SetResource(before with { Flags = before.Flags | ResourceFlags.ReallocFailed, Last = failed.History });
                }

                calls.SetResult(failed, number, call, Value.Zero);
                next.Add(failed);
            }
            else
            {
                context.Pool.Release(failed);
            }
        }

        int term = tracker.Acquire(state, number, 0, ResourceKind.Heap, model.Result.Family.Length > 0 ? model.Result.Family : "malloc");
        memory.Reset(state, term, ObjectDefault.Initial, memory.Stamp(state, number), null);
        memory.CopyBytes(state, Value.Of(term), old, -1, number, null);
        path.Exclude(state, term, 0);
        if (!context.Terms[old.Term].IsObjectAddress)
        {
            tracker.Transition(state, old.Term, ResourceKind.Heap, ResourceState.Moved, 0, EventKind.Move, number);
        }

        calls.SetResult(state, number, call, Value.Of(term));
        next.Add(state);
    }

    /// <summary>asprintf, posix_memalign: the pointer is set where the result says so, else it is not to be used.</summary>
    private void AllocateInto(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments, List<AbstractState> next)
    {
        Value place = Operand(model, arguments, 0);
        string family = model.Argument(model.Operands[0]) is { Family.Length: > 0 } argument ? argument.Family : "malloc";
        (Value failure, Value success) = model.Result.Failure switch
        {
            FailureValue.NonZero => (tracker.FreshValue(state, number, 1, 1, int.MaxValue), Value.Zero),
            FailureValue.Zero => (Value.Zero, tracker.FreshValue(state, number, 1, 1, int.MaxValue)),
            _ => (context.Terms.Constant(-1), tracker.FreshValue(state, number, 1, 0, int.MaxValue)),
        };
        AbstractState failed = context.Pool.Copy(state);
        memory.Forget(failed, place, 8, number, replaced => tracker.Note(replaced, number));
        calls.SetResult(failed, number, call, failure);
        next.Add(failed);

        int term = tracker.Acquire(state, number, 0, ResourceKind.Heap, family);
        memory.Reset(state, term, ObjectDefault.Initial, memory.Stamp(state, number), null);
        path.Exclude(state, term, 0);
        memory.Write(state, place, Value.Of(term), 8, default, number, replaced => tracker.Note(replaced, number));
        calls.SetResult(state, number, call, success);
        next.Add(state);
    }

    private void Fill(AbstractState state, int number, FunctionModel model, Value[] arguments)
    {
        Value place = Operand(model, arguments, 0);
        long size = Size(state, Operand(model, arguments, 2));
        if (model.Operands.Length < 2 || (context.Terms.TryConstant(path.Resolve(state, Operand(model, arguments, 1)), out long value) && value == 0))
        {
            memory.Zero(state, place, size, number, replaced => tracker.Note(replaced, number));
        }
        else
        {
            memory.Forget(state, place, size, number, replaced => tracker.Note(replaced, number));
        }
    }

    private long Size(AbstractState state, Value size) => context.Terms.TryConstant(path.Resolve(state, size), out long constant) ? constant : -1;

    private void SetDetachState(AbstractState state, Value attribute, Value value)
    {
        attribute = path.Resolve(state, attribute);
        if (attribute.IsTerm)
        {
            int cell = context.Cells.Intern(new Cell(attribute.Term, attribute.Offset + DetachStateOffset, Memory.GhostWidth, 0, 0));
            state.SetCell(cell, value.IsNone ? tracker.FreshValue(state, 0, 3, 0, 1) : value);
        }
    }

    private DetachStates DetachState(AbstractState state, Value attribute)
    {
        attribute = path.Resolve(state, attribute);
        if (context.Terms.TryConstant(attribute, out _) || attribute.IsNone)
        {
            return attribute.IsNone ? DetachStates.Unknown : DetachStates.Joinable;
        }

        int at = attribute.IsTerm ? state.FindCell(context.Cells.Intern(new Cell(attribute.Term, attribute.Offset + DetachStateOffset, Memory.GhostWidth, 0, 0))) : -1;
        return at < 0 || !context.Terms.TryConstant(path.Resolve(state, state.CellValues[at]), out long value)
            ? DetachStates.Unknown
            : value == 0 ? DetachStates.Joinable : DetachStates.Detached;
    }

    private void CreateThread(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments, List<AbstractState> next)
    {
        bool hasAttribute = model.Behavior == Behavior.ThreadCreate;
        Value place = Operand(model, arguments, 0);
        DetachStates detach = hasAttribute ? DetachState(state, Operand(model, arguments, 1)) : DetachStates.Joinable;
        Value routine = path.Resolve(state, Operand(model, arguments, hasAttribute ? 2 : 1));
        Value argument = Operand(model, arguments, hasAttribute ? 3 : 2);

        // Failure: the handle is not to be used, the argument still the creator's.
        AbstractState failed = context.Pool.Copy(state);
        memory.Write(failed, place, tracker.FreshValue(failed, number, 4, long.MinValue, long.MaxValue), 8, default, number, replaced => tracker.Note(replaced, number));
        calls.SetResult(failed, number, call, tracker.FreshValue(failed, number, 1, 1, int.MaxValue));
        next.Add(failed);

        PendingCreation creation = calls.Notes.Creation(number);
        creation.IsDirect = true;
        creation.States |= detach;
        creation.AddRoutine(context, routine);
        tracker.Escape(state, argument);
        if (!tracker.TryName(state, number, 0, false, out int handle))
        {
            // More threads than are told apart: the elements of the array that holds them stand for each other.
            memory.Write(state, place, tracker.FreshValue(state, number, 5, long.MinValue, long.MaxValue), 8, default, number, replaced => tracker.Note(replaced, number));
        }
        else
        {
            context.History.Record(state, number, EventKind.Acquire, handle);
            ResourceState initial = detach switch
            {
                DetachStates.Detached => ResourceState.Detached,
                DetachStates.Joinable => ResourceState.Live,
                _ => ResourceState.Escaped,
            };
            state.SetResource(new Resource(handle, ResourceKind.Thread, initial, ResourceFlags.None, 0, state.History, state.History));
            memory.Write(state, place, Value.Of(handle), 8, default, number, replaced => tracker.Note(replaced, number));
            HandlePlace kept = HandlePlaces.Of(context, context.Code.BlockOf(number), call.Arguments[model.Operands[0]]);
            if (kept.IsKnown && detach == DetachStates.Joinable)
            {
                creation.Places.Add(kept);
            }
        }

        state.ThreadEvent = state.History;
        calls.Notes.CreatesThreads = true;
        calls.SetResult(state, number, call, Value.Zero);
        next.Add(state);
    }

    private void EndThread(AbstractState state, int number, CallInstruction call, FunctionModel model, Value[] arguments, List<AbstractState> next)
    {
        Value handle = path.Resolve(state, Operand(model, arguments, 0));
        bool isDetach = model.Behavior == Behavior.ThreadDetach;
        HandlePlace place = HandlePlaces.OfValue(context, context.Code.BlockOf(number), call.Arguments[model.Operands[0]]);
        if (place.IsKnown)
        {
            calls.Notes.Joined(place, isDetach);
        }

        if (handle.IsTerm && context.Terms[handle.Term] is { Kind: TermKind.Fresh, A: CallTransfer.SelfInstruction })
        {
            calls.Notes.SelfDetach ??= isDetach
                ? TraceStep.Here(context.Code.Span(number), context.Function.Name, $"the thread detaches itself by '{recorder.CalleeName(number)}'", FlowStepKinds.Detach)
                : null;
        }

        if (handle.IsTerm && context.Terms[handle.Term].Kind == TermKind.Parameter)
        {
            calls.Notes.JoinsParameter |= 1u << Math.Min(context.Terms[handle.Term].A, 31);
        }

        if (model.Behavior == Behavior.ThreadTryJoin)
        {
            AbstractState waiting = context.Pool.Copy(state);
            calls.SetResult(waiting, number, call, tracker.FreshValue(waiting, number, 1, 1, int.MaxValue));
            next.Add(waiting);
        }

        End(state, number, handle, isDetach, null);
        calls.SetResult(state, number, call, model.Behavior == Behavior.ThreadTryJoin ? Value.Zero : tracker.FreshValue(state, number, 1, 0, int.MaxValue));
        if (model.Operands.Length > 1 && !isDetach)
        {
            memory.Forget(state, Operand(model, arguments, 1), 8, number, replaced => tracker.Note(replaced, number));
        }

        next.Add(state);
    }

    /// <summary>A thread is joined or detached.</summary>
    public void End(AbstractState state, int number, Value handle, bool isDetach, TraceStep? inner)
    {
        if (!handle.IsTerm)
        {
            return;
        }

        tracker.EscapeElements(state, handle);
        int at = state.FindResource(handle.Term);
        if (at >= 0 && state.Resources[at] is { Kind: ResourceKind.Thread } thread)
        {
            tracker.Transition(state, handle.Term, ResourceKind.Thread, isDetach ? ResourceState.Detached : ResourceState.Released, 0, isDetach ? EventKind.Detach : EventKind.Release, number, inner is null ? 0 : recorder.Nest(inner));
            if (isDetach && thread.Acquired >= 0)
            {
                PendingCreation creation = calls.Notes.Creation(context.History[thread.Acquired].Instruction);
                creation.States |= DetachStates.Detached;
                creation.Detach ??= TraceStep.Here(context.Code.Span(number), context.Function.Name, $"detached by '{recorder.CalleeName(number)}'", FlowStepKinds.Detach);
            }
        }
        else if (context.Terms[handle.Term].Kind is TermKind.Parameter or TermKind.Content)
        {
            tracker.Transition(state, handle.Term, ResourceKind.Thread, isDetach ? ResourceState.Detached : ResourceState.Released, 0, isDetach ? EventKind.Detach : EventKind.Release, number, inner is null ? 0 : recorder.Nest(inner));
        }

        if (!isDetach && !HasRunningThread(state))
        {
            state.ThreadEvent = -1;
        }
    }

    private static bool HasRunningThread(AbstractState state)
    {
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].Kind == ResourceKind.Thread && state.Resources[i].State is not ResourceState.Released)
            {
                return true;
            }
        }

        return false;
    }

    private void Fork(AbstractState state, int number, CallInstruction call, List<AbstractState> next)
    {
        AbstractState failed = context.Pool.Copy(state);
        calls.SetResult(failed, number, call, context.Terms.Constant(-1));
        AbstractState child = context.Pool.Copy(state);
        context.History.Record(child, number, EventKind.Fork, 0);
        child.Role = ProcessRole.ForkChild;
        child.RoleEvent = child.History;
        child.RoleThread = child.ThreadEvent;
        calls.SetResult(child, number, call, Value.Zero);
        calls.SetResult(state, number, call, tracker.FreshValue(state, number, 1, 1, int.MaxValue));
        next.Add(child);
        next.Add(state);
        next.Add(failed);
    }
}
