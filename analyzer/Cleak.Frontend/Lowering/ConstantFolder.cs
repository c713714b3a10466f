using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Makes expressions and computes what is constant in them on the way: arithmetic wraps as the target's types do, a cast
/// that changes nothing is left out, a comparison is never wrapped in another.
/// </summary>
internal static class ConstantFolder
{
    /// <summary>A value as its type holds it: cut to the type's width, then extended to 64 bits by its sign.</summary>
    public static long Normalize(long value, IrType type)
    {
        if (type.Kind == TypeKind.Bool)
        {
            return value != 0 ? 1 : 0;
        }

        if (type.Size is <= 0 or >= 8)
        {
            return value;
        }

        int unused = 64 - (int)(type.Size * 8);
        return type.IsSigned ? value << unused >> unused : (long)((ulong)value << unused >> unused);
    }

    public static ConstantExpression Constant(long value, IrType type) => new(Normalize(value, type), type);

    /// <summary>The value converted as C converts it. Between pointers nothing happens: addresses are bytes here.</summary>
    public static Expression Convert(Expression value, IrType type)
    {
        IrType from = value.Type;
        if (ReferenceEquals(from, type) || type.Kind is TypeKind.Void or TypeKind.Unknown or TypeKind.Record or TypeKind.Array or TypeKind.Function)
        {
            return value;
        }

        if (type.Kind == TypeKind.Vector || from.Kind is TypeKind.Vector or TypeKind.Unknown)
        {
            return new UnknownExpression(type);
        }

        switch (value)
        {
            case ConstantExpression constant when IsFoldable(type):
                return Constant(constant.Value, type);
            case ConstantExpression constant when type.Kind == TypeKind.Integer && (from.IsSigned || constant.Value >= 0):
                return new ConstantExpression(constant.Value, type);
            case ConstantExpression constant when type.Kind == TypeKind.Floating && IsFoldable(from):
                return Floating(from.IsSigned || constant.Value >= 0 ? constant.Value : (double)(ulong)constant.Value, type);
            case FloatingExpression floating when type.Kind == TypeKind.Floating:
                return Floating(floating.Value, type);
            case FloatingExpression floating when type.Kind == TypeKind.Bool:
                return Constant(floating.Value != 0 ? 1 : 0, type);
            case FloatingExpression floating when IsFoldable(type) && Math.Abs(floating.Value) < 9e18:
                return Constant((long)floating.Value, type);
            case BinaryExpression { IsComparison: true } comparison when type.Kind is TypeKind.Bool or TypeKind.Integer:
                return new BinaryExpression(comparison.Operator, comparison.Left, comparison.Right, type);
            case UnaryExpression { Operator: UnaryOperator.LogicalNot } not when type.Kind is TypeKind.Bool or TypeKind.Integer:
                return new UnaryExpression(UnaryOperator.LogicalNot, not.Operand, type);
            case UnknownExpression:
                return new UnknownExpression(type);
        }

        return IsSameRepresentation(from, type) ? value : new CastExpression(value, type);
    }

    public static Expression Unary(UnaryOperator op, Expression operand, IrType type)
    {
        switch (operand)
        {
            case ConstantExpression constant when IsFoldable(type):
                return Constant(op switch { UnaryOperator.Negate => -constant.Value, UnaryOperator.Complement => ~constant.Value, _ => constant.Value == 0 ? 1 : 0 }, type);
            case FloatingExpression floating when op == UnaryOperator.Negate:
                return Floating(-floating.Value, type);
            case BinaryExpression { IsComparison: true } comparison when op == UnaryOperator.LogicalNot && IsOrdered(comparison.Left.Type):
                return new BinaryExpression(Inverse(comparison.Operator), comparison.Left, comparison.Right, type);
            case SymbolAddressExpression or LocalAddressExpression or StringAddressExpression when op == UnaryOperator.LogicalNot:
                return Constant(0, type);
        }

        return new UnaryExpression(op, operand, type);
    }

    public static Expression Binary(BinaryOperator op, Expression left, Expression right, IrType type)
    {
        if (left is ConstantExpression x && right is ConstantExpression y && IsFoldable(left.Type) && IsFoldable(type)
            && TryCompute(op, x.Value, y.Value, left.Type, out long value))
        {
            return Constant(value, type);
        }

        if (left is FloatingExpression a && right is FloatingExpression b && TryCompute(op, a.Value, b.Value) is { } number)
        {
            return Floating(number, type);
        }

        return new BinaryExpression(op, left, right, type);
    }

