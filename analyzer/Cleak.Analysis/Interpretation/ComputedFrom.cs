using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The variables that a value of a block is computed from.</summary>
internal static class ComputedFrom
{
    /// <summary>Adds their slots; false where the value is made of something else, too, but for constants, addresses and results of the block's own calls.</summary>
    public static bool Collect(BasicBlock block, Expression expression, HashSet<int> slots) => expression switch
    {
        ConstantExpression or FloatingExpression or SymbolAddressExpression or StringAddressExpression or LocalAddressExpression => true,
        CastExpression cast => Collect(block, cast.Operand, slots),
        UnaryExpression unary => Collect(block, unary.Operand, slots),
        BinaryExpression binary => Collect(block, binary.Left, slots) & Collect(block, binary.Right, slots),
        TemporaryExpression temporary => ExpressionText.Definition(block, temporary.Index) switch
        {
            LoadInstruction { Address: LocalAddressExpression place } => slots.Add(place.Slot) || true,
            CallInstruction => true,
            _ => false,
        },
        _ => false,
    };
}
