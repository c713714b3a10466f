using ClangSharp.Interop;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Clang;

/// <summary>The families of node kinds; their number ranges are alike in libclang 17 to 22.</summary>
public static class CursorKinds
{
    public static bool IsDeclaration(this CXCursorKind kind) => (int)kind is (>= 1 and < 40) or (>= 600 and < 700);

    public static bool IsReference(this CXCursorKind kind) => (int)kind is >= 40 and < 70;

    public static bool IsInvalid(this CXCursorKind kind) => (int)kind is 0 or (>= 70 and < 100);

    public static bool IsExpression(this CXCursorKind kind) => (int)kind is >= 100 and < 200;

    public static bool IsStatement(this CXCursorKind kind) => (int)kind is >= 200 and < 350;

    public static bool IsAttribute(this CXCursorKind kind) => (int)kind is >= 400 and < 500;

    /// <summary>Kinds that never have children in C, so that looking for them can be spared.</summary>
    internal static bool IsLeaf(this CXCursorKind kind) =>
        kind is CXCursor_DeclRefExpr or CXCursor_IntegerLiteral or CXCursor_FloatingLiteral or CXCursor_StringLiteral
            or CXCursor_CharacterLiteral or CXCursor_CXXBoolLiteralExpr or CXCursor_CXXNullPtrLiteralExpr
            or CXCursor_NullStmt or CXCursor_BreakStmt or CXCursor_ContinueStmt
        || kind.IsReference() || kind.IsAttribute();
}
