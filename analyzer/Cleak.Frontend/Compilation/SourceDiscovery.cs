using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>The C files that the user's paths stand for.</summary>
/// <param name="Files">Canonical paths, each once, in ordinal order.</param>
/// <param name="Named">Those that the user named one by one.</param>
/// <param name="Skipped">Files that cannot be analysed, with the reason.</param>
public sealed record SourceSet(ImmutableArray<string> Files, ImmutableHashSet<string> Named, ImmutableArray<SkippedSource> Skipped);

/// <summary>
/// Finds C files: a file stands for itself, a folder for every <c>.c</c> file below it. Hidden folders and links to
/// folders are not entered, so that a walk ends and sees every file once.
/// </summary>
public static class SourceDiscovery
{
    private static readonly EnumerationOptions Listing = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        MatchType = MatchType.Simple,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Whether the name is that of a C source file; <c>.C</c> is C++ by the compilers' convention.</summary>
    public static bool IsCSource(string path) => path.EndsWith(".c", StringComparison.Ordinal);

    /// <summary>All files that <paramref name="paths"/> stand for.</summary>
    /// <exception cref="FrontendException">A path does not exist or names a file that is not C.</exception>
    public static SourceSet Find(IEnumerable<string> paths, CanonicalPaths canonical)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        var named = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        var skipped = new SortedDictionary<string, SkippedSource>(StringComparer.Ordinal);

        foreach (string path in paths)
        {
            string full = canonical.Of(path);
            if (Directory.Exists(full))
            {
                Walk(full, canonical, files, skipped);
            }
            else if (!File.Exists(full))
            {
                throw new FrontendException($"{path}: no such file or folder");
            }
            else if (!IsCSource(full))
            {
                throw new FrontendException($"{path}: not a C source file", "name .c files, folders or a compile_commands.json");
            }
            else
            {
                files.Add(full);
                named.Add(full);
            }
        }

        foreach (string file in files)
        {
            if (SourceProbe.Check(file) is { } obstacle) skipped[file] = obstacle;
        }
        files.ExceptWith(skipped.Keys);
        return new SourceSet([.. files], named.ToImmutable(), [.. skipped.Values]);
    }

    private static void Walk(
        string root, CanonicalPaths canonical, SortedSet<string> files, SortedDictionary<string, SkippedSource> skipped)
    {
        var pending = new Stack<string>();
        pending.Push(root);
        while (pending.TryPop(out string? folder))
        {
            try
            {
                foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Listing))
                {
                    bool isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
                    if (entry is DirectoryInfo)
                    {
                        if (!isLink && !entry.Name.StartsWith('.')) pending.Push(entry.FullName);
                    }
                    else if (IsCSource(entry.Name))
                    {
                        files.Add(isLink ? canonical.Of(entry.FullName) : entry.FullName);
                    }
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                string detail = problem is UnauthorizedAccessException ? "permission denied" : problem.Message;
                skipped[folder] = new SkippedSource(folder, SkipReason.Unreadable, detail);
            }
        }
    }
}
