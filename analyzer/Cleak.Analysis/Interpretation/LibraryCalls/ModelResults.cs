namespace Cleak.Analysis;

/// <summary>What a library function hands back, where no behaviour of its own says it.</summary>
internal sealed class ModelResults(AnalysisContext context, PathCondition path, Evaluator evaluator, ResourceTracker tracker, CallTransfer calls)
{
    public Value Of(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        ResultModel result = call.Model.Result;
        if (call.Model.Name is "__errno_location" or "__error" or "__errno")
        {
            return Value.Of(context.Terms.ErrnoObject());
        }

        if (call.Model.Behavior == Behavior.StringLength && call.Model.Operands.Length == 1 && calls.Bounds.Lengths.Of(state, call.Operand(0), number) is { IsNone: false } length)
        {
            return length;
        }

        switch (result.Kind)
        {
            case ResultKind.Argument when result.Argument < call.Arguments.Length:
                return call.Arguments[result.Argument];
            case ResultKind.WithinArgument or ResultKind.WithinArgumentOrNull when result.Argument < call.Arguments.Length && path.Resolve(state, call.Arguments[result.Argument]) is { IsTerm: true } within:
                // Somewhere in the object: an element of unknown index keeps it alive. Null is left to the test, as an unknown offset.
                Value offset = tracker.FreshValue(state, number, 2, 0, int.MaxValue);
                return result.Kind == ResultKind.WithinArgument
                    ? evaluator.Index(state, within, offset, 1)
                    : Derived(state, call, within);
            case ResultKind.Borrowed:
                return tracker.FreshValue(state, number, 1, 1, long.MaxValue);
            case ResultKind.Range:
                return tracker.FreshValue(state, number, 1, result.Low, result.High);
            case ResultKind.Acquired when result.Resource == ResourceKind.Heap:
                Value size = calls.Bounds.Sizes.Asked(state, call);
                int block = tracker.Acquire(state, number, 0, ResourceKind.Heap, result.Family);
                calls.Bounds.Sizes.Set(state, block, size);
                return Value.Of(block);
            default:
                return Value.None;
        }
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
