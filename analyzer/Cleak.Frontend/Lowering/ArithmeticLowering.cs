using ClangSharp.Interop;
using Cleak.Ir;
using static ClangSharp.Interop.CXBinaryOperatorKind;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Operators on values that are at hand: arithmetic, comparisons, and pointers that move by elements.</summary>
internal sealed class ArithmeticLowering(FunctionContext f)
{
    /// <summary>The value of an operator that neither branches nor stores.</summary>
    public Expression Combine(CXBinaryOperatorKind op, Expression a, Expression b, IrType type, int left, int right)
    {
        if (!type.IsScalar || !a.Type.IsScalar || !b.Type.IsScalar)
        {
            return new UnknownExpression(type);
        }

        switch (op)
        {
            case CXBinaryOperator_Add when type.IsPointer:
                return a.Type.IsPointer ? Step(a, b, left, type) : Step(b, a, right, type);
            case CXBinaryOperator_Sub when type.IsPointer:
                return Step(a, ConstantFolder.Unary(UnaryOperator.Negate, ConstantFolder.Convert(b, f.Types.PointerDifference), f.Types.PointerDifference), left, type);
            case CXBinaryOperator_Sub when a.Type.IsPointer && b.Type.IsPointer:
                long size = ElementSize(f.Type(left));
                Expression bytes = ConstantFolder.Binary(BinaryOperator.Subtract, a, b, type);
                return size == 1 ? bytes
                    : size <= 0 ? new UnknownExpression(type)
                    : ConstantFolder.Binary(BinaryOperator.Divide, bytes, ConstantFolder.Constant(size, type), type);
        }

        return Operator(op) is { } known ? ConstantFolder.Binary(known, a, b, type) : new UnknownExpression(type);
    }

    /// <summary>
    /// Pointer arithmetic. A constant number of bytes from a pointer that was cast to char for it is no element of an array but
    /// a way through records (container_of).
    /// </summary>
    private Expression Step(Expression pointer, Expression index, int pointerNode, IrType type)
    {
        long size = ElementSize(type);
        if (size == 1 && index is ConstantExpression bytes && IsCastFromLarger(pointerNode))
        {
            return ConstantFolder.Offset(pointer, bytes.Value, null, type);
        }

        return ConstantFolder.Index(pointer, index, size, type);
    }

    private bool IsCastFromLarger(int node)
    {
        node = f.Strip(node);
        return f.Tree.Kind(node) == CXCursor_CStyleCastExpr && f.LastExpression(node) is var operand and >= 0
            && f.Type(operand) is { IsPointer: true } from && ElementSize(from) != 1;
    }

    /// <summary>Bytes that a pointer moves by one: 1 for void and functions, as GNU C has it; -1 for variable-length rows.</summary>
    public static long ElementSize(IrType pointer) =>
        pointer.Element is { } element && element.Kind is not (TypeKind.Void or TypeKind.Function) ? element.Size : 1;

    private static BinaryOperator? Operator(CXBinaryOperatorKind op) => op switch
    {
        CXBinaryOperator_Mul => BinaryOperator.Multiply,
        CXBinaryOperator_Div => BinaryOperator.Divide,
        CXBinaryOperator_Rem => BinaryOperator.Remainder,
        CXBinaryOperator_Add => BinaryOperator.Add,
        CXBinaryOperator_Sub => BinaryOperator.Subtract,
        CXBinaryOperator_Shl => BinaryOperator.ShiftLeft,
        CXBinaryOperator_Shr => BinaryOperator.ShiftRight,
        CXBinaryOperator_LT => BinaryOperator.Less,
        CXBinaryOperator_GT => BinaryOperator.Greater,
        CXBinaryOperator_LE => BinaryOperator.LessOrEqual,
        CXBinaryOperator_GE => BinaryOperator.GreaterOrEqual,
        CXBinaryOperator_EQ => BinaryOperator.Equal,
        CXBinaryOperator_NE => BinaryOperator.NotEqual,
        CXBinaryOperator_And => BinaryOperator.And,
        CXBinaryOperator_Xor => BinaryOperator.Xor,
        CXBinaryOperator_Or => BinaryOperator.Or,
        _ => null,
    };
}
