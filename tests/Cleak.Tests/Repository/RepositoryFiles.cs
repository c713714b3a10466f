using System.Diagnostics;

namespace Cleak.Tests.Repository;

/// <summary>The files of the source tree that these tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root of all tracked files, and of new ones that nothing ignores.</summary>
    public static IReadOnlyList<string> Tracked { get; } = ListTracked();

    public static string Read(string path) => File.ReadAllText(Path.Join(Root, path));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Join(folder, "Analyzer.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("Analyzer.sln is in no folder above the tests");
    }

    private static string[] ListTracked()
    {
        if (!Directory.Exists(Path.Join(Root, ".git")) && !File.Exists(Path.Join(Root, ".git")))
            return [.. WithoutGit()];
        var start = new ProcessStartInfo("git", ["-c", $"safe.directory={Root}", "ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using Process git = Process.Start(start)!;
        string[] files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. files.Where(file => File.Exists(Path.Join(Root, file))).Order(StringComparer.Ordinal)];
    }

    /// <summary>A source archive has no history: everything that no tool makes counts.</summary>
    private static IEnumerable<string> WithoutGit() => Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file))
        .Where(file => !file.StartsWith("artifacts/", StringComparison.Ordinal) && !file.Contains("node_modules/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
