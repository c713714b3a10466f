using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>How many bytes a library function may write behind a pointer that it is given.</summary>
internal static class WrittenExtent
{
    /// <summary>Bytes from the address on; -1 where nothing bounds them but the object itself.</summary>
    public static long Of(AnalysisContext context, PathCondition path, AbstractState state, ModelCall call, ArgumentModel effect, int index)
    {
        Expression argument = call.Instruction.Arguments[index];
        if (!effect.IsArray && argument.Type.Element is { Kind: TypeKind.Record or TypeKind.Integer or TypeKind.Pointer, Size: > 1 } element)
        {
            return element.Size;
        }

        long bytes = Constant(context, path, state, call, effect.Bytes);
        long times = effect.BytesFactor < 0 ? 1 : Constant(context, path, state, call, effect.BytesFactor);
        long bound = bytes >= 0 && times is >= 0 and < int.MaxValue && bytes < int.MaxValue ? bytes * times : -1;
        long rest = RestOfMember(argument, isWhole: false);
        return bound < 0 ? rest : rest < 0 ? bound : Math.Min(bound, rest);
    }

    private static long Constant(AnalysisContext context, PathCondition path, AbstractState state, ModelCall call, int argument) =>
        (uint)argument < (uint)call.Arguments.Length && context.Terms.TryConstant(path.Resolve(state, call.Arguments[argument]), out long constant) ? constant : -1;

    /// <summary>What is left of the array member that the argument points into: a string function that writes beyond it has a defect of its own.</summary>
    /// <param name="isWhole">A record counts, too: what is written there is a value of it.</param>
    public static long RestOfMember(Expression expression, bool isWhole)
    {
        long into = 0;
        while (true)
        {
            switch (expression)
            {
                case CastExpression cast:
                    expression = cast.Operand;
                    continue;
                case IndexExpression { Index: ConstantExpression { Value: >= 0 } step, ElementSize: > 0 } index:
                    into += step.Value * index.ElementSize;
                    expression = index.Address;
                    continue;
                case OffsetExpression { FieldName: not null } whole when isWhole && ArrayExtents.OfMember(whole, isRecordToo: true) is > 0 and var bytes:
                    return into < bytes ? bytes - into : -1;
                case OffsetExpression { FieldName: not null, Type.Element: { Kind: TypeKind.Array, Size: > 0 } member } when into < member.Size:
                    return member.Size - into;
                default:
                    return -1;
            }
        }
    }
}
