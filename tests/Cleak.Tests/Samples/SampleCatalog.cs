using System.Collections.Immutable;

namespace Cleak.Tests.Samples;

/// <summary>All samples of the source tree.</summary>
public static class SampleCatalog
{
    /// <summary>C files that are no programs with expectations: lowering has texts beside it, the guards watch the samples.</summary>
    private static readonly string[] OtherFolders = ["lowering/", "truth/"];

    private static readonly Lazy<ImmutableArray<Sample>> Samples = new(() => [.. Read()]);

    /// <summary>The folder native-samples of the tree that these tests were built in.</summary>
    public static string Root { get; } = FindRoot();

    public static ImmutableArray<Sample> All => Samples.Value;

    public static Sample Named(string name) => All.First(sample => sample.Name == name);

    private static IEnumerable<Sample> Read()
    {
        // A folder directly in programs/ that holds C files is one program; everywhere else a file is.
        foreach (string folder in Sorted(Directory.EnumerateDirectories(Path.Combine(Root, "programs"))))
            yield return new(NameOf(folder), Sorted(Directory.EnumerateFiles(folder, "*.c")).Select(Parse));

        foreach (string file in Sorted(Directory.EnumerateFiles(Root, "*.c", SearchOption.AllDirectories)))
        {
            string name = NameOf(file);
            bool isPartOfProgram = name.StartsWith("programs/", StringComparison.Ordinal) && name.Count(c => c == '/') > 1;
            if (!isPartOfProgram && !name.StartsWith("truth/", StringComparison.Ordinal)
                && !name.StartsWith("lowering/", StringComparison.Ordinal))
                yield return new(name, [Parse(file)]);
        }
    }

    private static SampleFile Parse(string path) => SampleFile.Parse(path, File.ReadAllText(path));

    private static string NameOf(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IOrderedEnumerable<string> Sorted(IEnumerable<string> paths) => paths.Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Analyzer.sln")))
                return Path.Combine(folder.FullName, "native-samples");
        throw new DirectoryNotFoundException("The tests run outside of their source tree: there is no Analyzer.sln above them.");
    }
}
