using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A callee does nothing where a pointer that it is given is null. That it asks for that is no evidence that anybody gives it null: the case
/// is followed, but what it leaves alone and another case takes care of is nobody's in particular. Where the caller itself has learned that
/// the pointer is null, or where ways on which it is null were joined, the case is taken at its word.
/// </summary>
internal sealed class AssumedNull(AnalysisContext context, PathCondition path, ResourceTracker tracker)
{
    /// <summary>To be asked before the case's conditions are assumed.</summary>
    public bool IsNeeded(AbstractState state, FunctionSummary summary, SummaryCase summaryCase, Value[] arguments)
    {
        foreach ((int term, Fact fact) in summaryCase.Conditions)
        {
            if (fact is { Low: 0, High: 0 } && summary.Terms.ItemRef(term) is { Kind: TermKind.Parameter } parameter && parameter.A >= 0 && parameter.A < arguments.Length
                && IsPointer(summary, parameter.A) && path.Resolve(state, arguments[parameter.A]) is { IsTerm: true } given
                && context.Terms[given.Term].Kind != TermKind.Merged)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the other cases keep, store or release is not followed on.</summary>
    /// <param name="cases">All of the summary's that the call may be.</param>
    public void GiveUp(AbstractState state, FunctionSummary summary, SummaryCase summaryCase, ImmutableArray<SummaryCase> cases, SummaryMapping map)
    {
        foreach (SummaryCase other in cases)
        {
            if (ReferenceEquals(other, summaryCase))
            {
                continue;
            }

            foreach (SummaryResource resource in other.Resources)
            {
                if (!resource.IsNew && resource.State is ResourceState.Escaped or ResourceState.Released or ResourceState.Moved && IsGiven(summary, resource.Term))
                {
                    tracker.Escape(state, map.Term(resource.Term));
                }
            }

            foreach (SummaryWrite write in other.Writes)
            {
                if (write.Width != Memory.GhostWidth && write.Value.IsTerm && IsGiven(summary, write.Value.Term))
                {
                    tracker.Escape(state, map.Value(write.Value));
                }
            }
        }
    }

    private bool IsPointer(FunctionSummary summary, int parameter)
    {
        Function function = context.Program.Functions[summary.Function].Function;
        return parameter < function.ParameterCount && function.Locals[parameter].Type.IsPointer;
    }

    /// <summary>An argument, not what hangs on it.</summary>
    private static bool IsGiven(FunctionSummary summary, int term) => summary.Terms.ItemRef(term).Kind == TermKind.Parameter;
}
