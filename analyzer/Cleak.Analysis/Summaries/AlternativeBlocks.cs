using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Records that hold one thing or another: a block in one case, a number in its place in another, by what an entry of a table says. Neither
/// what is returned nor an argument tells the caller which it is; who asked for the entry knows. A caller that looks at the numbers
/// and never at the block is one that asked for a number (<see cref="AskedMembers"/>).
/// </summary>
internal static class AlternativeBlocks
{
    /// <summary>Marks the new blocks of a case in whose place another case fills other members.</summary>
    public static ImmutableArray<SummaryCase> Mark(ImmutableArray<SummaryCase> cases, IReadOnlyList<Term> terms)
    {
        ImmutableArray<SummaryCase> marked = cases;
        for (int i = 0; i < cases.Length; i++)
        {
            for (int r = 0; r < cases[i].Resources.Length; r++)
            {
                SummaryResource block = cases[i].Resources[r];
                if (block is { IsNew: true, Kind: ResourceKind.Heap } && !IsResult(cases[i], block.Term) && IsAlternative(cases, i, block.Term, terms))
                {
                    SummaryCase one = marked[i];
                    marked = marked.SetItem(i, one with { Resources = one.Resources.SetItem(r, block with { Flags = block.Flags | ResourceFlags.Alternative }) });
                }
            }
        }

        return marked;
    }

    private static bool IsResult(SummaryCase one, int block) => one.Result.IsTerm && one.Result.Term == block;

    private static bool IsAlternative(ImmutableArray<SummaryCase> cases, int at, int block, IReadOnlyList<Term> terms)
    {
        SummaryCase one = cases[at];
        foreach (SummaryWrite holder in one.Writes)
        {
            if (!holder.Value.IsTerm || holder.Value.Term != block || holder.Width == Memory.GhostWidth)
            {
                continue;
            }

            for (int i = 0; i < cases.Length; i++)
            {
                if (i != at && !CaseOutcomes.AreToldApart(one, cases[i], terms, isResultSeen: true) && IsFilledInstead(one, cases[i], holder))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>
    /// The other case hands out no block there, and fills a member of the record that stays empty here. Something is filled in both of
    /// them: a record that is empty but for one member says that there is no block, as an error code does.
    /// </summary>
    private static bool IsFilledInstead(SummaryCase one, SummaryCase other, SummaryWrite holder)
    {
        // What the other case leaves unknown as a whole is filled for all that is seen.
        bool isInstead = false, isBoth = other.Havocs.Contains(holder.Address) && IsFilledBeside(one, holder);
        foreach (SummaryWrite write in other.Writes)
        {
            if (write.Address != holder.Address || write.Width == Memory.GhostWidth)
            {
                continue;
            }

            if (write.Offset == holder.Offset)
            {
                if (IsNewBlock(other, write.Value))
                {
                    return false;
                }
            }
            else if (write.Value != Value.Zero)
            {
                bool isHere = IsFilled(one, write);
                isInstead |= !isHere;
                isBoth |= isHere;
            }
        }

        return isInstead && isBoth;
    }

    private static bool IsNewBlock(SummaryCase one, Value value)
    {
        foreach (SummaryResource resource in one.Resources)
        {
            if (resource.IsNew && value.IsTerm && resource.Term == value.Term)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFilledBeside(SummaryCase one, SummaryWrite holder)
    {
        foreach (SummaryWrite write in one.Writes)
        {
            if (write.Address == holder.Address && write.Offset != holder.Offset && write.Width != Memory.GhostWidth && write.Value != Value.Zero)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFilled(SummaryCase one, SummaryWrite place)
    {
        foreach (SummaryWrite write in one.Writes)
        {
            if (write.Address == place.Address && write.Offset == place.Offset && write.Width == place.Width && write.BitStart == place.BitStart)
            {
                return write.Value != Value.Zero;
            }
        }

        return false;
    }
}
