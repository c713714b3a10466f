using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXBinaryOperatorKind;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Conditions: <c>&amp;&amp;</c>, <c>||</c>, <c>!</c> and <c>?:</c> become edges, and what is left on an edge is the plainest form of
/// what the source says.
/// </summary>
internal sealed class ConditionLowering(FunctionContext f)
{
    /// <summary>Evaluates a condition and jumps.</summary>
    public void Branch(int node, int whenTrue, int whenFalse)
    {
        int inner = Simplify(node, ref whenTrue, ref whenFalse);
        switch (f.Tree.Kind(inner))
        {
            case CXCursor_BinaryOperator when f.Facts.Binary(inner) is CXBinaryOperator_LAnd or CXBinaryOperator_LOr:
                int left = f.Tree.FirstChild(inner);
                int right = f.Tree.NextSibling(left);
                int next = f.Builder.NewBlock();
                if (f.Facts.Binary(inner) == CXBinaryOperator_LAnd)
                {
                    Branch(left, next, whenFalse);
                }
                else
                {
                    Branch(left, whenTrue, next);
                }

                f.Place(next, right);
                Branch(right, whenTrue, whenFalse);
                return;
            case CXCursor_BinaryOperator when f.Facts.Binary(inner) == CXBinaryOperator_Comma:
                f.Expressions.Effect(f.Tree.FirstChild(inner));
                Branch(f.Tree.LastChild(inner), whenTrue, whenFalse);
                return;
            case CXCursor_ConditionalOperator when f.Tree.ChildCount(inner) == 3:
                int condition = f.Tree.FirstChild(inner);
                int first = f.Tree.NextSibling(condition);
                int second = f.Tree.NextSibling(first);
                int firstBlock = f.Builder.NewBlock();
                int secondBlock = f.Builder.NewBlock();
                Branch(condition, firstBlock, secondBlock);
                f.Place(firstBlock, first);
                Branch(first, whenTrue, whenFalse);
                f.Place(secondBlock, second);
                Branch(second, whenTrue, whenFalse);
                return;
        }

        if (f.Builtins.ElvisOperands(inner) is ( >= 0, >= 0) operands)
        {
            // a ?: b holds where a does, or where b does.
            int otherwise = f.Builder.NewBlock();
            Branch(operands.Value, whenTrue, otherwise);
            f.Place(otherwise, operands.Otherwise);
            Branch(operands.Otherwise, whenTrue, whenFalse);
            return;
        }

        int mark = f.Statements.ExpressionMark;
        Expression value = f.Expressions.Value(inner);
        f.Statements.EndExpression(mark, f.Span(inner));
        if (value is ConstantExpression constant)
        {
            f.Goto(constant.Value != 0 ? whenTrue : whenFalse, inner);
            return;
        }

        if (value is SymbolAddressExpression { Symbol.IsWeak: false } or LocalAddressExpression or StringAddressExpression)
        {
            f.Goto(whenTrue, inner);
            return;
        }

        f.Builder.Terminate(new BranchTerminator(Plain(value, ref whenTrue, ref whenFalse), whenTrue, whenFalse, f.Span(inner), f.Macro(inner)));
    }

    /// <summary>Runs one of two parts; both go on at the same place.</summary>
    public void Choose(int condition, Action whenTrue, Action whenFalse)
    {
        int first = f.Builder.NewBlock();
        int second = f.Builder.NewBlock();
        int join = f.Builder.NewBlock();
        Branch(condition, first, second);
        Part(first, whenTrue, join, condition);
        Part(second, whenFalse, join, condition);
        f.Place(join, condition);
    }

    /// <summary>A condition as 0 or 1.</summary>
    public Expression AsValue(int node, IrType type)
    {
        if (Constant(node) is { } known)
        {
            return ConstantFolder.Constant(known ? 1 : 0, type);
        }

        Local result = f.NewSynthetic(type, f.Span(node));
        Choose(
            node,
            () => f.StoreTo(result, ConstantFolder.Constant(1, type), node),
            () => f.StoreTo(result, ConstantFolder.Constant(0, type), node));
        return f.Take(result, node);
    }

    /// <summary>Whether a condition is a constant, known without evaluating anything.</summary>
    public bool? Constant(int node)
    {
        int yes = 1;
        int no = 0;
        node = Simplify(node, ref yes, ref no);
        bool? value = f.Tree.Kind(node) switch
        {
            CXCursor_IntegerLiteral or CXCursor_CharacterLiteral or CXCursor_CXXBoolLiteralExpr or CXCursor_UnaryExpr =>
                f.Expressions.Value(node) is ConstantExpression constant ? constant.Value != 0 : null,
            CXCursor_DeclRefExpr when !f.Addresses.IsLvalue(node) => f.Expressions.Value(node) is ConstantExpression constant ? constant.Value != 0 : null,
            CXCursor_BinaryOperator => Constant(node, f.Facts.Binary(node)),
            CXCursor_CallExpr => f.Builtins.ConstantCall(node) is { } answer ? answer != 0 : null,
            CXCursor_UnexposedExpr when f.FirstExpression(node) < 0 => f.Tree.TryEvaluateInteger(node, out ConstantInteger e) ? e.Bits != 0 : null,
            _ => null,
        };
        return value is null ? null : value.Value == (yes == 1);
    }

    private bool? Constant(int node, CXBinaryOperatorKind op)
    {
        int left = f.Tree.FirstChild(node);
        int right = left < 0 ? CursorTree.None : f.Tree.NextSibling(left);
        if (right < 0)
        {
            return null;
        }

        switch (op)
        {
            case CXBinaryOperator_LAnd:
                return Constant(left) switch { false => false, true => Constant(right), _ => null };
            case CXBinaryOperator_LOr:
                return Constant(left) switch { true => true, false => Constant(right), _ => null };
            case CXBinaryOperator_Comma or CXBinaryOperator_Assign:
                return null;
            default:
                return IsLiteral(left) && IsLiteral(right) && f.Tree.TryEvaluateInteger(node, out ConstantInteger value) ? value.Bits != 0 : null;
        }
    }

