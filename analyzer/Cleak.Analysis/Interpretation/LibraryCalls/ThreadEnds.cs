using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>
/// Joining and detaching, by library functions and by callees: pthread_join(3), pthread_detach(3), pthread_tryjoin_np(3), C23 7.28.5. A call
/// that fails has done nothing, and what becomes of the thread then is not followed, but where failing is what the call is for.
/// </summary>
internal sealed class ThreadEnds(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, DefectRecorder recorder, CallTransfer calls)
{
    /// <summary>pthread_t of glibc and musl, as 8 bytes.</summary>
    private static readonly Cleak.Ir.IrType Handle = new() { Id = 0, Kind = Cleak.Ir.TypeKind.Integer, Name = "pthread_t", Size = 8 };

    private readonly ThreadMisuse misuse = new(context, recorder);

    public void JoinOrDetach(AbstractState state, ModelCall call, List<AbstractState> next)
    {
        int number = call.Number;
        Value handle = path.Resolve(state, call.Operand(0));
        if (call.Model.Behavior == Behavior.ThreadJoinAt)
        {
            handle = path.Resolve(state, memory.Read(state, handle, Handle, default));
        }

        bool isDetach = call.Model.Behavior == Behavior.ThreadDetach, isTry = call.Model.Behavior == Behavior.ThreadTryJoin;
        bool isSelf = handle.IsTerm && context.Terms[handle.Term] is { Kind: TermKind.Fresh, A: CallTransfer.SelfInstruction };
        Note(state, call, handle, isDetach ? isSelf ? ThreadEndKind.SelfDetach : ThreadEndKind.Detach : isTry ? ThreadEndKind.TryJoin : ThreadEndKind.Join);
        if (isSelf && isDetach)
        {
            calls.Notes.SelfDetach ??= TraceStep.Here(context.Code.Span(number), context.Function.Name, $"the thread detaches itself by '{recorder.CalleeName(number)}'", FlowStepKinds.Detach);
        }

        if (handle.IsTerm && context.Terms[handle.Term].Kind == TermKind.Parameter)
        {
            calls.Notes.AddEndOfParameter(context.Terms[handle.Term].A, isDetach);
        }

        bool isAsked = call.Instruction is { Temporary: >= 0, ResultType.IsPointer: false };
        bool isFollowed = handle.IsTerm && (state.FindResource(handle.Term) >= 0 || context.Terms[handle.Term].Kind is TermKind.Parameter or TermKind.Content);
        if (isTry || (isAsked && isFollowed))
        {
            AbstractState failed = context.Pool.Copy(state);
            if (!isTry)
            {
                GiveUp(failed, handle);
                ThreadLoans.Waited(failed);
            }

            calls.SetResult(failed, number, call.Instruction, tracker.FreshValue(failed, number, 1, 1, int.MaxValue));
            next.Add(failed);
        }

        End(state, number, handle, isDetach, null);
        calls.SetResult(state, number, call.Instruction, isTry || (isAsked && isFollowed) ? Value.Zero : tracker.FreshValue(state, number, 1, 0, int.MaxValue));
        if (call.Model.Operands.Length > 1 && !isDetach)
        {
            memory.Forget(state, call.Operand(1), 8, number, tracker.Noted);
        }

        next.Add(state);
    }

    /// <summary>A thread is joined or detached.</summary>
    /// <param name="inner">The call in a callee that does it, where it is one.</param>
    /// <param name="isCertain">The callee does so whatever stands in the record with the handle: what says there that it is done is the callee's business.</param>
    public void End(AbstractState state, int number, Value handle, bool isDetach, TraceStep? inner, bool isCertain = true)
    {
        if (isCertain)
        {
            misuse.Check(state, number, handle, isDetach, inner);
        }

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

        ResourceState after = isDetach ? ResourceState.Detached : ResourceState.Released;
        EventKind happened = isDetach ? EventKind.Detach : EventKind.Release;
        int at = state.FindResource(handle.Term);
        if (at >= 0 && state.Resources[at] is { Kind: ResourceKind.Thread } thread)
        {
            tracker.Transition(state, handle.Term, ResourceKind.Thread, after, 0, happened, number, inner is null ? 0 : recorder.Nest(inner));
            if (thread.Acquired >= 0)
            {
                calls.Notes.End(number).Creations.Add(context.History[thread.Acquired].Instruction);
            }

            if (!isDetach)
            {
                calls.ThreadArguments.Joined(state, thread, number);
                if (thread.Acquired >= 0)
                {
                    calls.Notes.Creation(context.History[thread.Acquired].Instruction).IsJoined = true;
                }
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
            tracker.Transition(state, handle.Term, ResourceKind.Thread, after, 0, happened, number, inner is null ? 0 : recorder.Nest(inner));
            if (inner is not null && (tracker.IsShared(handle.Term) || !isCertain) && state.FindResource(handle.Term) is >= 0 and var known)
            {
                state.Resources[known] = state.Resources[known] with { Flags = state.Resources[known].Flags | ResourceFlags.Imprecise };
            }
        }

        if (!isDetach && !HasRunningThread(state))
        {
            state.ThreadEvent = -1;
        }
    }

    /// <summary>Whoever joins in vain knows more of the thread than is seen here: nothing is said of it any more.</summary>
    private void GiveUp(AbstractState state, Value handle)
    {
        int at = state.FindResource(handle.Term);
        if (at < 0)
        {
            state.SetResource(new Resource(handle.Term, ResourceKind.Thread, ResourceState.Escaped, ResourceFlags.None, 0, -1, -1));
            context.EntryNames.Note(handle.Term);
        }
        else if (state.Resources[at].State is ResourceState.Live or ResourceState.Foreign)
        {
            state.Resources[at] = state.Resources[at] with { State = ResourceState.Escaped };
        }
    }

    private void Note(AbstractState state, ModelCall call, Value handle, ThreadEndKind kind)
    {
        PendingThreadEnd end = calls.Notes.End(call.Number);
        end.Kind = kind;
        end.TakesResult |= kind is ThreadEndKind.Join or ThreadEndKind.TryJoin && call.Model.Operands.Length > 1 && !path.Resolve(state, call.Operand(1)).Equals(Value.Zero);
        Cleak.Ir.BasicBlock block = context.Code.BlockOf(call.Number);
        Cleak.Ir.Expression said = call.Instruction.Arguments[call.Model.Operands[0]];
        HandlePlace place = call.Model.Behavior == Behavior.ThreadJoinAt ? HandlePlaces.Of(context, block, said) : HandlePlaces.OfValue(context, block, said);
        if (place.IsKnown)
        {
            end.Places.Add(place);
        }

        if (!handle.IsTerm)
        {
            return;
        }

        ref readonly Term term = ref context.Terms[handle.Term];
        end.IsOfParameter |= term.Kind == TermKind.Parameter;
        if (term.Kind != TermKind.Content)
        {
            return;
        }

        // Any element of an array: the threads that its cells are known to hold.
        int array = context.Terms.Object(term.A);
        for (int i = 0; i < state.CellCount; i++)
        {
            if (context.Cells.RootOf(state.CellIds[i]) == array && state.CellValues[i].IsTerm && state.FindResource(state.CellValues[i].Term) is >= 0 and var at && state.Resources[at] is { Kind: ResourceKind.Thread, Acquired: >= 0 } thread)
            {
                end.Creations.Add(context.History[thread.Acquired].Instruction);
            }
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
}
