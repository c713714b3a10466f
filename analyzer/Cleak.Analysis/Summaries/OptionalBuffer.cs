namespace Cleak.Analysis;

/// <summary>
/// A buffer that may be given, and is allocated where it is not: that a pointer which the caller never asks about is null is an assumption of
/// the callee's, made by its case alone. What such a case hands out is nobody's in particular.
/// </summary>
internal sealed class OptionalBuffer(AnalysisContext context, PathCondition path)
{
    private readonly TermTable terms = context.Terms;

    /// <summary>To be asked before the case's conditions are assumed: the case returns a new block in place of one that the caller could have given.</summary>
    public bool IsNeeded(AbstractState state, FunctionSummary summary, SummaryCase one, SummaryMapping map)
    {
        if (!ReturnsNew(one))
        {
            return false;
        }

        foreach ((int term, Fact fact) in one.Conditions)
        {
            if (fact is { IsConstant: true, Low: 0 } && summary.Terms[term].Kind is TermKind.Parameter or TermKind.Content
                && IsUnasked(state, map.Peek(term)) && IsHandedBack(summary, term))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ReturnsNew(SummaryCase one)
    {
        foreach (SummaryResource resource in one.Resources)
        {
            if (resource is { IsNew: true, Kind: ResourceKind.Heap } && one.Result.IsTerm && one.Result.Term == resource.Term)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsUnasked(AbstractState state, Value pointer)
    {
        pointer = path.Resolve(state, pointer);
        return pointer is { IsTerm: true, Offset: 0 } && terms[pointer.Term] is { Kind: TermKind.Parameter or TermKind.Content } given
            && context.Facts[state.FactOf(pointer.Term)].Meet(given.Low, given.High) is var known && known.Contains(0) && !known.IsConstant;
    }

    /// <summary>Another case returns what was given.</summary>
    private static bool IsHandedBack(FunctionSummary summary, int term)
    {
        foreach (SummaryCase other in summary.Cases)
        {
            if (other.Result.IsTerm && other.Result.Term == term)
            {
                return true;
            }
        }

        return false;
    }
}
