using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>Called for a cursor below another; says whether to go on, go deeper or stop. It may throw.</summary>
public delegate CXChildVisitResult CursorVisitor(Cursor cursor, Cursor parent);
