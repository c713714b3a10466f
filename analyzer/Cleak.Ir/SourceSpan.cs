namespace Cleak.Ir;

/// <summary>A place in a source file: a stretch of one line, or nowhere.</summary>
/// <param name="File">Index in the run's file table; 0 is no file.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based byte column of the first byte.</param>
/// <param name="EndColumn">1-based byte column behind the last byte.</param>
public readonly record struct SourceSpan(int File, int Line, int Column, int EndColumn)
{
    /// <summary>Nowhere.</summary>
    public static SourceSpan None => default;

    /// <summary>True when the span names no file.</summary>
    public bool IsNone => File == 0;
}
