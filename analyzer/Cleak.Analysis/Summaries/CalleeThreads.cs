using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a callee does to threads, as its summary says: what it gives them, where it waits for them, what it keeps for the one that runs it.</summary>
internal sealed class CalleeThreads(AnalysisContext context, DefectRecorder recorder, CallTransfer calls)
{
    /// <summary>Before any case: the threads that it creates for its caller, and those that it ends.</summary>
    public void BeginCall(AbstractState state, int number, FunctionSummary summary, Value[] arguments, CallInstruction call)
    {
        calls.ThreadArguments.ThroughWrappers.BeginCall(state, summary, arguments);
        if (summary.CreatesThreads)
        {
            calls.Notes.CreatesThreads = true;
            if (summary.IsIncomplete || summary.Cases.Any(one => one.RunningThread is not null))
            {
                calls.Notes.Creators.Add((number, summary.Function));
            }
        }

        foreach (SpawnOfParameter spawn in summary.Spawns)
        {
            if (spawn.Parameter < arguments.Length)
            {
                PendingCreation creation = calls.Notes.Creation(number);
                creation.States |= spawn.States;
                creation.Detach ??= (spawn.States & DetachStates.Detached) != 0 ? spawn.Step : null;
                creation.ArgumentParameter = spawn.Argument >= 0 && spawn.Argument < arguments.Length && arguments[spawn.Argument] is { IsTerm: true, Offset: 0 } given && context.Terms[given.Term].Kind == TermKind.Parameter ? context.Terms[given.Term].A : -1;
                creation.ArgumentAt = spawn.Argument;
                creation.IsJoined |= spawn.IsJoined;
                creation.IsArgumentOnlyHanded &= spawn.IsOnlyHanded;
                creation.AddRoutine(context, arguments[spawn.Parameter], HandlePlaces.OfValue(context, context.Code.BlockOf(number), call.Arguments[spawn.Parameter]));
            }
        }

        for (int i = 0; i < arguments.Length && i < 31; i++)
        {
            if ((summary.JoinsParameter & (1u << i)) != 0)
            {
                calls.Notes.EndsByCallee(context, number, call.Arguments[i], arguments[i], (summary.DetachesParameter & (1u << i)) != 0, summary.TakesThreadResult);
            }
        }
    }

    /// <summary>The callee may wait for what a thread does: what that has by then is not known.</summary>
    public void Waited(AbstractState state, int number, FunctionSummary summary)
    {
        if (summary.MayWait || summary.IsIncomplete)
        {
            calls.Notes.MayWait |= summary.MayWait;
            ThreadLoans.Waited(state);
        }
        else if (state.Lent.Count > 0)
        {
            calls.Loans.Asked(state, number);
        }
    }

    /// <summary>A case has come back: threads may still use what it gave them, and the running one can be cancelled as the case leaves it.</summary>
    public void Returned(AbstractState state, int number, SummaryCase summaryCase, SummaryMapping map)
    {
        if (summaryCase.Role == ProcessRole.ForkChild)
        {
            // A child has no thread but its own.
            state.Lent.Clear();
        }

        calls.ThreadArguments.ThroughWrappers.Returned(state, number, summaryCase, map);
        foreach (SummaryLoan loan in summaryCase.Lent)
        {
            Value handle = loan.Thread >= 0 ? map.Known(loan.Thread) : Value.None;
            Value routine = loan.Routine >= 0 ? Value.Of(context.Terms.FunctionAddress(loan.Routine)) : Value.None;
            calls.Loans.Lend(state, number, handle.IsTerm ? handle.Term : 0, routine, map.Value(loan.Argument), loan.Step);
        }

        if (summaryCase.Cancel != CancelStates.AsAtEntry)
        {
            state.Cancel = summaryCase.Cancel;
        }
    }

    /// <summary>Keys that get what is passed in, values that come out of one, and where the thread may be cancelled.</summary>
    public void Called(int number, FunctionSummary summary, Value[] arguments, CallInstruction call, List<AbstractState> next, int from, int events)
    {
        foreach (ThreadKeySet set in summary.ThreadKeySets)
        {
            if (set.Parameter < arguments.Length)
            {
                TraceStep step = new(context.Code.Span(number), context.Function.Name, $"kept in '{recorder.CalleeName(number)}'", FlowStepKinds.Store, [set.Step]);
                context.ThreadKeys.Set(number, set.Key, arguments[set.Parameter], step, set.Step);
                for (int i = from; i < next.Count; i++)
                {
                    context.ThreadKeys.Mark(next[i], arguments[set.Parameter]);
                }
            }
        }

        if (summary.ThreadKeyReturned.IsKnown && call.Temporary >= 0)
        {
            for (int i = from; i < next.Count; i++)
            {
                context.ThreadKeys.Got(summary.ThreadKeyReturned, next[i].Temporary(call.Temporary));
            }
        }

        for (int i = 0; i < arguments.Length && i < 31; i++)
        {
            if ((summary.CancelsParameter & (1u << i)) != 0)
            {
                calls.NoteCancelled(number, call.Arguments[i], arguments[i]);
            }
        }

        if (calls.Cancellation.IsOn)
        {
            calls.Cancellation.After(next, from, number, summary.Function, summary.CancellationPoint, events);
        }
    }
}
