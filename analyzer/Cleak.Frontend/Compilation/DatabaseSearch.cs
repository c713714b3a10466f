namespace Cleak.Frontend.Compilation;

/// <summary>What a search for build descriptions came upon.</summary>
/// <param name="Path">A <c>compile_commands.json</c> or <c>compile_flags.txt</c>.</param>
/// <param name="ProjectFolder">The folder it was found for: its own, or the one whose build folder holds it.</param>
public sealed record FoundDatabase(string Path, string ProjectFolder)
{
    /// <summary>It holds one list of flags for all files rather than an entry for each.</summary>
    public bool IsFlagsFile => System.IO.Path.GetFileName(Path) == CompileFlagsFile.FileName;
}

/// <summary>
/// Looks for a compilation database: in a path's own folder and the folders above it, in each of them also in the usual
/// build folders. The nearest wins; the search ends at the top of a version-controlled tree.
/// </summary>
public static class DatabaseSearch
{
    private static readonly string[] BuildFolderPatterns = ["build*", "out", "cmake-build-*", "builddir", "_build", "obj", "bld"];
    private static readonly string[] VersionControlFolders = [".git", ".hg", ".svn", ".jj"];

    /// <summary>The database for <paramref name="path"/> (file or folder, canonical), or null.</summary>
    /// <exception cref="FrontendException">Several lie equally near.</exception>
    public static FoundDatabase? FindFor(string path)
    {
        string? folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path);
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (FindIn(folder) is { } found) return found;
            if (IsProjectTop(folder)) return null;
        }
        return null;
    }

    /// <summary>The database that <paramref name="option"/> (a file or folder that the user named) stands for.</summary>
    /// <exception cref="FrontendException">There is none.</exception>
    public static FoundDatabase FindNamed(string option, CanonicalPaths canonical)
    {
        string full = canonical.Of(option);
        if (File.Exists(full)) return new FoundDatabase(full, Path.GetDirectoryName(full)!);
        if (!Directory.Exists(full)) throw new FrontendException($"{option}: no such file or folder");
        return FindIn(full) ?? throw new FrontendException(
            $"{option}: no {CompilationDatabase.FileName} or {CompileFlagsFile.FileName} here",
            "make one with 'bear -- make', 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'meson setup'");
    }

    /// <summary>The nearest folder at or above <paramref name="folder"/> that is the top of a version-controlled tree, or null.</summary>
    public static string? ProjectTop(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (IsProjectTop(folder)) return folder;
        }
        return null;
    }

    private static FoundDatabase? FindIn(string folder)
    {
        string direct = Path.Join(folder, CompilationDatabase.FileName);
        if (File.Exists(direct)) return new FoundDatabase(direct, folder);

        string[] candidates = InBuildFolders(folder);
        if (candidates.Length == 1) return new FoundDatabase(candidates[0], folder);
        if (candidates.Length > 1)
        {
            throw new FrontendException(
                $"several compilation databases in {folder}:\n{string.Join('\n', candidates.Select(candidate => "  " + candidate))}",
                "name one with -p, or none with '-p none'");
        }

        string flags = Path.Join(folder, CompileFlagsFile.FileName);
        return File.Exists(flags) ? new FoundDatabase(flags, folder) : null;
    }

    /// <summary>Databases in build folders and one level below them (<c>build/debug</c>), in ordinal order.</summary>
    private static string[] InBuildFolders(string folder)
    {
        IEnumerable<string> builds = BuildFolderPatterns.SelectMany(pattern => Folders(folder, pattern)).Distinct();
        return
        [
            .. builds.SelectMany(build => Folders(build, "*").Prepend(build))
                .Select(build => Path.Join(build, CompilationDatabase.FileName))
                .Where(File.Exists)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string[] Folders(string folder, string pattern)
    {
        try
        {
            return Directory.GetDirectories(folder, pattern);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsProjectTop(string folder) =>
        VersionControlFolders.Any(name => Path.Exists(Path.Join(folder, name)));
}
