using ClangSharp.Interop;
using Cleak.Ir;
using static ClangSharp.Interop.CXBinaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Assignments, compound ones and increments as loads and stores.</summary>
internal sealed class AssignmentLowering(FunctionContext f)
{
    /// <summary>Stores the right side, which is evaluated first; its value is the expression's.</summary>
    public Expression Assign(int node, int left, int right, IrType type)
    {
        Expression value = f.Expressions.Value(right);
        Held held = f.Hold(value, f.Facts.Branches(left), right);
        Place place = f.Addresses.Place(left);
        value = ConstantFolder.Convert(held.Release(), place.Type);
        if (place.Type.Kind is TypeKind.Record or TypeKind.Array)
        {
            f.HasBrokenType = true;
            return new UnknownExpression(type);
        }

        f.Store(place, value, node);
        return value;
    }

    /// <summary>A load, the operator, a store.</summary>
    public Expression Compound(int node)
    {
        int left = f.Tree.FirstChild(node);
        int right = f.Tree.NextSibling(left);
        Expression value = f.Expressions.Value(right);
        Held held = f.Hold(value, f.Facts.Branches(left), right);
        Place place = f.Addresses.Place(left);
        value = held.Release();
        Expression old = f.Load(place, node);
        Expression updated;
        (CXBinaryOperatorKind op, bool isShift) = f.Facts.Binary(node) switch
        {
            CXBinaryOperator_MulAssign => (CXBinaryOperator_Mul, false),
            CXBinaryOperator_DivAssign => (CXBinaryOperator_Div, false),
            CXBinaryOperator_RemAssign => (CXBinaryOperator_Rem, false),
            CXBinaryOperator_AddAssign => (CXBinaryOperator_Add, false),
            CXBinaryOperator_SubAssign => (CXBinaryOperator_Sub, false),
            CXBinaryOperator_ShlAssign => (CXBinaryOperator_Shl, true),
            CXBinaryOperator_ShrAssign => (CXBinaryOperator_Shr, true),
            CXBinaryOperator_AndAssign => (CXBinaryOperator_And, false),
            CXBinaryOperator_XorAssign => (CXBinaryOperator_Xor, false),
            _ => (CXBinaryOperator_Or, false),
        };
        if (place.Type.IsPointer)
        {
            updated = f.Arithmetic.Combine(op, old, value, place.Type, left, right);
        }
        else
        {
            // The right side has already been converted to the type that the operation is done in; a shift is done in the left one's.
            IrType computation = isShift ? Promote(place.Type) : value.Type;
            updated = ConstantFolder.Convert(
                f.Arithmetic.Combine(op, ConstantFolder.Convert(old, computation), value, computation, left, right), place.Type);
        }

        f.Store(place, updated, node);
        return updated;
    }

    /// <summary>Adds or subtracts one; the value is what was there before, or after.</summary>
    public Expression Increment(int node, int operand, int step, bool isPostfix)
    {
        Place place = f.Addresses.Place(operand);
        Expression old = f.Load(place, node);
        IrType type = place.Type;
        Expression updated = type.Kind switch
        {
            TypeKind.Pointer => ConstantFolder.Index(old, ConstantFolder.Constant(step, f.Types.PointerDifference), ArithmeticLowering.ElementSize(type), type),
            TypeKind.Floating => ConstantFolder.Binary(BinaryOperator.Add, old, new FloatingExpression(step, type), type),
            TypeKind.Bool when step > 0 => ConstantFolder.Constant(1, type),
            TypeKind.Bool or TypeKind.Integer => ConstantFolder.Binary(
                step > 0 ? BinaryOperator.Add : BinaryOperator.Subtract, old, ConstantFolder.Constant(1, type), type),
            _ => new UnknownExpression(type),
        };
        f.Store(place, updated, node);
        return isPostfix ? old : updated;
    }

    private IrType Promote(IrType type) => type.Kind is TypeKind.Bool or TypeKind.Integer && type.Size < 4 ? f.Types.Int : type;
}
