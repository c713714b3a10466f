namespace Cleak.Analysis;

/// <summary>
/// Blocks that were there at entry and go where the analysis does not see. One mark stands for the block and for all that is read out of
/// it: what hangs on a kept block needs none of its own, also where the block itself is released later.
/// </summary>
internal static class GivenBlocks
{
    /// <summary>Resources of a state beyond which what hangs on the caller's arguments is not followed any more; the arguments always are.</summary>
    public const int MaxKept = 24;

    /// <summary>What the caller gave is kept somewhere: the caller must know.</summary>
    public static void NoteKept(TermTable terms, AbstractState state, int root)
    {
        bool isNew = terms.IsGivenPointer(root) && state.FindResource(root) < 0
            && (state.ResourceCount < MaxKept || terms[root].Kind == TermKind.Parameter) && !HangsOnKept(terms, state, root);
        if (isNew)
        {
            state.SetResource(Kept(root));
        }
    }

    /// <summary>The block itself: nothing is said of how it came there.</summary>
    public static Resource Kept(int root) => new(root, ResourceKind.Heap, ResourceState.Escaped, ResourceFlags.None, 0, -1, -1);

    /// <summary>It was read out of a block that is kept, or that was before it was released.</summary>
    public static bool HangsOnKept(TermTable terms, AbstractState state, int term)
    {
        while (terms[term].Kind == TermKind.Content)
        {
            term = terms.Object(terms[term].A);
            int at = state.FindResource(term);
            if (at >= 0 && state.Resources[at] is var holder && (holder.State == ResourceState.Escaped || holder.Has(ResourceFlags.ContentsKept)))
            {
                return true;
            }
        }

        return false;
    }
}
