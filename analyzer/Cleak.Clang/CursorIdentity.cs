using System.Runtime.CompilerServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>When two native cursors stand for the same node.</summary>
internal static unsafe class CursorIdentity
{
    /// <summary>Whether the very same value was handed out: enough within one visit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSameValue(in CXCursor left, in CXCursor right) =>
        left.data.e1 == right.data.e1 && left.data.e0 == right.data.e0 && left.kind == right.kind;

    /// <summary>
    /// Whether both are the same node, however they were reached. The first pointer of a statement or expression is the
    /// declaration around it, which depends on where the visit began; the second one of a declaration is a mere flag.
    /// </summary>
    public static bool IsSameNode(in CXCursor left, in CXCursor right)
    {
        if (left.kind != right.kind)
        {
            return false;
        }

        bool isCode = left.kind.IsExpression() || left.kind.IsStatement();
        return (isCode || left.data.e0 == right.data.e0) && (left.kind.IsDeclaration() || left.data.e1 == right.data.e1);
    }
}
