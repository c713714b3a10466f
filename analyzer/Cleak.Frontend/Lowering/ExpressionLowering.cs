using System.Runtime.CompilerServices;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXBinaryOperatorKind;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXUnaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Values: side effects become instructions in the order of the source, left to right; the right side of an assignment is
/// evaluated before the place on its left.
/// </summary>
internal sealed class ExpressionLowering(FunctionContext f)
{
    /// <summary>Leaves room below the limit for what is built around a value without coming back here.</summary>
    private const int DeepestExpression = Expression.MaximumDepth - 64;

    /// <summary>The value of an expression: a scalar, or a record as <see cref="RecordValueExpression"/>.</summary>
    public Expression Value(int node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Expression value = Evaluate(node);
        if (value.Depth < DeepestExpression || !value.Type.IsScalar)
        {
            return value;
        }

        Local part = f.NewSynthetic(value.Type, f.Span(node));
        f.StoreTo(part, value, node);
        return f.Take(part, node);
    }

    private Expression Evaluate(int node)
    {
        IrType type = f.Type(node);
        if (type.Kind == TypeKind.Record)
        {
            return new RecordValueExpression(f.Records.Address(node), f.Types.Complete(type));
        }

        if (f.Addresses.IsLvalue(node))
        {
            return Read(node, type);
        }

        switch (f.Tree.Kind(node))
        {
            case CXCursor_ParenExpr:
                return f.FirstExpression(node) is var inner and >= 0 ? Value(inner) : Broken(type);
            case CXCursor_IntegerLiteral:
                return f.Literals.Integer(node, type);
            case CXCursor_CharacterLiteral:
                return f.Literals.Character(node, type);
            case CXCursor_FloatingLiteral:
                return f.Tree.TryEvaluateFloating(node, out double number) ? new FloatingExpression(number, type) : new UnknownExpression(type);
            case CXCursor_CXXBoolLiteralExpr:
                return f.Tree.TryEvaluateInteger(node, out ConstantInteger truth) ? ConstantFolder.Constant(truth.AsSigned, type) : new UnknownExpression(type);
            case CXCursor_CXXNullPtrLiteralExpr:
                return ConstantFolder.Constant(0, type);
            case CXCursor_DeclRefExpr:
                return EnumConstant(node, type);
            case CXCursor_UnaryOperator:
                return Unary(node, type);
            case CXCursor_BinaryOperator:
                return Binary(node, type);
            case CXCursor_CompoundAssignOperator:
                return f.Assignments.Compound(node);
            case CXCursor_ConditionalOperator:
                return Conditional(node, type);
            case CXCursor_CallExpr:
                return f.Calls.Call(node, null, true) ?? new UnknownExpression(type);
            case CXCursor_CStyleCastExpr:
                return Cast(node, type);
            case CXCursor_UnaryExpr:
                return f.Builtins.SizeOrAlignment(node, type);
            case CXCursor_StmtExpr:
                return f.Statements.StatementExpression(node, true) ?? new UnknownExpression(type);
            case CXCursor_GenericSelectionExpr:
                return f.Builtins.SelectedBranch(node) is var branch and >= 0 ? Value(branch) : new UnknownExpression(type);
            case CXCursor_AddrLabelExpr:
                return new UnknownExpression(type);
            case CXCursor_InitListExpr:
                return Braced(node, type);
            case CXCursor_UnexposedExpr:
                return Unexposed(node, type);
            case CXCursor_ImaginaryLiteral or CXCursor_FixedPointLiteral:
                return new UnknownExpression(type);
            case CXCursor_BlockExpr:
                return f.Unsupported("block literal", node, type);
            default:
                f.HasBrokenType = true;
                return Broken(type);
        }
    }

    /// <summary>The value converted to a type, as an initialiser or argument is.</summary>
    public Expression Value(int node, IrType type) => ConstantFolder.Convert(Value(node), type);