    /// <summary>An address a constant number of bytes on; steps without a name are joined with what they stand on.</summary>
    public static Expression Offset(Expression address, long bytes, string? field, IrType type)
    {
        if (address is ConstantExpression constant)
        {
            return new ConstantExpression(constant.Value + bytes, type);
        }

        return new OffsetExpression(address, bytes, field, type);
    }

    public static Expression Index(Expression address, Expression index, long elementSize, IrType type)
    {
        if (address is ConstantExpression constant && index is ConstantExpression i && elementSize >= 0)
        {
            return new ConstantExpression(constant.Value + (i.Value * elementSize), type);
        }

        return new IndexExpression(address, index, elementSize, type);
    }

    /// <summary>Whether two scalar types hold the same values in the same bits.</summary>
    public static bool IsSameRepresentation(IrType a, IrType b) =>
        a.Kind == b.Kind && a.Kind switch
        {
            TypeKind.Integer => a.Size == b.Size && a.IsSigned == b.IsSigned,
            TypeKind.Floating => a.Size == b.Size,
            TypeKind.Pointer or TypeKind.Bool => true,
            _ => false,
        };

    /// <summary>Whether the expression's value depends on the block it was made in.</summary>
    public static bool UsesTemporary(Expression expression) => expression switch
    {
        TemporaryExpression => true,
        OffsetExpression offset => UsesTemporary(offset.Address),
        IndexExpression index => UsesTemporary(index.Address) || UsesTemporary(index.Index),
        UnaryExpression unary => UsesTemporary(unary.Operand),
        BinaryExpression binary => UsesTemporary(binary.Left) || UsesTemporary(binary.Right),
        CastExpression cast => UsesTemporary(cast.Operand),
        RecordValueExpression record => UsesTemporary(record.Address),
        _ => false,
    };

    private static BinaryOperator Inverse(BinaryOperator op) => op switch
    {
        BinaryOperator.Equal => BinaryOperator.NotEqual,
        BinaryOperator.NotEqual => BinaryOperator.Equal,
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        _ => BinaryOperator.Less,
    };

    private static bool IsFoldable(IrType type) => type.Kind is TypeKind.Bool or TypeKind.Integer or TypeKind.Pointer && type.Size <= 8;

    /// <summary>Not so for floating types: a NaN is neither less nor not less.</summary>
    private static bool IsOrdered(IrType type) => type.Kind is TypeKind.Bool or TypeKind.Integer or TypeKind.Pointer;

    private static FloatingExpression Floating(double value, IrType type) => new(type.Size == 4 ? (float)value : value, type);

    private static double? TryCompute(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => a / b,
        _ => null,
    };

    private static bool TryCompute(BinaryOperator op, long a, long b, IrType type, out long value)
    {
        bool signed = type.IsSigned;
        value = 0;
        switch (op)
        {
            case BinaryOperator.Divide or BinaryOperator.Remainder when b == 0 || (signed && a == long.MinValue && b == -1):
            case BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight when b < 0 || b >= Math.Max(1, type.Size) * 8:
                return false;
        }

        value = op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => signed ? a / b : (long)((ulong)a / (ulong)b),
            BinaryOperator.Remainder => signed ? a % b : (long)((ulong)a % (ulong)b),
            BinaryOperator.ShiftLeft => a << (int)b,
            BinaryOperator.ShiftRight => signed ? a >> (int)b : (long)((ulong)a >> (int)b),
            BinaryOperator.And => a & b,
            BinaryOperator.Or => a | b,
            BinaryOperator.Xor => a ^ b,
            BinaryOperator.Equal => a == b ? 1 : 0,
            BinaryOperator.NotEqual => a != b ? 1 : 0,
            BinaryOperator.Less => (signed ? a < b : (ulong)a < (ulong)b) ? 1 : 0,
            BinaryOperator.LessOrEqual => (signed ? a <= b : (ulong)a <= (ulong)b) ? 1 : 0,
            BinaryOperator.Greater => (signed ? a > b : (ulong)a > (ulong)b) ? 1 : 0,
            _ => (signed ? a >= b : (ulong)a >= (ulong)b) ? 1 : 0,
        };
        return true;
    }
}
