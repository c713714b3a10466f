namespace Cleak.Analysis;

/// <summary>
/// Pointers there at entry that are released or kept under another name, on any path of the function. A place that is read after memory was
/// forgotten goes by a name that no caller knows; what is done to the block found there may be done to the one that the caller put there.
/// </summary>
internal sealed class EntryNames(AnalysisContext context)
{
    private const int MaxDepth = 6;
    private const int MaxNames = 16;
    private const int MaxNoted = 64;
    private readonly TermTable terms = context.Terms;
    private readonly HashSet<int> seen = [];
    private readonly SortedSet<int> kept = [];

    /// <summary>What the caller gave that may be taken care of; where that is much, what hangs on the rest is the first to go.</summary>
    public IEnumerable<int> Kept => kept.OrderBy(term => terms[term].Depth).Take(MaxNames);

    public bool AreNone => kept.Count == 0;

    /// <summary>The block that a term names is released or goes where the analysis does not see.</summary>
    public void Note(int term)
    {
        if (!terms.IsInterface(term) && terms[term].Kind is TermKind.Content or TermKind.Merged && kept.Count < MaxNoted && seen.Add(term))
        {
            var names = new List<int>();
            Collect(term, names, [], 0);
            foreach (int name in names)
            {
                if (terms.IsGivenPointer(name))
                {
                    kept.Add(name);
                }
            }
        }
    }

    /// <param name="looked">Merges whose sources are in the names by now: the way to one through another may be taken many times.</param>
    private void Collect(int term, List<int> names, HashSet<int> looked, int depth)
    {
        if (terms.IsInterface(term))
        {
            if (!names.Contains(term))
            {
                names.Add(term);
            }

            return;
        }

        if (depth > MaxDepth || names.Count >= MaxNames)
        {
            return;
        }

        Term read = terms[term];
        switch (read.Kind)
        {
            case TermKind.Content:
                var holders = new List<int>();
                Collect(read.A, holders, [], depth + 1);
                foreach (int holder in holders)
                {
                    read.C = 0;
                    Collect(terms.With(read, holder), names, looked, depth + 1);
                }

                break;
            case TermKind.Merged when looked.Add(term):
                foreach (int source in context.SourcesOf(term))
                {
                    Collect(source, names, looked, depth + 1);
                }

                break;
        }
    }
}