    /// <summary>Made of literals, sizes and enum constants only, so that evaluating it is worth the call.</summary>
    private bool IsLiteral(int node)
    {
        for (int at = node; at < f.Tree.End(node); at++)
        {
            bool ok = f.Tree.Kind(at) switch
            {
                CXCursor_IntegerLiteral or CXCursor_CharacterLiteral or CXCursor_ParenExpr or CXCursor_UnexposedExpr or CXCursor_CStyleCastExpr
                    or CXCursor_BinaryOperator or CXCursor_UnaryOperator or CXCursor_TypeRef => true,
                CXCursor_DeclRefExpr => f.ReferencedKind(at) == CXCursor_EnumConstantDecl,
                CXCursor_UnaryExpr => true,
                _ => false,
            };
            if (!ok)
            {
                return false;
            }

            if (f.Tree.Kind(at) == CXCursor_UnaryExpr)
            {
                at = f.Tree.End(at) - 1;
            }
        }

        return true;
    }

    private void Part(int block, Action part, int join, int node)
    {
        f.Place(block, node);
        int mark = f.Statements.ExpressionMark;
        part();
        f.Statements.EndExpression(mark, f.Span(node));
        f.Goto(join, node);
    }

    /// <summary>Takes off what does not change the truth of a condition, and what turns it around.</summary>
    private int Simplify(int node, ref int whenTrue, ref int whenFalse)
    {
        while (true)
        {
            node = f.Strip(node);
            int child = f.FirstExpression(node);
            switch (f.Tree.Kind(node))
            {
                case CXCursor_UnaryOperator when f.Facts.Unary(node) == CXUnaryOperatorKind.CXUnaryOperator_LNot && child >= 0:
                    (whenTrue, whenFalse) = (whenFalse, whenTrue);
                    node = child;
                    continue;
                case CXCursor_UnexposedExpr when child >= 0 && f.Builtins.IsTransparent(node) && !f.Addresses.IsLvalue(child) && KeepsTruth(node, child):
                    node = child;
                    continue;
                case CXCursor_CStyleCastExpr when f.LastExpression(node) is var operand and >= 0 && !f.Addresses.IsLvalue(operand) && KeepsTruth(node, operand):
                    node = operand;
                    continue;
                case CXCursor_CallExpr when f.Builtins.ExpectedValue(node) is var expected and >= 0:
                    node = expected;
                    continue;
                case CXCursor_BinaryOperator when f.Facts.Binary(node) is CXBinaryOperator_EQ or CXBinaryOperator_NE && IsTruth(child) && IsZero(f.Tree.LastChild(node)):
                    if (f.Facts.Binary(node) == CXBinaryOperator_EQ)
                    {
                        (whenTrue, whenFalse) = (whenFalse, whenTrue);
                    }

                    node = child;
                    continue;
                default:
                    return node;
            }
        }
    }

    /// <summary>Zero stays zero and the rest does not become it: not so where bits are cut off.</summary>
    private bool KeepsTruth(int outer, int inner)
    {
        IrType to = f.Type(outer);
        IrType from = f.Type(inner);
        return from.IsScalar && (to.Kind == TypeKind.Bool
            || (to.Kind is TypeKind.Integer or TypeKind.Pointer && from.Kind is TypeKind.Integer or TypeKind.Bool or TypeKind.Pointer && to.Size >= from.Size));
    }

    /// <summary>An expression whose value is itself the outcome of a condition.</summary>
    private bool IsTruth(int node)
    {
        node = f.Strip(node);
        return f.Tree.Kind(node) switch
        {
            CXCursor_UnexposedExpr => f.FirstExpression(node) is var child and >= 0 && f.Builtins.IsTransparent(node) && IsTruth(child),
            CXCursor_UnaryOperator => f.Facts.Unary(node) == CXUnaryOperatorKind.CXUnaryOperator_LNot,
            CXCursor_BinaryOperator => f.Facts.Binary(node) is >= CXBinaryOperator_LT and <= CXBinaryOperator_NE or CXBinaryOperator_LAnd or CXBinaryOperator_LOr,
            CXCursor_CallExpr => f.Builtins.ExpectedValue(node) is var expected and >= 0 && IsTruth(expected),
            _ => false,
        };
    }

    private bool IsZero(int node)
    {
        while (f.Tree.Kind(node) is CXCursor_ParenExpr or CXCursor_UnexposedExpr && f.FirstExpression(node) is var child and >= 0)
        {
            node = child;
        }

        return f.Tree.Kind(node) == CXCursor_IntegerLiteral && f.Expressions.Value(node) is ConstantExpression { Value: 0 };
    }

    private static Expression Plain(Expression value, ref int whenTrue, ref int whenFalse)
    {
        while (true)
        {
            switch (value)
            {
                case UnaryExpression { Operator: UnaryOperator.LogicalNot } not:
                    (whenTrue, whenFalse) = (whenFalse, whenTrue);
                    value = not.Operand;
                    continue;
                case CastExpression cast when cast.Type.Kind == TypeKind.Bool
                    || (cast.Type.Kind == TypeKind.Integer && cast.Operand.Type.Kind is TypeKind.Integer or TypeKind.Bool && cast.Type.Size >= cast.Operand.Type.Size):
                    value = cast.Operand;
                    continue;
                default:
                    return value;
            }
        }
    }
}
