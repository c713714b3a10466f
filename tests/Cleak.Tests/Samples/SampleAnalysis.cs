using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Driver;
using Cleak.Findings;
using Cleak.Frontend.Compilation;
using Cleak.Ir;
using Cleak.Rules;

namespace Cleak.Tests.Samples;

/// <summary>What the analysis says of a sample, in this process and without a command line.</summary>
/// <param name="Failures">Units that could not be had and functions that are damaged: a sample is read whole.</param>
/// <param name="Revelations">What each <c>CLEAK_REVEAL</c> showed.</param>
/// <param name="Summaries">The printed summaries of the functions that the sample asks for.</param>
public sealed record SampleAnalysis(
    IReadOnlyList<ReportedFinding> Findings, IReadOnlyList<string> Failures, IReadOnlyList<ExpectedPrint> Revelations, IReadOnlyList<ExpectedPrint> Summaries)
{
    public static SampleAnalysis Of(Sample sample)
    {
        SourceLoad load = SourceLoad.Run(
            new LoadRequest
            {
                Input = new CompilationRequest
                {
                    Paths = [.. sample.Files.Select(file => file.Path)],
                    Database = CompilationRequest.NoDatabase,
                    Flags = [.. sample.CompilerFlags],
                },
                Jobs = 1,
                InProcess = true,
            },
            NoObserver.Instance,
            CancellationToken.None);
        string PathOf(SourceSpan span) => load.Files[span.File].Path;

        ProgramFacts facts = ProgramAnalysis.Run(load.TranslationUnits, EngineLimits.Default, jobs: 1, ProfileOf(sample));
        ImmutableArray<Finding> findings = AllRules.Check(facts, [.. AllRules.Descriptors.Where(rule => IsJudged(rule, sample)).Select(rule => rule.Id)]);
        return new(
            [.. findings.Select(finding => new ReportedFinding(
                finding.Rule.Id, finding.Rule.Name, finding.Level.ToString().ToLowerInvariant(), PathOf(finding.Location), finding.Location.Line, finding.Message,
                [.. finding.CodeFlow.Steps.Select(step => new ReportedStep(PathOf(step.Location), step.Location.Line, step.Text))]))],
            [.. load.Units.Select(unit => unit.Failure).OfType<string>()],
            [.. facts.Functions.SelectMany(function => function.Revelations)
                .Select(shown => new ExpectedPrint(shown.Text, PathOf(shown.Span), shown.Span.Line))],
            [.. sample.Files.SelectMany(file => file.Summaries).DistinctBy(print => (print.File, print.Line)).Select(print => print with
            {
                Text = ProgramAnalysis.DumpSummary(load.TranslationUnits, EngineLimits.Default, candidate =>
                    candidate.Function.Span.Line == print.Line && PathOf(candidate.Function.Span) == print.File),
            })]);
    }

    /// <summary>Rules that are off, and those whose findings are notes, count in the samples that name them.</summary>
    private static bool IsJudged(RuleDescriptor rule, Sample sample) =>
        rule is { EnabledByDefault: true, DefaultLevel: > Level.Note } || sample.Expectations.Any(expectation => expectation.Rule == rule.Id || expectation.Rule == rule.Name);

    /// <summary>The options that are no matter of the command line alone.</summary>
    private static SafetyProfile ProfileOf(Sample sample) => sample.Options.TakeWhile(word => word != "--").ToArray() switch
    {
        [] => SafetyProfile.Default,
        ["--libc", string name] => SafetyProfile.Default with { Libc = Enum.Parse<LibcProfile>(name, ignoreCase: true) },
        ["--posix", string year] => SafetyProfile.Default with { Edition = Enum.Parse<PosixEdition>("Posix" + year) },
        ["--notes", string name] => SafetyProfile.Default with { Notes = Enum.Parse<SafetyNotes>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) },
        string[] others => throw new NotSupportedException($"{sample.Name}: {string.Join(' ', others)}"),
    };
}
