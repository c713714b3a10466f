namespace Cleak.Analysis;

/// <summary>Follows locks by the place of the lock object: mutexes, read-write locks, spin locks, locks of streams.</summary>
internal sealed class LockTracker(AnalysisContext context, PathCondition path)
{
    /// <summary>The event's subject for a lock: below all terms.</summary>
    public static int Subject(int cell) => -2 - cell;

    private readonly Dictionary<(int Instruction, int Cell), int> arguments = [];

    /// <summary>The argument by which a call names the lock that it takes; -1 where it does not.</summary>
    public int ArgumentOf(int call, int cell) => arguments.GetValueOrDefault((call, cell), -1);

    /// <summary>Told where a lock is taken that is held already, or would be taken by a callee; the step is the callee's.</summary>
    public Action<AbstractState, int, int, TraceStep?>? Relocked { get; set; }

    /// <param name="argument">The call's argument by which it names the lock; -1 where none does.</param>
    public void Lock(AbstractState state, int number, Value place, int argument)
    {
        if (Find(state, place) is not (>= 0 and var cell))
        {
            return;
        }

        switch (StateOf(state, cell))
        {
            case LockState.Entry or LockState.Released:
                context.History.Record(state, number, EventKind.Lock, Subject(cell));
                arguments[(number, cell)] = argument;
                Set(state, cell, LockState.Held);
                break;
            case LockState.Dropped:
                Set(state, cell, LockState.Entry);
                break;
            case LockState.Held:
                Relocked?.Invoke(state, number, cell, null);
                Set(state, cell, LockState.Unknown);
                break;
            default:
                Set(state, cell, LockState.Unknown);
                break;
        }
    }

    public void Unlock(AbstractState state, int number, Value place)
    {
        if (Find(state, place) is not (>= 0 and var cell))
        {
            return;
        }

        switch (StateOf(state, cell))
        {
            case LockState.Held:
                context.History.Record(state, number, EventKind.Unlock, Subject(cell));
                Set(state, cell, LockState.Released);
                break;
            case LockState.Entry when Renamed(state, cell) is >= 0 and var held:
                Set(state, held, LockState.Unknown);
                break;
            case LockState.Entry:
                Set(state, cell, LockState.Dropped);
                break;
            default:
                Set(state, cell, LockState.Unknown);
                break;
        }
    }

    /// <summary>A lock that was taken under a name that may be this one's from before something was written; -1 for none.</summary>
    private int Renamed(AbstractState state, int cell)
    {
        Cell place = context.Cells[cell];
        for (int i = 0; i < state.CellCount; i++)
        {
            Cell other = context.Cells[state.CellIds[i]];
            if (state.CellIds[i] != cell && GhostCells.Is(other, GhostCells.Lock) && other.Offset == place.Offset && StateOf(state, state.CellIds[i]) == LockState.Held && MayBeOne(other.Object, place.Object))
            {
                return state.CellIds[i];
            }
        }

        return -1;
    }

    /// <summary>Two names of what was read at different moments, or at indices that were computed anew.</summary>
    private bool MayBeOne(int one, int other)
    {
        while (one != other)
        {
            ref readonly Term left = ref context.Terms[one];
            ref readonly Term right = ref context.Terms[other];
            if (left.Kind is TermKind.Merged or TermKind.Fresh || right.Kind is TermKind.Merged or TermKind.Fresh)
            {
                return true;
            }

            if (left.Kind == TermKind.Element && right.Kind == TermKind.Element && left.Left.IsTerm && right.Left.IsTerm)
            {
                (one, other) = (left.Left.Term, right.Left.Term);
            }
            else if (left.Kind == TermKind.Content && right.Kind == TermKind.Content && left.B == right.B)
            {
                (one, other) = (left.A, right.A);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A callee leaves a lock as its summary says.</summary>
    /// <param name="argument">The call's argument through which the callee reaches the lock; -1 where none does.</param>
    public void Apply(AbstractState state, int number, Value place, Value value, int argument)
    {
        switch (Decode(path.Resolve(state, value)))
        {
            case LockState.Held:
                Lock(state, number, place, argument);
                break;
            case LockState.Dropped:
                Unlock(state, number, place);
                break;
            case LockState.Released when Find(state, place) is >= 0 and var taken && StateOf(state, taken) == LockState.Held:
                Relocked?.Invoke(state, number, taken, null);
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

    /// <summary>The cell of a lock that others can reach; -1 for none.</summary>
    public int CellOf(AbstractState state, Value place) => Find(state, place);

    /// <summary>A lock is made anew: nobody holds it.</summary>
    public void Renew(AbstractState state, int number, Value place)
    {
        if (Find(state, place) is >= 0 and var cell)
        {
            context.History.Record(state, number, EventKind.Unlock, Subject(cell));
            Set(state, cell, LockState.Entry);
        }
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
