namespace Cleak.Output;

/// <summary>The forms in which a report can be written.</summary>
internal enum ReportKind
{
    /// <summary>As gcc and clang write diagnostics.</summary>
    Text,

    /// <summary>As cl and dotnet write diagnostics.</summary>
    Msvc,

    Sarif,
}
