using System.Collections.Immutable;
using Cleak.Frontend.Headers;
using Cleak.Frontend.Parsing;

namespace Cleak.Frontend.Compilation;

/// <summary>What a file's includes suggest about its flags.</summary>
/// <param name="Folders">Include folders, in the order in which they were needed.</param>
/// <param name="HasConfigHeader">A <c>config.h</c> that is included exists.</param>
/// <param name="NotGenerated">Headers that are included and exist as templates alone: the project is not configured.</param>
internal sealed record GuessedIncludes(ImmutableArray<string> Folders, bool HasConfigHeader, ImmutableArray<string> NotGenerated);

/// <summary>
/// Guesses include folders where nothing says how a file is compiled: follows every <c>#include</c>, and looks up what
/// is neither beside the including file nor a system header by its path's end in the whole tree. The nearest wins.
/// </summary>
internal sealed class IncludeGuesser(string root, SystemHeaders system)
{
    private const int MaxFolders = 64;
    private const int MaxFilesPerUnit = 4_000;

    // What configure scripts, CMake and Meson make headers from.
    private static readonly string[] TemplateSuffixes = [".in", ".cmake", ".cmakein", ".cmake.in", ".meson", "in"];

    private readonly TreeIndex tree = new(root);
    private readonly Dictionary<string, List<IncludeDirective>> scanned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> exists = new(StringComparer.Ordinal);

    /// <summary>Follows the includes of <paramref name="file"/>.</summary>
    public GuessedIncludes GuessFor(string file)
    {
        var folders = new List<string>();
        bool hasConfig = false;
        var notGenerated = new SortedSet<string>(StringComparer.Ordinal);
        var visited = new HashSet<string>(StringComparer.Ordinal) { file };
        var pending = new Queue<string>([file]);
        while (visited.Count < MaxFilesPerUnit && pending.TryDequeue(out string? current))
        {
            foreach (IncludeDirective include in Scan(current))
            {
                string? found = Resolve(include, current, folders, out bool isSystem);
                if (found is not null && visited.Add(found)) pending.Enqueue(found);
                if (found is null && !isSystem && IsGenerated(include.Name)) notGenerated.Add(include.Name);
                hasConfig |= found is not null && Path.GetFileName(found) == "config.h";
            }
        }
        return new GuessedIncludes([.. folders], hasConfig, [.. notGenerated]);
    }

    private bool IsGenerated(string name) =>
        !name.Contains("..", StringComparison.Ordinal) && TemplateSuffixes.Any(suffix => tree.EndingWith(name + suffix).Any());

    private string? Resolve(IncludeDirective include, string from, List<string> folders, out bool isSystem)
    {
        isSystem = false;
        string here = Path.GetDirectoryName(from)!;
        if (include.IsQuoted && Existing(here, include.Name) is { } beside) return beside;
        foreach (string folder in folders)
        {
            if (Existing(folder, include.Name) is { } known) return known;
        }
        isSystem = system.Has(include.Name);
        if (isSystem || Path.IsPathRooted(include.Name) || include.Name.Contains("..", StringComparison.Ordinal)) return null;

        string name = include.Name.StartsWith("./", StringComparison.Ordinal) ? include.Name[2..] : include.Name;
        if (Nearest(tree.EndingWith(name), here) is not { } found) return null;
        string needed = found[..^(name.Length + 1)];
        if (folders.Count < MaxFolders) folders.Add(needed.Length == 0 ? "/" : needed);
        return found;
    }

    private List<IncludeDirective> Scan(string file)
    {
        if (scanned.TryGetValue(file, out List<IncludeDirective>? includes)) return includes;
        return scanned[file] = ReadIncludes(file);
    }

    private static List<IncludeDirective> ReadIncludes(string file)
    {
        try
        {
            return SourceProbe.Check(file) is null && new FileInfo(file).Length > 0 ? IncludeScanner.Scan(File.ReadAllBytes(file)) : [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string? Existing(string folder, string name)
    {
        string path = Path.GetFullPath(name, folder);
        if (!exists.TryGetValue(path, out bool there)) exists[path] = there = File.Exists(path);
        return there ? path : null;
    }

    /// <summary>The path with the fewest steps up and down the tree from <paramref name="here"/>; the first of equals.</summary>
    private static string? Nearest(IEnumerable<string> paths, string here)
    {
        string? nearest = null;
        int least = int.MaxValue;
        string[] start = here.Split('/');
        foreach (string path in paths)
        {
            string[] end = path.Split('/');
            int common = 0;
            while (common < start.Length && common < end.Length - 1 && start[common] == end[common]) common++;
            // A step up costs more than a step down: a project's own copy goes before a stranger's beside it.
            int steps = (2 * (start.Length - common)) + (end.Length - 1 - common);
            if (steps < least) (nearest, least) = (path, steps);
        }
        return nearest;
    }
}
