using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A callee does something else where two of its arguments are the same object. Pointers with different names are taken for different
/// objects; a case that holds only where two of them are one is followed, but what it hands out is nobody's in particular.
/// </summary>
internal sealed class AssumedIdentity(AnalysisContext context, PathCondition path)
{
    /// <summary>To be asked before the case's conditions are assumed.</summary>
    public bool IsNeeded(AbstractState state, FunctionSummary summary, SummaryCase summaryCase, Value[] arguments)
    {
        foreach ((int term, Fact fact) in summaryCase.Conditions)
        {
            ref readonly Term equal = ref summary.Terms.ItemRef(term);
            if (equal.Kind == TermKind.Binary && equal.Binary == BinaryOperator.Equal && !fact.Contains(0)
                && Argument(summary, equal.Left, arguments) is var left && Argument(summary, equal.Right, arguments) is var right
                && left.IsTerm && right.IsTerm && path.Resolve(state, left) != path.Resolve(state, right))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the call acquired is not followed on.</summary>
    public static void GiveUp(AbstractState state, SummaryCase summaryCase, SummaryMapping map)
    {
        foreach (SummaryResource resource in summaryCase.Resources)
        {
            int at = resource.IsNew ? state.FindResource(map.Known(resource.Term).Term) : -1;
            if (at >= 0)
            {
                state.Resources[at] = state.Resources[at] with { State = ResourceState.Escaped, Flags = state.Resources[at].Flags | ResourceFlags.Imprecise };
            }
        }
    }

    private Value Argument(FunctionSummary summary, Value side, Value[] arguments)
    {
        bool isPointer = side is { IsTerm: true, Offset: 0 } && summary.Terms[side.Term] is { Kind: TermKind.Parameter, Low: >= 0, High: long.MaxValue };
        int index = isPointer ? summary.Terms[side.Term].A : -1;
        return index >= 0 && index < arguments.Length && arguments[index] is { IsTerm: true } given && context.Terms[context.Terms.Object(given.Term)].Kind is TermKind.Parameter or TermKind.Content
            ? given
            : Value.None;
    }
}
