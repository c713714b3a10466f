namespace Cleak.Analysis;

/// <summary>
/// Places from which a callee takes what it releases, in some of its cases: the head of a list whose first element goes. In the other
/// cases the place goes on naming the released block; whether that can be hangs on how the list was built, which the caller is not told.
/// Such a block counts as released, but not as certain to be what is found there next.
/// </summary>
internal sealed class UnlinkedPlaces(AnalysisContext context)
{
    private const int MaxRemembered = 64;
    private readonly List<(int Case, int Object, int Offset)> written = [];
    private readonly List<(int Case, AbstractState State)> outcomes = [];
    private readonly HashSet<(int Object, int Offset)> sometimes = [];
    private int current;

    public void BeginCall()
    {
        written.Clear();
        outcomes.Clear();
        current = 0;
    }

    public void BeginCase() => current++;

    /// <summary>The case at hand writes there.</summary>
    public void NoteWrite(Value place)
    {
        if (place.IsTerm)
        {
            written.Add((current, place.Term, place.Offset));
        }
    }

    /// <summary>The case at hand applies and leads to a state.</summary>
    public void NoteOutcome(AbstractState state) => outcomes.Add((current, state));

    public void EndCall(int call)
    {
        if (outcomes.Count < 2 || written.Count == 0)
        {
            return;
        }

        ulong applied = 0;
        foreach ((int at, _) in outcomes)
        {
            applied |= 1UL << at;
        }

        for (int i = 0; i < written.Count && sometimes.Count < MaxRemembered; i++)
        {
            ulong writers = WritersOf(i) & applied;
            if (writers != 0 && writers != applied)
            {
                sometimes.Add((written[i].Object, written[i].Offset));
            }
        }

        foreach ((int which, AbstractState state) in outcomes)
        {
            for (int i = 0; i < state.ResourceCount; i++)
            {
                ref Resource resource = ref state.Resources[i];
                if (resource.State == ResourceState.Released && resource.Last >= 0 && context.History[resource.Last].Instruction == call
                    && IsUnlinkedElsewhere(which, state, resource.Term))
                {
                    resource = resource with { Flags = resource.Flags | ResourceFlags.Imprecise };
                }
            }
        }
    }

    /// <summary>The cases that write to the place of an entry, by bit; none where an earlier entry has been asked about the same.</summary>
    private ulong WritersOf(int entry)
    {
        (_, int root, int offset) = written[entry];
        ulong writers = 0;
        for (int i = 0; i < written.Count; i++)
        {
            if (written[i].Object == root && written[i].Offset == offset)
            {
                if (i < entry)
                {
                    return 0;
                }

                writers |= 1UL << written[i].Case;
            }
        }

        return writers;
    }

    /// <summary>
    /// The block, or what it hangs on, stands where it was read, in a place that a callee before this empties in other cases than the one at
    /// hand.
    /// </summary>
    public bool IsLeftBehind(AbstractState state, int block)
    {
        for (; sometimes.Count > 0; block = context.Terms.Object(context.Terms[block].A))
        {
            foreach ((int root, int offset) in sometimes)
            {
                if (Names(state, root, offset, block))
                {
                    return true;
                }
            }

            if (context.Terms[block].Kind != TermKind.Content)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>A place still names the block in this case and is written in another that applies as well.</summary>
    private bool IsUnlinkedElsewhere(int which, AbstractState state, int block)
    {
        foreach ((int at, int root, int offset) in written)
        {
            if (at != which && Names(state, root, offset, block) && HasOutcome(at) && !Writes(which, root, offset))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasOutcome(int which)
    {
        foreach ((int at, _) in outcomes)
        {
            if (at == which)
            {
                return true;
            }
        }

        return false;
    }

    private bool Writes(int which, int root, int offset)
    {
        foreach ((int at, int writtenRoot, int writtenOffset) in written)
        {
            if (at == which && writtenRoot == root && writtenOffset == offset)
            {
                return true;
            }
        }

        return false;
    }

    private bool Names(AbstractState state, int root, int offset, int block)
    {
        int at = state.FindCell(context.Cells.Intern(new Cell(root, offset, 8, 0, 0)));
        return at >= 0
            ? state.CellValues[at] == Value.Of(block)
            : context.Terms[block] is { Kind: TermKind.Content } content && content.A == root && content.B == offset;
    }
}
