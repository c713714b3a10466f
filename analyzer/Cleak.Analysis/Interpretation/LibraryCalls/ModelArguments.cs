using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a library function does through its arguments, as its model says.</summary>
internal sealed class ModelArguments(AnalysisContext context, PathCondition path, Evaluator evaluator, Memory memory, ResourceTracker tracker, CallTransfer calls)
{
    private readonly NullPlaces nulls = new(context.Terms, evaluator);
    private readonly ArgumentResources resources = new(context, path, memory, tracker, calls);

    /// <summary>
    /// What is handed to a function must be alive: blocks, streams, descriptors. What must not be null is not, where the call comes back; false
    /// where it cannot.
    /// </summary>
    public bool Check(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Value value = path.Resolve(state, call.Arguments[i]);
            Expression argument = call.Instruction.Arguments[i];
            if (value.IsUninitialized && argument.Type.IsPointer && (IsReleasedBy(call.Model, i) || MustNotBeNull(call.Model, i)))
            {
                calls.Unset.Argument(state, number, argument, IsReleasedBy(call.Model, i));
            }

            if (argument.Type.IsPointer && MustNotBeNull(call.Model, i))
            {
                if (value.IsTerm)
                {
                    calls.NullResults.Check(state, number, context.Terms.Object(value.Term), null);
                }

                if (!IsNotNull(state, value) || (!value.IsTerm && nulls.IsIn(state, argument)))
                {
                    return false;
                }
            }

            if (!value.IsTerm || call.Model.Has(CallTraits.Pure) || IsReleasedBy(call.Model, i) || !(argument.Type.IsPointer || IsDescriptor(call.Model, i)))
            {
                continue;
            }

            int root = context.Terms.Object(value.Term);
            if (state.FindResource(root) >= 0 && !IsShown(state, call, i))
            {
                calls.CheckUse(state, number, value, argument, null);
            }

            if (context.Terms[root].Kind == TermKind.Acquired)
            {
                calls.Initialization.Argument(state, call, i, value);
            }

            if (context.Terms[root].Kind is TermKind.Parameter or TermKind.Content && call.Model.Behavior is not (Behavior.ThreadCreate or Behavior.ThreadCreateC11))
            {
                state.Use(root, number);
            }
        }

        return true;
    }

    private bool IsNotNull(AbstractState state, Value value) =>
        context.Terms.TryConstant(value, out long constant)
            ? constant != 0
            : !value.IsTerm || value.Offset != 0 || context.Terms[value.Term].IsObjectAddress || path.Exclude(state, value.Term, 0);

    /// <param name="hasFailed">The call failed on this path: what happens only where it succeeds did not happen.</param>
    public void Apply(AbstractState state, ModelCall call, bool hasFailed)
    {
        foreach (ArgumentModel effect in call.Model.Arguments)
        {
            int last = effect.AndFollowing ? call.Arguments.Length - 1 : Math.Min(effect.Index, call.Arguments.Length - 1);
            for (int index = effect.Index; index <= last; index++)
            {
                Apply(state, call, effect, index, hasFailed);
            }
        }
    }

    /// <summary>The path parts by whether the call succeeds: something that is followed goes or comes only then.</summary>
    public bool DependsOnSuccess(AbstractState state, ModelCall call)
    {
        if (call.Model.Result.Failure == FailureValue.Never)
        {
            return false;
        }

        foreach (ArgumentModel effect in call.Model.Arguments)
        {
            if (effect.Index < call.Arguments.Length && ArgumentResources.IsFollowed(effect.Resource, effect.Effects)
                && (effect.Has(ArgumentEffects.Acquires) || (effect.Has(ArgumentEffects.OnSuccess) && IsOnlyThen(call.Model, effect) && resources.IsTracked(state, call.Arguments[effect.Index]))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// A failed munmap leaves what no program goes on with: it is not told apart. Where something comes in place of what was there
    /// (fdopen, mremap), failure leaves the caller with it.
    /// </summary>
    private static bool IsOnlyThen(FunctionModel model, ArgumentModel effect) =>
        effect.Has(ArgumentEffects.Keeps) || model.Result.Kind == ResultKind.Acquired;

    private void Apply(AbstractState state, ModelCall call, ArgumentModel effect, int index, bool hasFailed)
    {
        int number = call.Number;
        Value value = call.Arguments[index];
        if ((effect.Effects & (ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Acquires)) != 0 && !IsWrittenByBehavior(call.Model))
        {
            Value place = path.Resolve(state, value);
            (Value, Value) known = effect.Has(ArgumentEffects.Reads) ? InPlaceObjects.Take(context, state, place) : default;
            memory.Forget(state, value, WrittenExtent.Of(context, path, state, call, effect, index), number, tracker.Escaped);
            InPlaceObjects.PutBack(context, state, place, known);
        }

        if (hasFailed && (effect.Has(ArgumentEffects.OnSuccess) || effect.Has(ArgumentEffects.Acquires)))
        {
            return;
        }

        if (effect.Has(ArgumentEffects.Keeps))
        {
            tracker.Escape(state, value);
        }

        if (effect.Has(ArgumentEffects.KeepsContents) && path.Resolve(state, value) is { IsTerm: true } holder)
        {
            // Bytes that go out of the process: whoever reads them owns what they point to.
            tracker.EscapeContents(state, context.Terms.Object(holder.Term));
        }

        if (effect.Has(ArgumentEffects.Releases))
        {
            resources.Release(state, number, value, effect, index);
        }

        if (effect.Has(ArgumentEffects.Acquires))
        {
            resources.Acquire(state, number, value, effect);
        }
    }

    /// <summary>An address that printf shows: nothing is read from there.</summary>
    private bool IsShown(AbstractState state, ModelCall call, int argument)
    {
        int first = call.Instruction.DirectCallee?.Type.Parameters.Length ?? int.MaxValue;
        if (argument < first || first == 0 || path.Resolve(state, call.Arguments[first - 1]) is not { IsTerm: true, Offset: 0 } format || context.Terms[format.Term] is not { Kind: TermKind.StringAddress } literal)
        {
            return false;
        }

        foreach (FormatConversion conversion in FormatConversions.OfPrintf(context.Program.Units[literal.B].Strings[literal.A]))
        {
            if (conversion.Argument == argument - first)
            {
                return conversion.Letter == 'p';
            }
        }

        return false;
    }

    private static bool IsWrittenByBehavior(FunctionModel model) => model.Behavior is Behavior.CopyBytes or Behavior.FillBytes or Behavior.ZeroBytes;

    public static bool MustNotBeNull(FunctionModel model, int argument) => model.Argument(argument) is { } effect && effect.Has(ArgumentEffects.NonNull);

    private static bool IsDescriptor(FunctionModel model, int argument) => model.Argument(argument) is { } effect && effect.Has(ArgumentEffects.Descriptor);

    public static bool IsReleasedBy(FunctionModel model, int argument)
    {
        if (model.Behavior is Behavior.Free or Behavior.Reallocate && model.Operands.Length > 0 && model.Operands[0] == argument)
        {
            return true;
        }

        foreach (ArgumentModel effect in model.Arguments)
        {
            if (effect.Index == argument && (effect.Effects & ArgumentEffects.Releases) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
