using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Whether the running thread can be cancelled on a path: as at entry, which is taken for enabled, or as the path has set it.</summary>
[Flags]
internal enum CancelStates : byte
{
    AsAtEntry = 0,
    Enabled = 1,
    Disabled = 2,

    /// <summary>Paths have met that differ.</summary>
    Unknown = 3,

    /// <summary>Besides: at any call, not only at cancellation points.</summary>
    Asynchronous = 4,
}

/// <summary>
/// Resources that only the function's variables hold where its thread may be cancelled (pthreads(7), pthread_setcancelstate(3)): the cancellation
/// runs cleanup handlers and nothing else. Looked for only in programs that cancel threads at all.
/// </summary>
internal sealed class CancellationChecks(AnalysisContext context, DefectRecorder recorder, ProgramNotes notes)
{
    private const CancelStates StateBits = CancelStates.Unknown;

    public bool IsOn { get; } = context.Program.CancelsThreads;

    public static bool MayBeCancelled(AbstractState state) => (state.Cancel & StateBits) is CancelStates.AsAtEntry or CancelStates.Enabled;

    /// <summary>pthread_setcancelstate: what is no constant puts back what was there before.</summary>
    public void SetState(AbstractState state, Value value)
    {
        CancelStates now = !context.Terms.TryConstant(value, out long constant) ? CancelStates.AsAtEntry : constant == 0 ? CancelStates.Enabled : CancelStates.Disabled;
        state.Cancel = (state.Cancel & CancelStates.Asynchronous) | now;
    }

    /// <summary>pthread_setcanceltype.</summary>
    public void SetType(AbstractState state, Value value)
    {
        bool isAsynchronous = context.Terms.TryConstant(value, out long constant) && constant == 1;
        state.Cancel = (state.Cancel & StateBits) | (isAsynchronous ? CancelStates.Asynchronous : CancelStates.AsAtEntry);
    }

    /// <summary>Two paths meet.</summary>
    public static void Merge(AbstractState state, AbstractState other)
    {
        if ((state.Cancel & StateBits) != (other.Cancel & StateBits))
        {
            state.Cancel |= CancelStates.Unknown;
        }

        state.Cancel = (state.Cancel & StateBits) | (state.Cancel & other.Cancel & CancelStates.Asynchronous);
    }

    /// <summary>A library call at which a thread may be cancelled, and that has come back.</summary>
    public void After(List<AbstractState> next, int from, int number, FunctionModel model, int eventsBefore)
    {
        bool isPoint = model.Has(CallTraits.CancellationPoint);
        for (int i = from; i < next.Count; i++)
        {
            if (MayBeCancelled(next[i]) && (isPoint || (next[i].Cancel & CancelStates.Asynchronous) != 0))
            {
                notes.CancellationPoint ??= TraceStep.Here(context.Code.Span(number), context.Function.Name, $"'{model.Name}' is a cancellation point", FlowStepKinds.Call);
                Check(next[i], number, null, eventsBefore);
            }
        }
    }

    /// <summary>The same for a call of a function of the program.</summary>
    /// <param name="point">Where in it the thread may be cancelled; null where it cannot.</param>
    public void After(List<AbstractState> next, int from, int number, int callee, TraceStep? point, int eventsBefore)
    {
        for (int i = from; i < next.Count; i++)
        {
            if (!MayBeCancelled(next[i]))
            {
                continue;
            }

            notes.CancellableCallees.Add(callee);
            if (point is not null)
            {
                notes.CancellationPoint ??= new TraceStep(context.Code.Span(number), context.Function.Name, $"calls '{recorder.CalleeName(number)}'", FlowStepKinds.Call, [point]);
                Check(next[i], number, point, eventsBefore);
            }
        }
    }

    private void Check(AbstractState state, int number, TraceStep? inner, int eventsBefore)
    {
        if (state.CleanupHandlers > 0)
        {
            return;
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            Resource resource = state.Resources[i];
            bool isOwn = resource is { State: ResourceState.Live, Kind: not (ResourceKind.Thread or ResourceKind.ThreadObject or ResourceKind.Handle) } && resource.Acquired >= 0 && resource.Acquired < eventsBefore
                && (resource.Flags & (ResourceFlags.Imprecise | ResourceFlags.Reported)) == 0;
            if (isOwn && IsOnlyLocal(state, resource.Term, 0))
            {
                Record(state, number, resource, inner);
            }
        }
    }

    /// <summary>Nothing but variables of the function leads to it.</summary>
    private bool IsOnlyLocal(AbstractState state, int term, int depth)
    {
        bool isHeld = false;
        for (int i = 0; i < state.CellCount; i++)
        {
            if (!state.CellValues[i].IsTerm || !context.MayName(state.CellValues[i].Term, term) || GhostFacts.Is(context.Cells[state.CellIds[i]]))
            {
                continue;
            }

            int root = context.Cells.RootOf(state.CellIds[i]);
            if (root == term)
            {
                continue;
            }

            int holder = state.FindResource(root);
            bool isLocal = context.Terms[root].Kind == TermKind.LocalAddress || (holder >= 0 && state.Resources[holder].State == ResourceState.Live && depth < 4 && IsOnlyLocal(state, root, depth + 1));
            if (!isLocal)
            {
                return false;
            }

            isHeld = true;
        }

        return isHeld;
    }

    private void Record(AbstractState state, int number, Resource resource, TraceStep? inner)
    {
        int acquired = context.History[resource.Acquired].Instruction;
        string callee = recorder.CalleeName(number);
        string text = inner is null ? $"the thread may be cancelled in '{callee}'" : $"the thread may be cancelled in what '{callee}' calls";
        TraceStep last = new(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Call | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        recorder.Record(DefectKind.HeldAtCancellation, acquired, -1, resource, state.History, last, defect => defect with
        {
            Subject = recorder.NameOfResult(acquired),
            Callee = recorder.CalleeName(acquired),
            Target = callee,
            Related = context.Code.Span(number),
        });
    }
}
