using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>What the ways of a start routine ask of its argument, and of the numbers in it, against what its creator put there.</summary>
internal sealed class ArgumentContents(AnalysisContext context, PathCondition path)
{
    private readonly RoutineArguments routines = new(context.Program);

    /// <summary>What the case asks may hold of what the creator hands over.</summary>
    public bool IsPossible(AbstractState state, FunctionSummary summary, SummaryCase one, Value argument) =>
        IsPossible(state, summary, one.Conditions, argument)
        && (one.Alternatives.IsEmpty || one.Alternatives.Any(alternative => IsPossible(state, summary, alternative, argument)));

    /// <summary>All that the case asks of what stands in the argument is something that the creator put there, and that the routine takes as it is.</summary>
    public bool IsKnown(AbstractState state, FunctionSummary summary, SummaryCase one, Value argument) =>
        one.Conditions.Concat(one.Alternatives.SelectMany(alternative => alternative))
            .All(condition => !IsMadeOf(summary, condition.Term) || (!Content(state, summary, condition.Term, argument).IsNone && IsTaken(summary, condition.Term)));

    private bool IsTaken(FunctionSummary summary, int term) =>
        routines.Takes(summary.Function, summary.Terms[term].B, summary.Terms[term].Op, isRecord: true);

    /// <summary>What the case asks of what stands in the argument, as the creator's path names it.</summary>
    public ImmutableArray<(Value Value, Fact Fact)> Asked(AbstractState state, FunctionSummary summary, SummaryCase one, Value argument) =>
        [.. one.Conditions.Select(condition => (Content(state, summary, condition.Term, argument), condition.Fact)).Where(pair => pair.Item1.IsTerm)];

    private bool IsPossible(AbstractState state, FunctionSummary summary, ImmutableArray<(int Term, Fact Fact)> conditions, Value argument)
    {
        foreach ((int term, Fact fact) in conditions)
        {
            if (StartRoutines.IsArgument(summary, term))
            {
                if (!fact.Contains(0) ? argument.Equals(Value.Zero) : fact is { IsConstant: true, Low: 0 } && !argument.Equals(Value.Zero))
                {
                    return false;
                }
            }
            else if (Content(state, summary, term, argument) is { IsNone: false } value && !path.MayHold(state, value, fact))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What stands in the argument by the creator's word; none where that is not known.</summary>
    private Value Content(AbstractState state, FunctionSummary summary, int term, Value argument)
    {
        Term subject = summary.Terms[term];
        if (subject is not { Kind: TermKind.Content, C: 0, Op: <= 8 } || !StartRoutines.IsArgument(summary, subject.A) || !argument.IsTerm)
        {
            return Value.None;
        }

        Value place = path.Add(argument, subject.B);
        if (!place.IsTerm)
        {
            return Value.None;
        }

        int cell = state.FindCell(context.Cells.Intern(new Cell(place.Term, place.Offset, subject.Op, 0, 0)));
        if (cell >= 0)
        {
            Value value = path.Resolve(state, state.CellValues[cell]);
            return value.IsUninitialized ? Value.None : value;
        }

        int zeroed = state.FindDefault(context.Terms.Object(place.Term));
        return zeroed >= 0 && state.DefaultKinds[zeroed] == ObjectDefault.Zero ? Value.Zero : Value.None;
    }

    /// <summary>The term is not the argument itself, and made of it or of what it points to.</summary>
    private static bool IsMadeOf(FunctionSummary summary, int term)
    {
        Term made = summary.Terms[term];
        return made.Kind == TermKind.Content ? IsArgumentOrMadeOf(summary, made.A)
            : (made.Left.IsTerm && IsArgumentOrMadeOf(summary, made.Left.Term)) || (made.Right.IsTerm && IsArgumentOrMadeOf(summary, made.Right.Term));
    }

    private static bool IsArgumentOrMadeOf(FunctionSummary summary, int term) => StartRoutines.IsArgument(summary, term) || IsMadeOf(summary, term);
}
