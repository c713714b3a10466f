using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Library functions that create threads, and say of themselves which thread they run on.</summary>
internal sealed class ThreadEffects(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, DefectRecorder recorder, CallTransfer calls)
{
    /// <summary>Which of the fresh values of a creation is the handle that it did not write.</summary>
    public const int FailedHandle = 4;

    private const int UntoldHandle = 5;

    public void Create(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        bool hasAttribute = call.Model.Behavior == Behavior.ThreadCreate;
        int routineAt = call.Model.Operands[hasAttribute ? 2 : 1], argumentAt = call.Model.Operands[hasAttribute ? 3 : 2];
        Value place = call.Operand(0);
        DetachStates detach = hasAttribute ? DetachState(state, call.Operand(1)) : DetachStates.Joinable;
        Value routine = path.Resolve(state, call.Operand(hasAttribute ? 2 : 1));
        Value argument = path.Resolve(state, call.Operand(hasAttribute ? 3 : 2));

        // Failure: the handle is not to be used, the argument still the creator's.
        AbstractState failed = context.Pool.Copy(state);
        Value unset = tracker.FreshValue(failed, number, FailedHandle, long.MinValue, long.MaxValue);
        context.History.Record(failed, number, EventKind.SpawnFailed, unset.Term);
        calls.ThreadArguments.NoteFailure(failed, number, argument);
        memory.Write(failed, place, unset, 8, default, number, tracker.Noted);
        Value code = tracker.FreshValue(failed, number, 1, Math.Max(call.Model.Result.Low, int.MinValue), int.MaxValue);
        path.Exclude(failed, code.Term, 0);
        calls.SetResult(failed, number, call.Instruction, code);
        next.Add(failed);

        PendingCreation creation = calls.Notes.Creation(number);
        BasicBlock block = context.Code.BlockOf(number);
        creation.IsDirect = true;
        creation.States |= detach;
        creation.IsCreatedDetached |= detach == DetachStates.Detached;
        creation.AddRoutine(context, routine, HandlePlaces.OfValue(context, block, call.Instruction.Arguments[routineAt]));
        creation.Handle = ExpressionText.Place(context.Function, block, call.Instruction.Arguments[call.Model.Operands[0]]);
        creation.Argument |= Source(state, argument);
        creation.ArgumentText = recorder.NameOfArgument(number, argumentAt);
        creation.ArgumentParameter = argument is { IsTerm: true, Offset: 0 } && context.Terms[argument.Term].Kind == TermKind.Parameter ? context.Terms[argument.Term].A : -1;

        creation.ArgumentAt = argumentAt;

        ArgumentFate fate = calls.ThreadArguments.Hand(state, number, routine, argument);
        HandlePlace kept = HandlePlaces.Of(context, block, call.Instruction.Arguments[call.Model.Operands[0]]);
        if (kept.IsKnown && detach == DetachStates.Joinable)
        {
            creation.Places.Add(kept);
        }

        bool isNamed = tracker.TryName(state, number, 0, ResourceKind.Thread, out int handle);
        context.AcquiredKinds[handle] = ResourceKind.Thread;
        context.History.Record(state, number, EventKind.Acquire, handle);
        if (!isNamed)
        {
            // More threads than are told apart: the elements of the array that holds them stand for each other.
            memory.Write(state, place, tracker.FreshValue(state, number, UntoldHandle, long.MinValue, long.MaxValue), 8, default, number, tracker.Noted);
            calls.Loans.Lend(state, number, 0, routine, argument, null);
        }
        else
        {
            ResourceState initial = detach switch
            {
                DetachStates.Detached => ResourceState.Detached,
                DetachStates.Joinable => ResourceState.Live,
                _ => ResourceState.Escaped,
            };
            state.SetResource(new Resource(handle, ResourceKind.Thread, initial, ResourceFlags.None, 0, state.History, state.History));
            calls.Loans.Lend(state, number, handle, routine, argument, null);
            memory.Write(state, place, Value.Of(handle), 8, default, number, tracker.Noted);
            calls.ThreadArguments.Note(handle, routine, argument, fate);
        }

        state.ThreadEvent = state.History;
        calls.Notes.CreatesThreads = true;
        calls.SetResult(state, number, call.Instruction, Value.Zero);
        next.Add(state);
    }

    private ThreadArgumentSources Source(AbstractState state, Value argument)
    {
        if (!argument.IsTerm)
        {
            return argument.IsConstant ? ThreadArgumentSources.Constant : ThreadArgumentSources.Other;
        }

        int root = context.Terms.Object(argument.Term);
        return context.Terms[root].Kind switch
        {
            TermKind.LocalAddress or TermKind.StackBlock => ThreadArgumentSources.Local,
            TermKind.GlobalAddress or TermKind.FunctionAddress or TermKind.StringAddress => ThreadArgumentSources.Global,
            TermKind.Acquired when state.FindResource(root) is >= 0 and var at && state.Resources[at].Kind == ResourceKind.Heap => ThreadArgumentSources.Heap,
            TermKind.Parameter or TermKind.Content => ThreadArgumentSources.Given,
            TermKind.WideConstant => ThreadArgumentSources.Constant,
            _ => ThreadArgumentSources.Other,
        };
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
