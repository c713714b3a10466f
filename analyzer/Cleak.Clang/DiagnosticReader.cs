using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>Copies the compiler's diagnostics out of a unit.</summary>
internal static unsafe class DiagnosticReader
{
    public static ClangDiagnostic[] Read(CXTranslationUnitImpl* native, ClangTranslationUnit unit)
    {
        var diagnostics = new ClangDiagnostic[clang.getNumDiagnostics(native)];
        for (int i = 0; i < diagnostics.Length; i++)
        {
            void* diagnostic = clang.getDiagnostic(native, (uint)i);
            diagnostics[i] = Copy(diagnostic, unit);
            clang.disposeDiagnostic(diagnostic);
        }

        return diagnostics;
    }

    private static ClangDiagnostic Copy(void* diagnostic, ClangTranslationUnit unit)
    {
        string option = NativeText.Take(clang.getDiagnosticOption(diagnostic, null));
        SourcePosition position = unit.ExpansionPosition(clang.getDiagnosticLocation(diagnostic));
        return new ClangDiagnostic(
            (DiagnosticSeverity)clang.getDiagnosticSeverity(diagnostic),
            NativeText.Take(clang.getDiagnosticSpelling(diagnostic)),
            option.Length == 0 ? null : option,
            position.IsNone ? null : unit.FileName(position.File),
            position);
    }
}
