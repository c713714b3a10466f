using System.IO.Enumeration;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// The files of a tree by their last name, made when first asked: a tree whose includes all resolve is never walked.
/// Hidden folders and links to folders are left out.
/// </summary>
internal sealed class TreeIndex(string root)
{
    private const int MaxFiles = 400_000;

    private readonly Lazy<Dictionary<string, List<string>>> files = new(() => Walk(root));

    /// <summary>Paths in the tree that end with <paramref name="name"/>, whole components only, in ordinal order.</summary>
    public IEnumerable<string> EndingWith(string name)
    {
        string suffix = "/" + name;
        return files.Value.TryGetValue(Path.GetFileName(name), out List<string>? same)
            ? same.Where(path => path.EndsWith(suffix, StringComparison.Ordinal))
            : [];
    }

    private static Dictionary<string, List<string>> Walk(string root)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.None,
        };
        var paths = new FileSystemEnumerable<string>(root, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && MayBeIncluded(entry.FileName),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && !entry.FileName.StartsWith('.'),
        };
        var index = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (string path in paths.Take(MaxFiles).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (!index.TryGetValue(name, out List<string>? same)) index[name] = same = [];
            same.Add(path);
        }
        return index;
    }

    private static bool MayBeIncluded(ReadOnlySpan<char> name)
    {
        ReadOnlySpan<char> extension = Path.GetExtension(name);
        return extension is not (".o" or ".a" or ".so" or ".lo" or ".d" or ".md" or ".txt" or ".py" or ".sh" or ".json" or ".html" or ".png");
    }
}
