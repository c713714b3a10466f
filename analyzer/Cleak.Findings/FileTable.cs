using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>The files of a run, by the numbers that its spans carry. Number 0 is no file.</summary>
public sealed class FileTable(ImmutableArray<RunFile> files)
{
    public static FileTable Empty { get; } = new([]);

    /// <summary>All files; the one at index i has the number i + 1.</summary>
    public ImmutableArray<RunFile> Files { get; } = files;

    public RunFile this[int number] => Files[number - 1];

    public RunFile this[SourceSpan span] => this[span.File];
}
