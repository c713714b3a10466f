namespace Cleak.Analysis;

/// <summary>
/// Tells the blocks that a callee acquired and left only where others see them, as a list of its caller's: whoever called it can hardly lose them.
/// </summary>
internal static class HeldBlocks
{
    private const int MaxHolders = 2;

    /// <summary>Looks at a block where the call that acquired it comes back.</summary>
    public static void Note(AbstractState state, TermTable terms, CellTable cells, Value block)
    {
        if (block.IsTerm && state.FindResource(block.Term) is >= 0 and var at && state.Resources[at] is { State: ResourceState.Live, Kind: ResourceKind.Heap } && IsHeld(state, terms, cells, block.Term, 0))
        {
            state.Resources[at] = state.Resources[at] with { IsHeld = true };
        }
    }

    private static bool IsHeld(AbstractState state, TermTable terms, CellTable cells, int block, int holders)
    {
        for (int i = 0; i < state.TemporaryCount; i++)
        {
            if (Names(terms, state.Temporaries[i], block))
            {
                return false;
            }
        }

        bool isHeld = false;
        for (int i = 0; i < state.CellCount; i++)
        {
            if (!Names(terms, state.CellValues[i], block))
            {
                continue;
            }

            int root = cells.RootOf(state.CellIds[i]);
            bool isOwn = terms[root].Kind == TermKind.Acquired && root != block && state.FindResource(root) is >= 0 and var holder && state.Resources[holder].IsOwned
                && !state.Resources[holder].IsHeld && (holders == MaxHolders || !IsHeld(state, terms, cells, root, holders + 1));
            // What a parameter points to may be a variable of the caller's, which ends.
            if (isOwn || root == block || terms[root].IsStackAddress || terms[root].Kind == TermKind.Parameter)
            {
                return false;
            }

            isHeld = true;
        }

        return isHeld;
    }

    private static bool Names(TermTable terms, Value value, int block) =>
        value.IsTerm && (terms.Mentioned(value.Term) & (1UL << (block & 63))) != 0 && terms.Names(value.Term, block);
}
