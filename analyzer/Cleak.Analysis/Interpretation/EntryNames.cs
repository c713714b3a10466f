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
    private readonly TermMarks seen = context.TakeMarks();
    private readonly Search?[] searches = new Search?[MaxDepth + 3];
    private int searching;
    private readonly SortedSet<int> kept = [];

    /// <summary>What the caller gave that may be taken care of; where that is much, what hangs on the rest is the first to go.</summary>
    public IEnumerable<int> Kept => kept.OrderBy(term => terms[term].Depth).Take(MaxNames);

    public bool AreNone => kept.Count == 0;

    /// <summary>The block that a term names is released or goes where the analysis does not see.</summary>
    public void Note(int term)
    {
        if (!terms.IsInterface(term) && terms[term].Kind is TermKind.Content or TermKind.Merged && kept.Count < MaxNoted && seen.Add(term))
        {
            Search search = Begin();
            Collect(term, search, 0);
            foreach (int name in search.Names)
            {
                if (terms.IsGivenPointer(name))
                {
                    kept.Add(name);
                }
            }

            searching--;
        }
    }

    /// <summary>A search within those that are under way; searches are used again.</summary>
    private Search Begin()
    {
        Search search = searches[searching++] ??= new Search(context.TakeMarks());
        search.Names.Clear();
        search.Looked.Clear();
        return search;
    }

    private void Collect(int term, Search search, int depth)
    {
        List<int> names = search.Names;
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
                Search holders = Begin();
                Collect(read.A, holders, depth + 1);
                foreach (int holder in holders.Names)
                {
                    read.C = 0;
                    Collect(terms.With(read, holder), search, depth + 1);
                }

                searching--;
                break;
            case TermKind.Merged when search.Looked.Add(term):
                foreach (int source in context.SourcesOf(term))
                {
                    Collect(source, search, depth + 1);
                }

                break;
        }
    }

    /// <summary>What was found, and the merges whose sources are in it by now: the way to one through another may be taken many times.</summary>
    private sealed class Search(TermMarks looked)
    {
        public List<int> Names { get; } = [];

        public TermMarks Looked { get; } = looked;
    }
}
