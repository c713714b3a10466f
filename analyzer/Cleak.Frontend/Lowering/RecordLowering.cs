using Cleak.Ir;
using static ClangSharp.Interop.CXBinaryOperatorKind;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXUnaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Records are handled by their addresses: where one stands, and how its value gets to another place.</summary>
internal sealed class RecordLowering(FunctionContext f)
{
    /// <summary>Where a record stands: an lvalue's place, or a synthetic local that takes the value.</summary>
    public Expression Address(int node)
    {
        if (f.Addresses.IsLvalue(node))
        {
            return f.Addresses.Address(node);
        }

        IrType type = f.Type(node);
        switch (f.Tree.Kind(node))
        {
            case CXCursor_ParenExpr:
                return Address(f.FirstExpression(node));
            case CXCursor_UnexposedExpr when f.Builtins.IsTransparent(node):
            case CXCursor_CStyleCastExpr when f.LastExpression(node) is var operand and >= 0 && f.Type(operand).Kind == TypeKind.Record:
                return Address(f.LastExpression(node));
            case CXCursor_UnaryOperator when f.Facts.Unary(node) == CXUnaryOperator_Extension:
                return Address(f.FirstExpression(node));
            case CXCursor_BinaryOperator when f.Facts.Binary(node) == CXBinaryOperator_Comma:
                f.Expressions.Effect(f.Tree.FirstChild(node));
                return Address(f.Tree.LastChild(node));
            case CXCursor_BinaryOperator when f.Facts.Binary(node) == CXBinaryOperator_Assign:
                return Assign(node);
        }

        Local local = f.NewSynthetic(type, f.Span(node));
        f.Statements.EndWithExpression(local);
        Into(node, f.AddressOf(local), type);
        return f.AddressOf(local);
    }

    /// <summary>Puts a record's value at an address that stays what it is whatever is evaluated.</summary>
    public void Into(int node, Expression destination, IrType type)
    {
        node = f.Strip(node);
        switch (f.Tree.Kind(node))
        {
            case CXCursor_CallExpr:
                f.Calls.Call(node, destination, true);
                break;
            case CXCursor_InitListExpr:
                f.Initializers.Initialize(node, type, destination);
                break;
            case CXCursor_CompoundLiteralExpr when f.LastExpression(node) is var list and >= 0:
                f.Initializers.Initialize(list, type, destination);
                break;
            case CXCursor_UnexposedExpr when f.Builtins.IsTransparent(node) && f.Tree.Kind(f.Strip(f.FirstExpression(node))) == CXCursor_CompoundLiteralExpr:
                Into(f.FirstExpression(node), destination, type);
                break;
            case CXCursor_ConditionalOperator when !f.Addresses.IsLvalue(node):
                Choose(node, destination, type);
                break;
            case CXCursor_StmtExpr:
                f.Statements.StatementExpression(node, true, destination);
                break;
            case CXCursor_CStyleCastExpr when f.LastExpression(node) is var operand and >= 0 && f.Type(operand).Kind != TypeKind.Record:
                // GNU's cast to a union: the member of that type is set.
                Expression member = f.Expressions.Value(operand);
                f.Store(new Place(destination, member.Type, default, AccessTraits.None), member, node);
                break;
            case CXCursor_UnexposedExpr when !f.Builtins.IsTransparent(node) && f.Builtins.ChosenOperand(node) < 0:
                f.Builtins.Special(node, type, destination);
                break;
            default:
                if (f.Type(node).Kind == TypeKind.Record && IsPlaced(node))
                {
                    f.Copy(destination, Address(node), type, node);
                }
                else
                {
                    f.Unsupported("record value of an unknown form", node, f.Types.Void, destination);
                }

                break;
        }
    }

    private bool IsPlaced(int node) =>
        f.Addresses.IsLvalue(node)
        || f.Tree.Kind(node) is CXCursor_UnexposedExpr or CXCursor_CStyleCastExpr
        || (f.Tree.Kind(node) == CXCursor_BinaryOperator && f.Facts.Binary(node) is CXBinaryOperator_Comma or CXBinaryOperator_Assign);

    private Expression Assign(int node)
    {
        int left = f.Tree.FirstChild(node);
        int right = f.Tree.NextSibling(left);
        IrType type = f.Types.Complete(f.Type(node));
        if (f.Addresses.IsFixed(left) && f.Tree.Kind(f.Strip(right)) == CXCursor_CallExpr)
        {
            Expression destination = f.Addresses.Address(left);
            Into(right, destination, type);
            return destination;
        }

        Expression source = Address(right);
        Held held = f.Hold(source, f.Facts.Branches(left), right);
        Expression place = f.Addresses.Address(left);
        f.Copy(place, held.Release(), type, node);
        return place;
    }

    private void Choose(int node, Expression destination, IrType type)
    {
        int condition = f.Tree.FirstChild(node);
        int whenTrue = f.Tree.NextSibling(condition);
        int whenFalse = f.Tree.NextSibling(whenTrue);
        f.Conditions.Choose(condition, () => Into(whenTrue, destination, type), () => Into(whenFalse, destination, type));
    }
}
