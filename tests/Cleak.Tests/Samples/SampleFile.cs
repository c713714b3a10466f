using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Cleak.Tests.Samples;

/// <summary>A C file with the truth written into it; native-samples/README.md has the grammar.</summary>
public sealed partial class SampleFile
{
    private readonly List<Expectation> expectations = [];
    private readonly List<ExpectedStep> steps = [];
    private readonly List<ExpectedPrint> summaries = [];
    private readonly List<ExpectedPrint> reveals = [];
    private readonly List<SampleRun> runs = [];

    private SampleFile(string path) => Path = path;

    /// <summary>As given to <see cref="Parse"/>; expectations carry it.</summary>
    public string Path { get; }

    /// <summary>Command-line options for the analysis.</summary>
    public ImmutableArray<string> Options { get; private set; } = [];

    public IReadOnlyList<SampleRun> Runs => runs;

    public IReadOnlyList<Expectation> Expectations => expectations;

    public IReadOnlyList<ExpectedStep> Steps => steps;

    public IReadOnlyList<ExpectedPrint> Summaries => summaries;

    public IReadOnlyList<ExpectedPrint> Reveals => reveals;

    public static SampleFile Parse(string path, string source)
    {
        SampleFile file = new(path);
        foreach ((int line, string part) in SampleComments.PartsOf(source))
            file.Add(line, part);
        return file;
    }

    private void Add(int line, string part)
    {
        if (ExpectationPattern().Match(part) is { Success: true } expectation)
        {
            AddExpectation(line, expectation);
        }
        else if (StepPattern().Match(part) is { Success: true } step)
        {
            int number = int.Parse(step.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            steps.Add(new(step.Groups["label"].Value, number, step.Groups["text"].Value, Path, line));
        }
        else if (PrintPattern().Match(part) is { Success: true } print)
        {
            List<ExpectedPrint> prints = print.Groups["what"].Value == "summary" ? summaries : reveals;
            prints.Add(new(print.Groups["text"].Value, Path, line));
        }
        else if (HeaderPattern().Match(part) is { Success: true } header)
        {
            AddHeader(header.Groups["what"].Value, [.. header.Groups["text"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }
        else
        {
            throw new SampleFormatException(Path, line, $"'{part}' is no expectation; prose goes into /* */");
        }
    }

    private void AddExpectation(int line, Match match)
    {
        ExpectationKind kind = Enum.Parse<ExpectationKind>(match.Groups["kind"].ValueSpan, ignoreCase: true);
        string text = match.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal);
        string[] rules = match.Groups["rules"].Value.Split(',', StringSplitOptions.TrimEntries);
        if (kind != ExpectationKind.Ok && rules.Length > 1)
            throw new SampleFormatException(Path, line, "only 'ok' may name several rules");
        foreach (string rule in rules)
            expectations.Add(new(kind, rule, match.Groups["level"].Value, text, match.Groups["label"].Value, Path, line));
    }

    private void AddHeader(string what, ImmutableArray<string> words)
    {
        if (what == "cleak")
            Options = [.. Options, .. words];
        else
            runs.Add(new(words[0], words[1..]));
    }

    [GeneratedRegex("""^(?<kind>expect|gap|ok|noise)(?: (?<label>[a-z]))?: (?<rules>(?:CK\d{4}|[A-Z][A-Za-z]+)(?:, (?:CK\d{4}|[A-Z][A-Za-z]+))*)(?: (?<level>error|warning|note))?(?: "(?<text>(?:[^"\\]|\\.)+)")?$""")]
    private static partial Regex ExpectationPattern();

    [GeneratedRegex(@"^flow (?<label>[a-z])?(?<number>[1-9]\d*): (?<text>.+)$")]
    private static partial Regex StepPattern();

    [GeneratedRegex("^(?<what>summary|reveal): (?<text>.+)$")]
    private static partial Regex PrintPattern();

    [GeneratedRegex("^(?<what>cleak|run): (?<text>.+)$")]
    private static partial Regex HeaderPattern();
}
