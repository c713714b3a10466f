namespace Cleak.Analysis;

/// <summary>
/// Makes few states of many at one place: equal ones fall together and kin merge; of what is still too many, those whose resources stand alike merge,
/// then those that lose least by it.
/// </summary>
internal sealed class StateReduction(AnalysisContext context, StateMerger merger, SummarySet summaries)
{
    private readonly StateKinship kinship = new(context, summaries);
    private readonly AlikeBlocks blocks = new(context);

    /// <summary>States of which each is compared with each: of more, the others go to the nearest of these first.</summary>
    private const int ComparedAtOnce = 24;

    /// <summary>In place of a hash: the state was changed by a merge and is not canonical.</summary>
    private const ulong NotComputed = 0;

    /// <summary>States that went into others.</summary>
    public int Merges { get; private set; }

    /// <summary>Merges kin, and others as far as they are too many.</summary>
    /// <param name="place">Names the terms of the merge: a block, or a place between two instructions.</param>
    /// <param name="block">The block that the states are about to enter, or none.</param>
    /// <param name="known">What was executed there before; null where that is not kept.</param>
    /// <param name="cap">States beyond which those whose resources stand alike merge.</param>
    /// <param name="hardCap">States beyond which even others merge.</param>
    public void Reduce(int place, int block, List<AbstractState> states, HashSet<ulong>? known, int cap, int hardCap)
    {
        if (known is null)
        {
            DropEqual(states);
            if (states.Count == 1)
            {
                return;
            }
        }

        bool isWithin = block == StateMerger.NoBlock;
        int asked = isWithin ? context.Code.BlockAtPlace(place) : block;
        foreach (AbstractState state in states)
        {
            kinship.Number(state, asked, isWithin);
        }

        MergeAlike(states, place, static state => state.Kin);
        if (states.Count > cap && cap > 1)
        {
            foreach (AbstractState state in states)
            {
                kinship.NumberRoughly(state, asked, isWithin);
            }

            MergeAlike(states, place, static state => state.Kin);
            MergeNearest(states, place, asked, isWithin, cap);
        }

        if (states.Count > cap)
        {
            MergeAlike(states, place, static state => state.Core);
        }

        if (states.Count > hardCap && cap > 1 && hardCap > cap)
        {
            MergeAlikeBlocks(states, place, hardCap);
        }

        for (int last = states.Count - 1; last >= Math.Max(hardCap, ComparedAtOnce) && MergeChoice.Nearest(states, ComparedAtOnce, states[last]) is >= 0 and var nearest; last--)
        {
            MergeInto(states, nearest, last, place);
        }

        while (states.Count > hardCap && MergeChoice.Pick(states) is { Gone: > 0 } choice)
        {
            MergeInto(states, choice.Kept, choice.Gone, place);
        }

        for (int i = states.Count - 1; i >= 0; i--)
        {
            if (states[i].Hash != NotComputed)
            {
                continue;
            }

            merger.Canonicalize(states[i], block);
            states[i].ComputeHash();
            if (known is not null && !known.Add(states[i].Hash) && states.Count > 1 && IsRepeated(states, i))
            {
                context.Pool.Release(states[i]);
                states.RemoveAt(i);
            }
        }
    }

    /// <summary>Merges the states that share a number, as it was before any of them merged.</summary>
    private void MergeAlike(List<AbstractState> states, int place, Func<AbstractState, ulong> number)
    {
        for (int i = 0; i < states.Count; i++)
        {
            ulong shared = number(states[i]);
            for (int j = states.Count - 1; j > i; j--)
            {
                if (number(states[j]) == shared)
                {
                    MergeInto(states, i, j, place);
                }
            }
        }
    }

    /// <summary>Merges states whose resources stand alike: all that do not contradict each other, then those that do so least while there are too many.</summary>
    private void MergeNearest(List<AbstractState> states, int place, int asked, bool isWithin, int enough)
    {
        while (states.Count > 1 && states.Count <= ComparedAtOnce)
        {
            (int Kept, int Gone) best = (-1, -1);
            int least = int.MaxValue;
            for (int j = states.Count - 1; j > 0 && least > 0; j--)
            {
                for (int i = j - 1; i >= 0 && least > 0; i--)
                {
                    if (states[i].Core == states[j].Core && kinship.Contradictions(states[i], states[j], asked, isWithin, least) is var count && count < least)
                    {
                        best = (i, j);
                        least = count;
                    }
                }
            }

            if (best.Kept < 0 || (least > 0 && states.Count <= enough))
            {
                return;
            }

            MergeInto(states, best.Kept, best.Gone, place);
        }
    }

    /// <summary>Merges states that differ only in where a block was acquired, while there are too many.</summary>
    private void MergeAlikeBlocks(List<AbstractState> states, int place, int enough)
    {
        for (int i = 0; i < Math.Min(states.Count, ComparedAtOnce); i++)
        {
            for (int j = states.Count - 1; j > i && states.Count > enough; j--)
            {
                if (blocks.TryAlign(states[i], states[j]))
                {
                    MergeInto(states, i, j, place);
                }
            }
        }
    }

    private static bool IsRepeated(List<AbstractState> states, int at)
    {
        for (int i = 0; i < at; i++)
        {
            if (states[i].Hash == states[at].Hash)
            {
                return true;
            }
        }

        return false;
    }

    private void MergeInto(List<AbstractState> states, int kept, int gone, int place)
    {
        Merges++;
        merger.Merge(states[kept], states[gone], place, widen: false);
        states[kept].Hash = NotComputed;
        context.Pool.Release(states[gone]);
        states.RemoveAt(gone);
    }

    private void DropEqual(List<AbstractState> states)
    {
        for (int i = states.Count - 1; i >= 0; i--)
        {
            states[i].ComputeHash();
        }

        for (int i = states.Count - 1; i > 0; i--)
        {
            for (int j = 0; j < i; j++)
            {
                if (states[j].Hash == states[i].Hash)
                {
                    context.Pool.Release(states[i]);
                    states.RemoveAt(i);
                    break;
                }
            }
        }
    }
}
