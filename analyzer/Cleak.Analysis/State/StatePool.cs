namespace Cleak.Analysis;

/// <summary>States and lists of them to be used again: a worker's interpreter allocates nothing once it is warm.</summary>
internal sealed class StatePool
{
    /// <summary>States that are kept for the next function; what a giant one took beyond that goes.</summary>
    private const int Lasting = 512;

    private readonly List<AbstractState> made = [];
    private readonly Stack<List<AbstractState>> lists = [];
    private readonly List<HashSet<ulong>> hashes = [];
    private int takenHashes;
    private AbstractState? free;

    /// <summary>The most states that there were at once since the last function, or what was kept of it.</summary>
    public int Count => made.Count;

    public AbstractState New()
    {
        AbstractState state = Take();
        state.Reset();
        return state;
    }

    public AbstractState Copy(AbstractState other)
    {
        AbstractState state = Take();
        state.CopyFrom(other);
        return state;
    }

    public void Release(AbstractState state)
    {
        state.NextFree = free;
        free = state;
    }

    /// <summary>An empty list.</summary>
    public List<AbstractState> NewList() => lists.TryPop(out List<AbstractState>? list) ? list : [];

    public void Release(List<AbstractState> list)
    {
        list.Clear();
        lists.Push(list);
    }

    /// <summary>An empty set for the hashes of states, for as long as the function is interpreted.</summary>
    public HashSet<ulong> NewHashes()
    {
        if (takenHashes == hashes.Count)
        {
            hashes.Add([]);
        }

        HashSet<ulong> taken = hashes[takenHashes++];
        taken.Clear();
        return taken;
    }

    /// <summary>A function is done: all states are free, whoever held them last.</summary>
    public void Reclaim()
    {
        if (made.Count > Lasting)
        {
            made.RemoveRange(Lasting, made.Count - Lasting);
        }

        takenHashes = 0;
        if (hashes.Count > Lasting)
        {
            hashes.RemoveRange(Lasting, hashes.Count - Lasting);
        }

        free = null;
        foreach (AbstractState state in made)
        {
            Release(state);
        }
    }

    private AbstractState Take()
    {
        AbstractState? state = free;
        if (state is null)
        {
            state = new AbstractState();
            made.Add(state);
            return state;
        }

        free = state.NextFree;
        state.NextFree = null;
        return state;
    }
}