    /// <summary>Evaluates for the side effects alone.</summary>
    public void Effect(int node)
    {
        switch (f.Tree.Kind(node))
        {
            case CXCursor_ParenExpr:
            case CXCursor_CStyleCastExpr when f.Type(node).Kind == TypeKind.Void:
                if (f.LastExpression(node) is var inner and >= 0)
                {
                    Effect(inner);
                }

                break;
            case CXCursor_CallExpr:
                f.Calls.Call(node, null, false);
                break;
            case CXCursor_StmtExpr:
                f.Statements.StatementExpression(node, false);
                break;
            case CXCursor_ConditionalOperator:
                ConditionalEffect(node);
                break;
            case CXCursor_BinaryOperator when f.Facts.Binary(node) == CXBinaryOperator_Comma:
                Effect(f.Tree.FirstChild(node));
                Effect(f.Tree.LastChild(node));
                break;
            case CXCursor_BinaryOperator when f.Facts.Binary(node) is CXBinaryOperator_LAnd or CXBinaryOperator_LOr:
                int done = f.Builder.NewBlock();
                f.Conditions.Branch(node, done, done);
                f.Place(done, node);
                break;
            case CXCursor_DeclRefExpr:
                break;
            case CXCursor_MemberRefExpr or CXCursor_ArraySubscriptExpr:
                f.Addresses.Address(node);
                break;
            case CXCursor_UnexposedExpr when f.Builtins.ChosenOperand(node) is var chosen and >= 0:
                Effect(chosen);
                break;
            case CXCursor_UnexposedExpr when IsPlainRead(node):
                break;
            case var _ when f.Addresses.IsLvalue(node):
                f.Addresses.Address(node);
                break;
            default:
                Value(node);
                break;
        }
    }

    /// <summary>Reading a variable for nothing, as (void)unused does.</summary>
    private bool IsPlainRead(int node) =>
        f.Builtins.IsTransparent(node) && f.FirstExpression(node) is var child and >= 0
        && f.Tree.Kind(f.Strip(child)) == CXCursor_DeclRefExpr && !f.Types.IsVolatile(f.Tree.TypeId(child));

    /// <summary>A scalar in braces, of which an empty pair is zero; the lanes of a vector.</summary>
    private Expression Braced(int node, IrType type)
    {
        int first = f.FirstExpression(node);
        if (type.IsScalar)
        {
            return first >= 0 ? Value(first) : ConstantFolder.Constant(0, type);
        }

        for (int lane = first; lane >= 0; lane = f.Tree.NextSibling(lane))
        {
            Effect(lane);
        }

        return new UnknownExpression(type);
    }

    private UnknownExpression Broken(IrType type)
    {
        f.HasBrokenType = true;
        return new UnknownExpression(type);
    }

    /// <summary>Loads from an lvalue; arrays and functions become their addresses.</summary>
    private Expression Read(int node, IrType type)
    {
        if (type.Kind is TypeKind.Array)
        {
            return Decay(f.Addresses.Address(node), f.Types.PointerTo(type.Element!, f.Types.IsConst(f.Tree.TypeId(node))));
        }

        Place place = f.Addresses.Place(node);
        return type.Kind == TypeKind.Function ? place.Address : f.Load(place, node);
    }

    /// <summary>The same address with the type of a pointer to the first element.</summary>
    private static Expression Decay(Expression address, IrType pointer) => address switch
    {
        LocalAddressExpression local => new LocalAddressExpression(local.Slot, pointer),
        SymbolAddressExpression symbol => new SymbolAddressExpression(symbol.Symbol, pointer),
        StringAddressExpression literal => new StringAddressExpression(literal.Literal, pointer),
        OffsetExpression offset => new OffsetExpression(offset.Address, offset.Bytes, offset.FieldName, pointer),
        IndexExpression index => new IndexExpression(index.Address, index.Index, index.ElementSize, pointer),
        ConstantExpression constant => new ConstantExpression(constant.Value, pointer),
        TemporaryExpression temporary => new TemporaryExpression(temporary.Index, pointer),
        _ => new CastExpression(address, pointer),
    };

    private Expression EnumConstant(int node, IrType type)
    {
        return f.ReferencedKind(node) == CXCursor_EnumConstantDecl
            ? ConstantFolder.Constant(f.Unit.EnumConstant(f.Referenced(node)), type)
            : Broken(type);
    }

