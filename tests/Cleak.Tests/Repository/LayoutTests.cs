using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Cleak.Tests.Repository;

/// <summary>The shape of the tree is as ARCHITECTURE.md draws it.</summary>
public sealed partial class LayoutTests
{
    [Fact]
    public void Projects_refer_to_what_the_map_allows_and_to_nothing_else()
    {
        Dictionary<string, SortedSet<string>> map = ReadMap();
        string[] projects = [.. RepositoryFiles.Tracked.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal))];

        Assert.Equal(projects.Select(Path.GetFileNameWithoutExtension).Order(), map.Keys.Order());
        foreach (string project in projects)
        {
            IEnumerable<string> references = XDocument.Parse(RepositoryFiles.Read(project)).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
            SortedSet<string> allowed = map[Path.GetFileNameWithoutExtension(project)];
            Assert.All(references, reference => Assert.True(allowed.Contains(reference), $"{project} refers to {reference}, which the map of ARCHITECTURE.md does not allow"));
        }
    }

    [Fact]
    public void Nothing_flows_back()
    {
        Dictionary<string, SortedSet<string>> map = ReadMap();
        var done = new HashSet<string>();
        while (done.Count < map.Count)
        {
            string? next = map.Keys.FirstOrDefault(project => !done.Contains(project) && map[project].All(done.Contains));
            Assert.True(next is not null, $"these projects refer to each other in a circle: {string.Join(", ", map.Keys.Except(done))}");
            done.Add(next!);
        }
    }

    [Fact]
    public void Only_the_interop_project_may_use_unsafe_code()
    {
        string[] unsafeProjects = [.. RepositoryFiles.Tracked.Where(file => file.EndsWith("proj", StringComparison.Ordinal) || file.EndsWith(".props", StringComparison.Ordinal))
            .Where(file => RepositoryFiles.Read(file).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))];

        Assert.Equal(["analyzer/Cleak.Clang/Cleak.Clang.csproj"], unsafeProjects);
    }

    [Fact]
    public void Everything_is_in_the_solution()
    {
        string solution = RepositoryFiles.Read("Analyzer.sln").Replace('\\', '/');

        Assert.All(
            RepositoryFiles.Tracked.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)),
            project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void The_analysis_touches_no_file_no_clock_and_no_environment()
    {
        foreach (string file in Sources("analyzer/Cleak.Analysis/").Concat(Sources("rules/")).Concat(Sources("analyzer/Cleak.Ir/")))
        {
            Match impure = Impure().Match(RepositoryFiles.Read(file));
            Assert.False(impure.Success, $"{file} uses {impure.Value}: files, clocks and the environment belong to the driver");
        }
    }

    [Fact]
    public void No_file_is_too_long_to_hold_one_concept()
    {
        foreach (string file in RepositoryFiles.Tracked.Where(file => file.EndsWith(".cs", StringComparison.Ordinal)))
        {
            int lines = RepositoryFiles.Read(file).Count(c => c == '\n');
            Assert.True(lines <= 700, $"{file} has {lines} lines: split it by concept");
        }
    }

    private static IEnumerable<string> Sources(string folder) =>
        RepositoryFiles.Tracked.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The table of ARCHITECTURE.md: the second column names the project, the last what it may use.</summary>
    private static Dictionary<string, SortedSet<string>> ReadMap()
    {
        var map = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (Match row in MapRow().Matches(RepositoryFiles.Read("ARCHITECTURE.md")))
            map[row.Groups["project"].Value] = [.. ProjectName().Matches(row.Groups["uses"].Value).Select(name => name.Groups[1].Value)];
        return map;
    }

    [GeneratedRegex(@"^\| `[^`]+` \| `(?<project>Cleak[\w.]*)` \|.*\|(?<uses>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex MapRow();

    [GeneratedRegex(@"`(Cleak[\w.]*)`")]
    private static partial Regex ProjectName();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset|Stopwatch|Environment|Directory|Process|Console)\.\w+|\bFile\.(Read|Write|Open|Exists|Append|Delete)\w*|\bnew Random\(")]
    private static partial Regex Impure();
}
