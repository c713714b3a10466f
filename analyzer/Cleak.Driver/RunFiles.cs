using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Frontend.Compilation;
using Cleak.Ir;

namespace Cleak.Driver;

/// <summary>The files of a run under one numbering: those that its units have read, and those that a notification is about.</summary>
internal sealed class RunFiles
{
    private readonly List<SourceFile> files;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <param name="indexed">The files of all units; spans number them as they stand here.</param>
    public RunFiles(ImmutableArray<SourceFile> indexed)
    {
        files = [.. indexed];
        for (int number = 1; number < files.Count; number++)
        {
            numbers[files[number].Path] = number;
        }
    }

    public FileTable TableFrom(string root) => FileTable.Of([.. files], root);

    /// <summary>A span that means the file as a whole.</summary>
    public SourceSpan Whole(string path) => new(NumberOf(path), 0, 0, 0);

    public int NumberOf(string path)
    {
        if (!numbers.TryGetValue(path, out int number))
        {
            number = files.Count;
            numbers.Add(path, number);
            files.Add(new SourceFile(path, IsSystem: false));
        }

        return number;
    }

    /// <summary>
    /// The folder that report paths start from: the one asked for if it holds all of the user's files, else the one that does.
    /// </summary>
    public static string RootFor(string wanted, IEnumerable<string> userFiles)
    {
        string root = wanted;
        foreach (string file in userFiles)
        {
            while (!CanonicalPaths.IsWithin(file, root) && Path.GetDirectoryName(root) is { } parent)
            {
                root = parent;
            }
        }

        return root;
    }
}
