namespace Cleak.Frontend.Compilation;

/// <summary>
/// Absolute paths without links, dots or doubled separators, so that one file has one name. Folders are resolved once
/// and remembered. What does not exist keeps its name under the canonical form of the folders that do.
/// </summary>
public sealed class CanonicalPaths
{
    // The kernel gives up after 40 links too (path_resolution(7)).
    private const int MaxLinks = 40;

    private readonly Dictionary<string, string> folders = new(StringComparer.Ordinal);

    /// <summary>The canonical form of <paramref name="path"/>, taken relative to <paramref name="baseFolder"/> or the current folder.</summary>
    public string Of(string path, string? baseFolder = null)
    {
        string full = baseFolder is null ? Path.GetFullPath(path) : Path.GetFullPath(path, Path.GetFullPath(baseFolder));
        return Resolve(Path.TrimEndingDirectorySeparator(full), MaxLinks, remember: false);
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="folder"/> or lies below it; both canonical.</summary>
    public static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private string Resolve(string path, int linksLeft, bool remember)
    {
        if (folders.TryGetValue(path, out string? known)) return known;
        string? parent = Path.GetDirectoryName(path);
        if (string.IsNullOrEmpty(parent)) return path;

        string resolved = Path.Join(Resolve(parent, linksLeft, remember: true), Path.GetFileName(path));
        if (linksLeft > 0 && LinkTarget(resolved) is { } target)
        {
            string full = Path.GetFullPath(target, Path.GetDirectoryName(resolved)!);
            resolved = Resolve(Path.TrimEndingDirectorySeparator(full), linksLeft - 1, remember: false);
        }
        if (remember) folders[path] = resolved;
        return resolved;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
