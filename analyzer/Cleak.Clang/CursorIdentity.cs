using System.Runtime.CompilerServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>When two cursors are the same: kind and both leading pointers, which stand for node and enclosing declaration.</summary>
internal static unsafe class CursorIdentity
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Same(in CXCursor left, in CXCursor right) =>
        left.data.e1 == right.data.e1 && left.data.e0 == right.data.e0 && left.kind == right.kind;
}
