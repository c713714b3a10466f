using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>
/// The folders that flags from a compilation database may name. A database is data from strangers, and a file that a
/// flag includes comes back in diagnostics; so flags reach the analysed tree, the database's folder and the system's
/// own folders, and nothing else.
/// </summary>
public sealed class TrustedFolders
{
    private static readonly ImmutableArray<string> SystemFolders =
        ["/usr", "/opt", "/lib", "/lib64", "/nix/store", "/gnu/store", "/Library", "/System", "/Applications"];

    private readonly ImmutableArray<string> roots;
    private readonly CanonicalPaths canonical;
    private readonly bool everything;

    /// <summary>Trusts <paramref name="roots"/> beside the system's folders.</summary>
    public TrustedFolders(IEnumerable<string> roots, CanonicalPaths canonical)
    {
        this.canonical = canonical;
        this.roots = [.. roots.Concat(SystemFolders).Select(root => canonical.Of(root)).Where(root => root != "/").Distinct()];
    }

    private TrustedFolders(CanonicalPaths canonical)
        : this([], canonical) =>
        everything = true;

    /// <summary>For flags that the user typed: nothing is out of reach.</summary>
    public static TrustedFolders Everything(CanonicalPaths canonical) => new(canonical);

    /// <summary>The canonical form of <paramref name="path"/> under <paramref name="directory"/>, or null when it lies outside.</summary>
    public string? Resolve(string path, string directory)
    {
        string full = canonical.Of(path, directory);
        return everything || roots.Any(root => CanonicalPaths.IsWithin(full, root)) ? full : null;
    }
}
