namespace Cleak.Clang;

/// <summary>How bad the compiler found something; ordered.</summary>
public enum DiagnosticSeverity
{
    Ignored = 0,
    Note = 1,
    Warning = 2,
    Error = 3,
    Fatal = 4,
}
