using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a library function does through its arguments, as its model says.</summary>
internal sealed class ModelArguments(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, CallTransfer calls)
{
    /// <summary>Blocks that are handed to a function must be alive; those that must not be null are not, where it comes back.</summary>
    public void Check(AbstractState state, ModelCall call)
    {
        int number = call.Number;
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Value value = path.Resolve(state, call.Arguments[i]);
            if (!value.IsTerm || call.Instruction.Arguments[i] is not { Type.IsPointer: true } argument || IsReleasedBy(call.Model, i) || call.Model.Has(CallTraits.Pure))
            {
                continue;
            }

            int root = context.Terms.Object(value.Term);
            if (state.FindResource(root) >= 0 && !IsShown(state, call, i))
            {
                calls.CheckUse(state, number, value, argument, null);
            }

            if (argument.Type is { IsElementConst: true, Element.Kind: TypeKind.Void } && call.Model.Behavior is not Behavior.CopyBytes)
            {
                // Bytes that go out of the process: whoever reads them may own what they point to.
                tracker.EscapeContents(state, root);
            }

            if (context.Terms[root].Kind is TermKind.Parameter or TermKind.Content && call.Model.Behavior is not (Behavior.ThreadCreate or Behavior.ThreadCreateC11))
            {
                state.Use(root, number);
            }
        }
    }

    public void Apply(AbstractState state, ModelCall call)
    {
        foreach (ArgumentModel effect in call.Model.Arguments)
        {
            int last = effect.AndFollowing ? call.Arguments.Length - 1 : Math.Min(effect.Index, call.Arguments.Length - 1);
            for (int index = effect.Index; index <= last; index++)
            {
                Apply(state, call, effect, index, call.Arguments[index]);
            }
        }
    }

    private void Apply(AbstractState state, ModelCall call, ArgumentModel effect, int index, Value value)
    {
        int number = call.Number;
        bool isHandled = call.Model.Behavior is Behavior.CopyBytes or Behavior.FillBytes or Behavior.ZeroBytes;
        if ((effect.Effects & (ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Acquires)) != 0 && !isHandled)
        {
            IrType type = call.Instruction.Arguments[index].Type;
            long size = !effect.IsArray && type.Element is { Kind: TypeKind.Record or TypeKind.Integer or TypeKind.Pointer } element && element.Size > 1 ? element.Size : -1;
            memory.Forget(state, value, size, number, kept => tracker.Escape(state, kept));
        }

        if ((effect.Effects & ArgumentEffects.Keeps) != 0)
        {
            tracker.Escape(state, value);
        }

        if ((effect.Effects & ArgumentEffects.Releases) != 0 && effect.Resource == ResourceKind.Heap)
        {
            calls.Release(state, number, value, ResourceKind.Heap, effect.Family, index, null);
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

    private static bool IsReleasedBy(FunctionModel model, int argument)
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
