namespace Cleak.Clang;

/// <summary>A half-open stretch of source: <see cref="End"/> is the place after the last character.</summary>
public readonly record struct SourceExtent(SourcePosition Start, SourcePosition End)
{
    public bool IsNone => Start.IsNone || End.IsNone;

    /// <summary>Whether the extent begins and ends in one file, in this order, so that it has a text.</summary>
    public bool IsContiguous => !IsNone && Start.File == End.File && Start.Offset <= End.Offset;

    public bool Contains(FileId file, int offset) =>
        IsContiguous && file == Start.File && offset >= Start.Offset && offset < End.Offset;
}