    private Expression Unary(int node, IrType type)
    {
        int operand = f.Tree.FirstChild(node);
        if (operand < 0)
        {
            return Broken(type);
        }

        switch (f.Facts.Unary(node))
        {
            case CXUnaryOperator_AddrOf:
                return AddressOf(operand, type);
            case CXUnaryOperator_Plus or CXUnaryOperator_Extension:
                return Value(operand);
            case CXUnaryOperator_Minus:
                return type.IsScalar ? ConstantFolder.Unary(UnaryOperator.Negate, Value(operand), type) : Opaque(operand, type);
            case CXUnaryOperator_Not:
                return type.IsScalar ? ConstantFolder.Unary(UnaryOperator.Complement, Value(operand), type) : Opaque(operand, type);
            case CXUnaryOperator_LNot:
                return f.Facts.Branches(operand) ? f.Conditions.AsValue(node, type) : ConstantFolder.Unary(UnaryOperator.LogicalNot, Value(operand), type);
            case CXUnaryOperator_PreInc:
                return f.Assignments.Increment(node, operand, 1, false);
            case CXUnaryOperator_PreDec:
                return f.Assignments.Increment(node, operand, -1, false);
            case CXUnaryOperator_PostInc:
                return f.Assignments.Increment(node, operand, 1, true);
            case CXUnaryOperator_PostDec:
                return f.Assignments.Increment(node, operand, -1, true);
            default:
                return Opaque(operand, type);
        }
    }

    private UnknownExpression Opaque(int operand, IrType type)
    {
        Effect(operand);
        return new UnknownExpression(type);
    }

    private Expression AddressOf(int operand, IrType type)
    {
        Expression address = f.Addresses.Address(operand);
        return address is UnknownExpression ? address : Decay(address, type);
    }

    private Expression Binary(int node, IrType type)
    {
        int left = f.Tree.FirstChild(node);
        int right = left < 0 ? CursorTree.None : f.Tree.NextSibling(left);
        if (right < 0)
        {
            return Broken(type);
        }

        CXBinaryOperatorKind op = f.Facts.Binary(node);
        switch (op)
        {
            case CXBinaryOperator_Assign:
                return f.Assignments.Assign(node, left, right, type);
            case CXBinaryOperator_Comma:
                Effect(left);
                return Value(right);
            case CXBinaryOperator_LAnd or CXBinaryOperator_LOr:
                return f.Conditions.AsValue(node, type);
        }

        Expression a = Value(left);
        Held held = f.Hold(a, f.Facts.Branches(right), left);
        Expression b = Value(right);
        return f.Arithmetic.Combine(op, held.Release(), b, type, left, right);
    }

    private Expression Cast(int node, IrType type)
    {
        int operand = f.LastExpression(node);
        if (operand < 0)
        {
            return Broken(type);
        }

        if (type.Kind == TypeKind.Void)
        {
            Effect(operand);
            return new UnknownExpression(type);
        }

        Expression value = Value(operand);
        return value is RecordValueExpression || !type.IsScalar ? new UnknownExpression(type) : ConstantFolder.Convert(value, type);
    }

    private Expression Unexposed(int node, IrType type)
    {
        if (!f.Builtins.IsTransparent(node))
        {
            int chosen = f.Builtins.ChosenOperand(node);
            return chosen >= 0 ? Value(chosen, type) : f.Builtins.Special(node, type, null);
        }

        int child = f.FirstExpression(node);
        Expression value = Value(child);
        if (value is RecordValueExpression)
        {
            return value;
        }

        // A decayed array keeps the pointer type that the conversion gave it.
        return type.IsPointer && f.Type(child).Kind is TypeKind.Array ? Decay(value, type) : ConstantFolder.Convert(value, type);
    }

    private Expression Conditional(int node, IrType type)
    {
        int condition = f.Tree.FirstChild(node);
        int whenTrue = f.Tree.NextSibling(condition);
        int whenFalse = whenTrue < 0 ? CursorTree.None : f.Tree.NextSibling(whenTrue);
        if (whenFalse < 0)
        {
            return Broken(type);
        }

        if (type.Kind == TypeKind.Void)
        {
            ConditionalEffect(node);
            return new UnknownExpression(type);
        }

        if (f.Conditions.Constant(condition) is { } known)
        {
            return Value(known ? whenTrue : whenFalse, type);
        }

        Local result = f.NewSynthetic(type, f.Span(node));
        f.Conditions.Choose(
            condition,
            () => f.StoreTo(result, Value(whenTrue, type), whenTrue),
            () => f.StoreTo(result, Value(whenFalse, type), whenFalse));
        return f.Take(result, node);
    }

    private void ConditionalEffect(int node)
    {
        int condition = f.Tree.FirstChild(node);
        int whenTrue = f.Tree.NextSibling(condition);
        int whenFalse = whenTrue < 0 ? CursorTree.None : f.Tree.NextSibling(whenTrue);
        if (whenFalse >= 0)
        {
            f.Conditions.Choose(condition, () => Effect(whenTrue), () => Effect(whenFalse));
        }
    }
}
