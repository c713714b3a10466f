using System.Diagnostics;
using Cleak.EndToEnd.CommandLine;
using Xunit;

namespace Cleak.EndToEnd.Launcher;

/// <summary>A copy of the source tree in a folder with a blank in its name, as somebody may have cloned it.</summary>
public sealed class TreeCopy : IDisposable
{
    private static readonly string[] NeededToBuild =
        ["cleak", "scripts", "analyzer", "rules", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig"];

    public TreeCopy()
    {
        Root = Path.Join(Directory.CreateTempSubdirectory("cleak").FullName, "a tree");
        Directory.CreateDirectory(Root);
        string[] sources = [.. NeededToBuild.Select(name => Path.Join(SourceTree, name)).Where(Path.Exists)];
        CleakResult copied = CleakProcess.RunProgram("cp", Root, null, ["-r", .. sources, Root]);
        Assert.True(copied.ExitCode == 0, copied.Errors);
    }

    public string Root { get; }

    public string Launcher => Path.Join(Root, "cleak");

    private static string SourceTree
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Join(folder, "Analyzer.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}

/// <summary>The executable at the root of the source tree.</summary>
public sealed class LauncherTests(TreeCopy tree) : IClassFixture<TreeCopy>
{
    private static readonly Dictionary<string, string?> NothingInstalled = new() { ["CLEAK_NO_INSTALL"] = "1" };

    [Fact]
    public async Task It_builds_once_then_starts_at_once_and_builds_again_when_a_source_changes()
    {
        // Two that start at once: one builds, the other waits for it.
        CleakResult[] first = await Task.WhenAll(
            Task.Run(() => CleakProcess.RunProgram(tree.Launcher, "/", NothingInstalled, "version")),
            Task.Run(() => CleakProcess.RunProgram(tree.Launcher, tree.Root, NothingInstalled, "version")));
        Assert.All(first, result => Assert.True(result.ExitCode == 0, result.Errors));
        Assert.All(first, result => Assert.StartsWith("cleak ", result.Output, StringComparison.Ordinal));
        Assert.Single(first, result => result.Errors.Contains("building (first use)", StringComparison.Ordinal));

        string link = Path.Join(Path.GetDirectoryName(tree.Root)!, "link");
        File.CreateSymbolicLink(link, tree.Launcher);
        long start = Stopwatch.GetTimestamp();
        CleakResult second = CleakProcess.RunProgram(link, "/", NothingInstalled, "version");
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        Assert.Equal((0, first[0].Output, ""), (second.ExitCode, second.Output, second.Errors));
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(3));

        File.AppendAllText(Path.Join(tree.Root, "analyzer", "Cleak", "Program.cs"), "\n");
        CleakResult third = CleakProcess.RunProgram(tree.Launcher, "/", NothingInstalled, "version");
        Assert.True(third.ExitCode == 0, third.Errors);
        Assert.Contains("building (sources changed)", third.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_SDK_it_says_what_to_install()
    {
        string tools = Directory.CreateTempSubdirectory("tools").FullName;
        foreach (string tool in (string[])["bash", "env", "find", "flock", "mkdir", "readlink", "sed"])
            File.CreateSymbolicLink(Path.Join(tools, tool), CleakProcess.RunProgram("/bin/sh", "/", null, "-c", $"command -v {tool}").Output.Trim());
        string other = Directory.CreateTempSubdirectory("no sdk").FullName;
        foreach (string name in (string[])["cleak", "global.json"])
            File.Copy(Path.Join(tree.Root, name), Path.Join(other, name));

        CleakResult result = CleakProcess.RunProgram(Path.Join(other, "cleak"), "/", new Dictionary<string, string?> { ["PATH"] = tools }, "version");

        Directory.Delete(tools, recursive: true);
        Directory.Delete(other, recursive: true);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the .NET SDK (10.", result.Errors, StringComparison.Ordinal);
        Assert.Contains("dotnet-sdk-10.0", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_libclang_and_leave_to_install_it_says_what_to_install()
    {
        string state = Directory.CreateTempSubdirectory("state").FullName;
        var environment = new Dictionary<string, string?>(NothingInstalled) { ["CLEAK_NO_SYSTEM_LIBCLANG"] = "1", ["CLEAK_LIBCLANG"] = null };

        CleakResult result = CleakProcess.RunProgram(Path.Join(tree.Root, "scripts", "prerequisites"), "/", environment, state, "libclang");

        Directory.Delete(state, recursive: true);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("apt-get install libclang1-19", result.Errors, StringComparison.Ordinal);
        Assert.Contains("CLEAK_LIBCLANG", result.Errors, StringComparison.Ordinal);
    }
}
