using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>What a case of a callee's asks, assumed of the caller's state.</summary>
internal sealed class CaseConditions(AnalysisContext context, PathCondition path)
{
    private readonly TermTable terms = context.Terms;

    /// <returns>False where the caller knows that it does not hold.</returns>
    public bool Assume(AbstractState state, in Term term, Value value, Fact fact)
    {
        if (value.IsNone || value.IsUninitialized)
        {
            return true;
        }

        if (term.IsPredicate && fact.IsConstant)
        {
            return path.Assume(state, value, fact.Low != 0);
        }

        return path.Restrict(state, value, fact);
    }

    /// <summary>The case stands for several paths of the callee: one of them must be possible, and where one alone is, what it asks holds.</summary>
    public bool AssumeOneOf(AbstractState state, FunctionSummary summary, SummaryCase summaryCase, SummaryMapping map)
    {
        if (summaryCase.Alternatives.IsEmpty)
        {
            return true;
        }

        int only = -1;
        for (int i = 0; i < summaryCase.Alternatives.Length; i++)
        {
            if (MayHold(state, summaryCase.Alternatives[i], map))
            {
                if (only >= 0)
                {
                    return true;
                }

                only = i;
            }
        }

        return only >= 0 && AssumeAll(state, summary, summaryCase.Alternatives[only], map);
    }

    private bool MayHold(AbstractState state, ImmutableArray<(int Term, Fact Fact)> conditions, SummaryMapping map)
    {
        foreach ((int term, Fact fact) in conditions)
        {
            if (!path.MayHold(state, map.Peek(term), fact))
            {
                return false;
            }
        }

        return true;
    }

    private bool AssumeAll(AbstractState state, FunctionSummary summary, ImmutableArray<(int Term, Fact Fact)> conditions, SummaryMapping map)
    {
        foreach ((int term, Fact fact) in conditions)
        {
            if (!Assume(state, summary.Terms.ItemRef(term), map.Peek(term), fact))
            {
                return false;
            }
        }

        return true;
    }
}
