using Xunit;

namespace Cleak.Tests.Samples;

public sealed class SampleCatalogTests
{
    /// <summary>The tools of native-samples/README.md.</summary>
    private static readonly string[] Tools = ["memory", "realloc", "mappings", "locks", "zero", "break", "threads", "misuse", "stack", "race", "keys", "objects", "fork", "none"];

    public static TheoryData<string> Names => [.. SampleCatalog.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_sample_says_how_its_truth_is_shown(string name)
    {
        Sample sample = SampleCatalog.Named(name);
        Assert.NotEmpty(sample.Runs);
        Assert.All(sample.Runs, run => Assert.Contains(run.Tool, Tools));
        Assert.All(sample.Runs.Where(run => run.Tool == "none"), run => Assert.NotEmpty(run.Arguments));
    }

    [Fact]
    public void Each_rule_folder_has_a_bad_and_a_good_program()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.Combine(SampleCatalog.Root, "rules")).SelectMany(Directory.EnumerateDirectories))
        {
            string rule = Path.GetFileName(folder);
            string name = $"rules/{Path.GetFileName(Path.GetDirectoryName(folder))}/{rule}";
            Assert.Contains(SampleCatalog.Named($"{name}/bad.c").Expectations, expectation => expectation.IsDefect);
            Assert.DoesNotContain(SampleCatalog.Named($"{name}/good.c").Expectations, expectation => expectation.IsDefect);
        }
    }

    /// <summary>Samples are written with the braces of functions, and no others, in the first column.</summary>
    [Fact]
    public void There_are_sixty_functions_that_look_wrong_and_are_right()
    {
        int functions = 0;
        foreach (SampleFile file in SampleCatalog.All.Where(sample => sample.Name.StartsWith("hard-negatives/", StringComparison.Ordinal)).SelectMany(sample => sample.Files))
        {
            HashSet<int> marked = [.. file.Expectations.Where(expectation => expectation.Kind == ExpectationKind.Ok).Select(expectation => expectation.Line)];
            string[] lines = File.ReadAllLines(file.Path);
            for (int first = Array.IndexOf(lines, "{"); first >= 0; first = Array.IndexOf(lines, "{", first + 1))
            {
                int last = Array.IndexOf(lines, "}", first);
                functions += marked.Any(line => line > first && line <= last) ? 1 : 0;
            }
        }

        Assert.InRange(functions, 60, int.MaxValue);
    }

    [Fact]
    public void Nothing_is_a_defect_among_the_hard_negatives() =>
        Assert.DoesNotContain(
            SampleCatalog.All.Where(sample => sample.Name.StartsWith("hard-negatives/", StringComparison.Ordinal)),
            sample => sample.Expectations.Any(expectation => expectation.IsDefect));
}
