using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>The files of a run, by the numbers that its spans carry. Number 0 is no file.</summary>
public sealed class FileTable(ImmutableArray<SourceFile> files)
{
    public static FileTable Empty { get; } = new([]);

    /// <summary>All files; the one at index i has the number i + 1.</summary>
    public ImmutableArray<SourceFile> Files { get; } = files;

    public SourceFile this[int number] => Files[number - 1];

    public SourceFile this[SourceSpan span] => this[span.File];
}
