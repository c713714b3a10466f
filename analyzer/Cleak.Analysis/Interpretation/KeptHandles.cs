namespace Cleak.Analysis;

/// <summary>
/// Integers that the caller can name and that go where the analysis does not see, on any path of the function: as a descriptor each of them
/// is kept. Few functions keep many; beyond the bound none is added, and the caller's descriptor counts as its own still.
/// </summary>
internal sealed class KeptHandles
{
    private const int Max = 16;
    private const int MaxDepth = 4;
    private readonly SortedSet<int> terms = [];

    public IEnumerable<int> Terms => terms;

    public void Note(TermTable table, int term)
    {
        if (terms.Count < Max && table[term] is { Kind: TermKind.Parameter or TermKind.Content, Low: int.MinValue, High: int.MaxValue, Depth: <= MaxDepth } && table.IsInterface(term))
        {
            terms.Add(term);
        }
    }

    /// <summary>A number is stored: in what only this function can name, the caller does not find it again.</summary>
    public void NoteStored(TermTable table, Value address, Value value)
    {
        if (value.IsTerm && address.IsTerm && table[table.Object(address.Term)].Kind is not (TermKind.LocalAddress or TermKind.Acquired) && !table.IsInterface(address.Term))
        {
            Note(table, table.Object(value.Term));
        }
    }
}
