using Cleak.Clang;
using Cleak.Frontend.Parsing;
using static ClangSharp.Interop.CXBinaryOperatorKind;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXUnaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>The parts of a for loop. The tree has only those that are written, in order and without saying which.</summary>
internal readonly record struct ForParts(int Initialiser, int Condition, int Increment, int Body)
{
    public static ForParts Of(FunctionContext f, int node)
    {
        var children = new List<int>();
        foreach (int child in f.Tree.Children(node))
        {
            children.Add(child);
        }

        int body = children.Count > 0 ? children[^1] : CursorTree.None;
        int parts = children.Count - 1;
        switch (parts)
        {
            case <= 0:
                return new ForParts(CursorTree.None, CursorTree.None, CursorTree.None, body);
            case 3:
                return new ForParts(children[0], children[1], children[2], body);
        }

        SourcePosition keyword = f.Tree.SpellingLocation(node);
        if (!keyword.IsNone && ForHeader.TryRead(f.Tree.Unit.Contents(keyword.File), keyword.Offset, out ForHeader header) && header.PartCount == parts)
        {
            int next = 0;
            return new ForParts(
                header.HasInitialiser ? children[next++] : CursorTree.None,
                header.HasCondition ? children[next++] : CursorTree.None,
                header.HasIncrement ? children[next] : CursorTree.None,
                body);
        }

        return ByShape(f, children, body);
    }

    /// <summary>For a header that a macro made: a declaration comes first, a step changes something, a condition compares.</summary>
    private static ForParts ByShape(FunctionContext f, List<int> children, int body)
    {
        int initialiser = CursorTree.None;
        int condition = CursorTree.None;
        int increment = CursorTree.None;
        for (int i = 0; i < children.Count - 1; i++)
        {
            int child = children[i];
            bool changes = f.Tree.Kind(child) switch
            {
                CXCursor_CompoundAssignOperator or CXCursor_CallExpr => true,
                CXCursor_UnaryOperator => f.Facts.Unary(child) is CXUnaryOperator_PreInc or CXUnaryOperator_PreDec or CXUnaryOperator_PostInc or CXUnaryOperator_PostDec,
                CXCursor_BinaryOperator => f.Facts.Binary(child) is CXBinaryOperator_Assign or CXBinaryOperator_Comma,
                _ => false,
            };
            if (f.Tree.Kind(child) == CXCursor_DeclStmt)
            {
                initialiser = child;
            }
            else if (!changes)
            {
                condition = child;
            }
            else if (condition >= 0 || i > 0 || f.Tree.Kind(child) != CXCursor_BinaryOperator)
            {
                increment = child;
            }
            else
            {
                initialiser = child;
            }
        }

        return new ForParts(initialiser, condition, increment, body);
    }
}
