using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>The files of a run, by the numbers that its spans carry. Number 0 is no file.</summary>
public sealed class FileTable(ImmutableArray<RunFile> files)
{
    public static FileTable Empty { get; } = new([]);

    /// <summary>The files of a run as its report calls them.</summary>
    /// <param name="indexed">Files by number, as <see cref="FileIndex.Files"/> has them: the first stands for nowhere.</param>
    /// <param name="root">Absolute and canonical path of the folder that the report's paths are relative to.</param>
    public static FileTable Of(ImmutableArray<SourceFile> indexed, string root) =>
        new([.. indexed.Skip(1).Select(file => new RunFile(Relative(file.Path, root), file.Path))]);

    /// <summary>All files; the one at index i has the number i + 1.</summary>
    public ImmutableArray<RunFile> Files { get; } = files;

    public RunFile this[int number] => Files[number - 1];

    public RunFile this[SourceSpan span] => this[span.File];

    private static string Relative(string path, string root)
    {
        string relative = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        bool isInside = relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
        return isInside ? relative : path;
    }
}
