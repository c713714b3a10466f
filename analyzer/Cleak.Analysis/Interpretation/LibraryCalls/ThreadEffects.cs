using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Library functions that create, join and detach threads.</summary>
internal sealed class ThreadEffects(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, DefectRecorder recorder, SummarySet summaries, CallTransfer calls)
{
    private readonly ThreadArguments arguments = new(context, recorder, summaries);

    public void Create(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        bool hasAttribute = call.Model.Behavior == Behavior.ThreadCreate;
        Value place = call.Operand(0);
        DetachStates detach = hasAttribute ? DetachState(state, call.Operand(1)) : DetachStates.Joinable;
        Value routine = path.Resolve(state, call.Operand(hasAttribute ? 2 : 1));
        Value argument = call.Operand(hasAttribute ? 3 : 2);

        // Failure: the handle is not to be used, the argument still the creator's.
        AbstractState failed = context.Pool.Copy(state);
        memory.Write(failed, place, tracker.FreshValue(failed, number, 4, long.MinValue, long.MaxValue), 8, default, number, tracker.Noted);
        calls.SetResult(failed, number, call.Instruction, tracker.FreshValue(failed, number, 1, 1, int.MaxValue));
        next.Add(failed);

        PendingCreation creation = calls.Notes.Creation(number);
        creation.IsDirect = true;
        creation.States |= detach;
        creation.AddRoutine(context, routine);
        tracker.Escape(state, argument);
        if (!tracker.TryName(state, number, 0, ResourceKind.Thread, out int handle))
        {
            // More threads than are told apart: the elements of the array that holds them stand for each other.
            memory.Write(state, place, tracker.FreshValue(state, number, 5, long.MinValue, long.MaxValue), 8, default, number, tracker.Noted);
            calls.Loans.Lend(state, number, 0, routine, argument, null);
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
            arguments.Note(handle, routine, path.Resolve(state, argument));
            calls.Loans.Lend(state, number, handle, routine, argument, null);
            memory.Write(state, place, Value.Of(handle), 8, default, number, tracker.Noted);
            HandlePlace kept = HandlePlaces.Of(context, context.Code.BlockOf(number), call.Instruction.Arguments[call.Model.Operands[0]]);
            if (kept.IsKnown && detach == DetachStates.Joinable)
            {
                creation.Places.Add(kept);
            }
        }

        state.ThreadEvent = state.History;
        calls.Notes.CreatesThreads = true;
        calls.SetResult(state, number, call.Instruction, Value.Zero);
        next.Add(state);
    }

    public void JoinOrDetach(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        Value handle = path.Resolve(state, call.Operand(0));
        bool isDetach = call.Model.Behavior == Behavior.ThreadDetach;
        HandlePlace place = HandlePlaces.OfValue(context, context.Code.BlockOf(number), call.Instruction.Arguments[call.Model.Operands[0]]);
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

        if (call.Model.Behavior == Behavior.ThreadTryJoin)
        {
            AbstractState waiting = context.Pool.Copy(state);
            calls.SetResult(waiting, number, call.Instruction, tracker.FreshValue(waiting, number, 1, 1, int.MaxValue));
            next.Add(waiting);
        }

        End(state, number, handle, isDetach, null);
        calls.SetResult(state, number, call.Instruction, call.Model.Behavior == Behavior.ThreadTryJoin ? Value.Zero : tracker.FreshValue(state, number, 1, 0, int.MaxValue));
        if (call.Model.Operands.Length > 1 && !isDetach)
        {
            memory.Forget(state, call.Operand(1), 8, number, tracker.Noted);
        }

        next.Add(state);
    }

    /// <summary>A thread is joined or detached.</summary>
    public void End(AbstractState state, int number, Value handle, bool isDetach, TraceStep? inner)
    {
        if (!handle.IsTerm)
        {
            ThreadLoans.Waited(state);
            return;
        }

        tracker.EscapeElements(state, handle);
        if (!isDetach)
        {
            calls.Loans.Joined(state, number, handle);
        }

        int at = state.FindResource(handle.Term);
        if (at >= 0 && state.Resources[at] is { Kind: ResourceKind.Thread } thread)
        {
            tracker.Transition(state, handle.Term, ResourceKind.Thread, isDetach ? ResourceState.Detached : ResourceState.Released, 0, isDetach ? EventKind.Detach : EventKind.Release, number, inner is null ? 0 : recorder.Nest(inner));
            if (!isDetach)
            {
                arguments.Joined(state, thread, number);
            }
            else if (thread.Acquired >= 0)
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

    /// <summary>The handle of the thread that runs the function.</summary>
    public void Self(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        calls.SetResult(state, call.Number, call.Instruction, Value.Of(context.Terms.Fresh(CallTransfer.SelfInstruction, 0, 0, long.MinValue, long.MaxValue)));
        next.Add(state);
    }

    /// <summary>An attribute object gets a detach state; none where it is not known.</summary>
    public void SetAttribute(AbstractState state, ModelCall call, Value value, List<AbstractState> next)
    {
        SetDetachState(state, call.Operand(0), value);
        calls.SetResult(state, call.Number, call.Instruction, Value.None);
        next.Add(state);
    }

    private void SetDetachState(AbstractState state, Value attribute, Value value)
    {
        attribute = path.Resolve(state, attribute);
        if (attribute.IsTerm)
        {
            state.SetCell(GhostCells.Of(context, attribute, GhostCells.DetachState), value.IsNone ? tracker.FreshValue(state, 0, 3, 0, 1) : value);
        }
    }

    private DetachStates DetachState(AbstractState state, Value attribute)
    {
        attribute = path.Resolve(state, attribute);
        if (context.Terms.TryConstant(attribute, out _) || attribute.IsNone)
        {
            return attribute.IsNone ? DetachStates.Unknown : DetachStates.Joinable;
        }

        int at = attribute.IsTerm ? state.FindCell(GhostCells.Of(context, attribute, GhostCells.DetachState)) : -1;
        return at < 0 || !context.Terms.TryConstant(path.Resolve(state, state.CellValues[at]), out long value)
            ? DetachStates.Unknown
            : value == 0 ? DetachStates.Joinable : DetachStates.Detached;
    }
}
