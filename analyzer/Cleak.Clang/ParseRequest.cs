using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>What to parse and how.</summary>
public sealed class ParseRequest
{
    /// <summary>
    /// The whole command line, program name first, source file included, as <c>clang_parseTranslationUnit2FullArgv</c>
    /// wants it.
    /// </summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Files given in memory.</summary>
    public IReadOnlyList<UnsavedFile> UnsavedFiles { get; init; } = [];

    /// <summary>
    /// Without KeepGoing a missing header silences every later diagnostic, and damage could no longer be seen.
    /// </summary>
    public CXTranslationUnit_Flags Options { get; init; } = CXTranslationUnit_Flags.CXTranslationUnit_KeepGoing;
}
