namespace Cleak.Analysis;

/// <summary>
/// What was dereferenced on two paths that meet. A use that one path alone makes is kept where the other could not make it because
/// the pointer is null there: then whoever gives a block gets the path that uses it. What else decides between the paths is forgotten
/// with them, and a use that hangs on it is none that a caller can be told of.
/// </summary>
internal sealed class JoinedUses(AnalysisContext context, PathCondition path)
{
    private readonly TermTable terms = context.Terms;

    /// <summary>To be called before the facts of the states are joined.</summary>
    public void Merge(AbstractState state, AbstractState other)
    {
        for (int i = state.UsedCount - 1; i >= 0; i--)
        {
            int term = state.UsedTerms[i];
            if (!other.IsUsed(term) && !IsNull(other, term))
            {
                state.RemoveUseAt(i);
            }
        }

        for (int i = 0; i < other.UsedCount; i++)
        {
            int term = other.UsedTerms[i];
            if (!state.IsUsed(term) && IsNull(state, term))
            {
                state.Use(term, other.UsedAt[i]);
            }
        }
    }

    /// <summary>The pointer is null on this path, or one that leads to it is.</summary>
    private bool IsNull(AbstractState state, int term)
    {
        while (!path.Range(state, Value.Of(term)).IsConstant)
        {
            if (terms[term].Kind != TermKind.Content)
            {
                return false;
            }

            term = terms.Object(terms[term].A);
        }

        return true;
    }
}
