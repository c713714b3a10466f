namespace Cleak.Analysis;

/// <summary>What a library function hands back, where no behaviour of its own says it.</summary>
internal sealed class ModelResults(AnalysisContext context, PathCondition path, Evaluator evaluator, ResourceTracker tracker, CallTransfer calls)
{
    private readonly RepeatedAnswers answers = new(context, path, tracker);

    public Value Of(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        ResultModel result = call.Model.Result;
        if (call.Model.Has(CallTraits.ErrnoAddress))
        {
            return Value.Of(context.Terms.ErrnoObject());
        }

        if (call.Model.Behavior == Behavior.StringLength && call.Model.Operands.Length == 1 && calls.Bounds.Lengths.Of(state, call.Operand(0), number) is { IsNone: false } length)
        {
            return length;
        }

        if (call.Model.Has(CallTraits.Compares | CallTraits.Equates) && call.Arguments.Length > 1
            && path.Resolve(state, call.Arguments[0]) is { IsTerm: true } place && place == path.Resolve(state, call.Arguments[1]))
        {
            // What stands in one place is like itself.
            return call.Model.Has(CallTraits.Equates) ? Value.One : Value.Zero;
        }

        if (call.Model.Has(CallTraits.Repeats) && call.Instruction.Temporary >= 0 && answers.Of(state, call) is { IsNone: false } answer)
        {
            if (result.Kind == ResultKind.WithinArgumentOrNull && answer.IsTerm && path.Resolve(state, call.Arguments[result.Argument]) is { IsTerm: true } source)
            {
                context.Derive(answer.Term, source.Term);
            }

            return answer;
        }

        if (call.Model.Behavior == Behavior.StreamNumber && StreamNumbers.Of(context.Terms, path.Resolve(state, call.Operand(0))) is { IsNone: false } opened)
        {
            return path.Resolve(state, opened);
        }

        switch (result.Kind)
        {
            case ResultKind.Argument when result.Argument < call.Arguments.Length:
                return call.Arguments[result.Argument];
            case ResultKind.WithinArgument or ResultKind.WithinArgumentOrNull or ResultKind.ArgumentOrNull when result.Argument < call.Arguments.Length && path.Resolve(state, call.Arguments[result.Argument]) is { IsTerm: true } within:
                // Somewhere in the object: an element of unknown index keeps it alive. Null is left to the test, as an unknown offset.
                Value offset = tracker.FreshValue(state, number, 2, 0, int.MaxValue);
                return result.Kind == ResultKind.WithinArgument
                    ? evaluator.Index(state, within, offset, 1)
                    : Derived(state, call, within);
            case ResultKind.Borrowed:
                return tracker.FreshValue(state, number, 1, 1, long.MaxValue);
            case ResultKind.Range:
                Value ranged = tracker.FreshValue(state, number, 1, result.Low, result.High);
                if (call.Model.Behavior == Behavior.FormatInto && Longest(state, call.Operand(1)) is >= 0 and var longest)
                {
                    path.Bound(state, ranged, long.MinValue, longest);
                }

                return ranged;
            case ResultKind.Acquired:
                return Acquired(state, call);
            default:
                return result.IsNonNull ? tracker.FreshValue(state, number, 1, 1, long.MaxValue) : Value.None;
        }
    }

    /// <summary>What a format writes at most; -1 where that is not known.</summary>
    private long Longest(AbstractState state, Value format) =>
        path.Resolve(state, format) is { IsTerm: true, Offset: 0 } literal && context.Terms[literal.Term] is { Kind: TermKind.StringAddress } address
            ? LongestFormat.Of(context.Program.Units[address.B].Strings[address.A])
            : -1;

    /// <summary>The result by which the call says that it failed; none where it does not say so.</summary>
    public Value Failed(AbstractState state, ModelCall call)
    {
        ResultModel result = call.Model.Result;
        switch (result.Failure)
        {
            case FailureValue.Null or FailureValue.Zero:
                return Value.Zero;
            case FailureValue.MinusOne or FailureValue.MinusOnePointer:
                return context.Terms.Constant(-1);
            case FailureValue.NonZero:
                Value code = tracker.FreshValue(state, call.Number, 1, Math.Max(result.Low, int.MinValue), Math.Min(result.High, int.MaxValue));
                path.Exclude(state, code.Term, 0);
                return code;
            case FailureValue.Negative:
                return tracker.FreshValue(state, call.Number, 1, int.MinValue, -1);
            default:
                return Value.None;
        }
    }

    /// <summary>The result of a call that did not fail.</summary>
    public Value Succeeded(AbstractState state, ModelCall call)
    {
        ResultModel result = call.Model.Result;
        if (result.Failure == FailureValue.NonZero)
        {
            return Value.Zero;
        }

        Value value = Of(state, call);
        if (!value.IsTerm)
        {
            return value;
        }

        switch (result.Failure)
        {
            case FailureValue.Null or FailureValue.Zero:
                path.Exclude(state, value.Term, 0);
                break;
            case FailureValue.MinusOnePointer:
                path.Bound(state, value, 1, long.MaxValue);
                break;
            case FailureValue.MinusOne or FailureValue.Negative:
                path.Bound(state, value, 0, long.MaxValue);
                break;
        }

        return path.Resolve(state, value);
    }

    /// <summary>A resource of the model's kind; whether it is one is left to the test of the result.</summary>
    public Value Acquired(AbstractState state, ModelCall call)
    {
        ResultModel result = call.Model.Result;
        bool isBlock = result.Resource == ResourceKind.Heap;
        Value size = isBlock ? calls.Bounds.Sizes.Asked(state, call) : Value.None;
        int term = tracker.Acquire(state, call.Number, 0, result.Resource, result.Family);
        if (isBlock)
        {
            calls.Bounds.Sizes.Set(state, term, size);
        }

        if (result.Failure == FailureValue.Never || result.Failure == FailureValue.MinusOnePointer)
        {
            path.Exclude(state, term, 0);
        }

        return Value.Of(term);
    }

    /// <summary>An unknown pointer that, unless it is null, points into what another points to.</summary>
    private Value Derived(AbstractState state, ModelCall call, Value source)
    {
        (long low, long high) = TermTable.Range(call.Instruction.ResultType);
        Value value = tracker.FreshValue(state, call.Number, 1, low, high);
        context.Derive(value.Term, source.Term);
        return value;
    }
}
