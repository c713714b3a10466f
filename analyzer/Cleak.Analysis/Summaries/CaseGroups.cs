namespace Cleak.Analysis;

/// <summary>Makes few cases of many: those that share a key are one.</summary>
internal sealed class CaseGroups(AnalysisContext context, StateMerger merger)
{
    /// <summary>The block of merges that belong to no block: those of the cases.</summary>
    private const int CaseBlock = -2;

    private readonly TermTable terms = context.Terms;

    /// <summary>The tests of which one led to a case that was merged.</summary>
    public CaseAlternatives Alternatives { get; } = new(context);

    /// <summary>One state for each key.</summary>
    public List<AbstractState> By(List<AbstractState> states, Func<AbstractState, ulong> key)
    {
        var groups = new List<AbstractState>();
        var byKey = new Dictionary<ulong, AbstractState>();
        foreach (AbstractState state in states)
        {
            ulong k = key(state);
            if (byKey.TryGetValue(k, out AbstractState? group))
            {
                Merge(group, state);
            }
            else
            {
                byKey.Add(k, state);
                groups.Add(state);
            }
        }

        return groups;
    }

    /// <summary>Merges cases that may be merged into those before them until there are few enough, the last first.</summary>
    public void MergeLast(List<AbstractState> cases, int few, Predicate<AbstractState> mayMerge)
    {
        for (int last = cases.Count - 1; last > 0 && cases.Count > few; last--)
        {
            if (mayMerge(cases[last]) && cases.FindLastIndex(last - 1, state => state.Role == cases[last].Role && mayMerge(state)) is >= 0 and var kept)
            {
                Merge(cases[kept], cases[last]);
                cases.RemoveAt(last);
            }
        }
    }

    /// <summary>It hands out, or leaves somewhere, a block that it acquired.</summary>
    public bool HasNew(AbstractState state)
    {
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State == ResourceState.Live && terms[state.Resources[i].Term].Kind == TermKind.Acquired)
            {
                return true;
            }
        }

        return false;
    }

    private void Merge(AbstractState group, AbstractState state)
    {
        Alternatives.Merging(group, state);
        merger.Merge(group, state, CaseBlock, widen: false);
    }
}
