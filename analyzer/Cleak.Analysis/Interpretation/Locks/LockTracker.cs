namespace Cleak.Analysis;

/// <summary>Follows locks by the place of the lock object: mutexes, read-write locks, spin locks, locks of streams.</summary>
internal sealed class LockTracker(AnalysisContext context, PathCondition path)
{
    /// <summary>The event's subject for a lock: below all terms.</summary>
    public static int Subject(int cell) => -2 - cell;

    public void Lock(AbstractState state, int number, Value place, int detail = 0)
    {
        if (Find(state, place) is not (>= 0 and var cell))
        {
            return;
        }

        switch (StateOf(state, cell))
        {
            case LockState.Entry or LockState.Released:
                context.History.Record(state, number, EventKind.Lock, Subject(cell), detail);
                Set(state, cell, LockState.Held);
                break;
            case LockState.Dropped:
                Set(state, cell, LockState.Entry);
                break;
            default:
                Set(state, cell, LockState.Unknown);
                break;
        }
    }

    public void Unlock(AbstractState state, int number, Value place, int detail = 0)
    {
        if (Find(state, place) is not (>= 0 and var cell))
        {
            return;
        }

        switch (StateOf(state, cell))
        {
            case LockState.Held:
                context.History.Record(state, number, EventKind.Unlock, Subject(cell), detail);
                Set(state, cell, LockState.Released);
                break;
            case LockState.Entry:
                Set(state, cell, LockState.Dropped);
                break;
            default:
                Set(state, cell, LockState.Unknown);
                break;
        }
    }

    /// <summary>A callee leaves a lock as its summary says.</summary>
    public void Apply(AbstractState state, int number, Value place, Value value)
    {
        switch (Decode(path.Resolve(state, value)))
        {
            case LockState.Held:
                Lock(state, number, place);
                break;
            case LockState.Dropped:
                Unlock(state, number, place);
                break;
            case LockState.Unknown when Find(state, place) is >= 0 and var cell:
                Set(state, cell, LockState.Unknown);
                break;
        }
    }

    public LockState StateOf(AbstractState state, int cell)
    {
        int at = state.FindCell(cell);
        return at < 0 ? LockState.Entry : Decode(path.Resolve(state, state.CellValues[at]));
    }

    private LockState Decode(Value value) =>
        context.Terms.TryConstant(value, out long constant) && constant is >= (long)LockState.Entry and < (long)LockState.Unknown ? (LockState)constant : LockState.Unknown;

    /// <summary>The cell of a lock that others can reach; -1 for one that nobody else sees or whose place is not known.</summary>
    private int Find(AbstractState state, Value place)
    {
        place = path.Resolve(state, place);
        return place.IsTerm && context.Terms[context.Terms.Object(place.Term)].Kind != TermKind.LocalAddress ? GhostCells.Of(context, place, GhostCells.Lock) : -1;
    }

    private static void Set(AbstractState state, int cell, LockState lockState)
    {
        int at = state.FindCell(cell);
        if (lockState != LockState.Entry)
        {
            state.SetCell(cell, Value.Constant((int)lockState));
        }
        else if (at >= 0)
        {
            state.RemoveCellAt(at);
        }
    }
}
