using Cleak.Frontend.Compilation;

namespace Cleak.Tests.Frontend;

/// <summary>A folder of its own for one test, deleted afterwards.</summary>
internal sealed class TemporaryTree : IDisposable
{
    public TemporaryTree()
    {
        Root = new CanonicalPaths().Of(Directory.CreateTempSubdirectory("cleak-test-").FullName);
        // A search for a database ends here, whatever lies above.
        Directory.CreateDirectory(Path.Join(Root, ".git"));
    }

    public string Root { get; }

    public string this[string name] => Path.Join(Root, name);

    public string Write(string name, string text)
    {
        string path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Everything below, for comparing before and after.</summary>
    public string[] Listing() => [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
