using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>Where a function or variable is declared, in a form that outlives its unit and holds in others that include the same file.</summary>
/// <param name="Kind">FunctionDecl or VarDecl.</param>
/// <param name="FileName">As the compiler names the file.</param>
/// <param name="Offset">Of the name, in bytes.</param>
/// <param name="IsInSystemHeader">Nobody asks for it but by a use, which leads to it by itself, or by name.</param>
public readonly record struct DeclarationPlace(CXCursorKind Kind, string FileName, int Offset, bool IsInSystemHeader);
