namespace Cleak.Clang;

/// <summary>What the compiler said about the source: plain data that outlives the translation unit.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">The message, without place or severity.</param>
/// <param name="Option">The flag that governs it, such as <c>-Wint-conversion</c>, or null: an error with an option leaves the AST whole.</param>
/// <param name="FileName">The file as the compiler names it, or null for a remark on the command line.</param>
/// <param name="Position">Where, in the user's file (expansion); its <see cref="FileId"/> is only meaningful while the unit lives.</param>
public sealed record ClangDiagnostic(
    DiagnosticSeverity Severity,
    string Text,
    string? Option,
    string? FileName,
    SourcePosition Position)
{
    public bool IsError => Severity >= DiagnosticSeverity.Error;
}
