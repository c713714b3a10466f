using Cleak.Ir;
using Value = Cleak.Tests.Lowering.IrMachine.Value;

namespace Cleak.Tests.Lowering;

/// <summary>The operators of IR as the target computes them.</summary>
internal static class Arithmetic
{
    public static Value Convert(Value value, IrType from, IrType to)
    {
        if (from.Kind == TypeKind.Floating)
        {
            return to.Kind switch
            {
                TypeKind.Floating => new Value(0, to.Size == 4 ? (float)value.Floating : value.Floating),
                TypeKind.Bool => new Value(value.Floating != 0 ? 1 : 0),
                _ => new Value(Wrap(value.Floating < 9.2e18 ? (long)value.Floating : (long)(ulong)value.Floating, to)),
            };
        }

        if (to.Kind == TypeKind.Floating)
        {
            double number = from.IsSigned ? value.Integer : (ulong)value.Integer;
            return new Value(0, to.Size == 4 ? (from.IsSigned ? (float)value.Integer : (ulong)value.Integer) : number);
        }

        return new Value(to.Kind == TypeKind.Bool ? value.Integer != 0 ? 1 : 0 : Wrap(value.Integer, to));
    }

    public static Value Unary(UnaryExpression unary, Value operand)
    {
        bool isFloating = unary.Operand.Type.Kind == TypeKind.Floating;
        return unary.Operator switch
        {
            UnaryOperator.LogicalNot => new Value((isFloating ? operand.Floating == 0 : operand.Integer == 0) ? 1 : 0),
            UnaryOperator.Negate when isFloating => new Value(0, -operand.Floating),
            UnaryOperator.Negate => new Value(Wrap(-operand.Integer, unary.Type)),
            _ => new Value(Wrap(~operand.Integer, unary.Type)),
        };
    }

    public static Value Binary(BinaryExpression binary, Value left, Value right)
    {
        if (binary.Left.Type.Kind == TypeKind.Floating)
        {
            return Floating(binary, left.Floating, right.Floating);
        }

        (long a, long b) = (left.Integer, right.Integer);
        bool signed = binary.Left.Type.IsSigned;
        if (binary.IsComparison)
        {
            int order = signed ? a.CompareTo(b) : ((ulong)a).CompareTo((ulong)b);
            return new Value(Holds(binary.Operator, order) ? 1 : 0);
        }

        long result = binary.Operator switch
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
            _ => a ^ b,
        };
        return new Value(Wrap(result, binary.Type));
    }

    private static Value Floating(BinaryExpression binary, double a, double b)
    {
        if (binary.IsComparison)
        {
            bool holds = binary.Operator switch
            {
                BinaryOperator.Equal => a == b,
                BinaryOperator.NotEqual => a != b,
                BinaryOperator.Less => a < b,
                BinaryOperator.LessOrEqual => a <= b,
                BinaryOperator.Greater => a > b,
                _ => a >= b,
            };
            return new Value(holds ? 1 : 0);
        }

        double result = binary.Operator switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            _ => a / b,
        };
        return new Value(0, binary.Type.Size == 4 ? (float)result : result);
    }

    private static bool Holds(BinaryOperator op, int order) => op switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static long Wrap(long value, IrType type)
    {
        if (type.Size is <= 0 or >= 8 || type.Kind is not (TypeKind.Integer or TypeKind.Bool))
        {
            return value;
        }

        int unused = 64 - (int)(type.Size * 8);
        return type.IsSigned ? value << unused >> unused : (long)((ulong)value << unused >> unused);
    }
}
