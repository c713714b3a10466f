namespace Cleak.Tests.Samples;

/// <summary>Holds what was reported against what a sample announces.</summary>
public static class SampleComparison
{
    /// <summary>Each disagreement as a sentence; empty when report and sample agree.</summary>
    public static IReadOnlyList<string> Differences(Sample sample, IReadOnlyList<ReportedFinding> findings)
    {
        List<string> differences = [];
        foreach (Expectation expectation in sample.Expectations)
        {
            ReportedFinding[] matches = [.. findings.Where(finding => IsAt(expectation, finding))];
            if (Judge(expectation, matches) is { } difference)
                differences.Add(difference);
            if (expectation.Kind == ExpectationKind.Expect && matches.Length > 0)
                differences.AddRange(MissingSteps(sample, expectation, matches));
        }
        foreach (ReportedFinding finding in findings)
        {
            if (!sample.Expectations.Any(expectation => IsAt(expectation, finding)))
                differences.Add($"not announced: {finding}");
        }
        return differences;
    }

    /// <summary>The values and summaries that a sample asks for and that are printed otherwise.</summary>
    public static IEnumerable<string> Misprints(Sample sample, IReadOnlyList<ExpectedPrint> revelations, IReadOnlyList<ExpectedPrint> summaries) =>
    [
        .. Misprints("reveal", sample.Files.SelectMany(file => file.Reveals), revelations, (printed, wanted) => printed == wanted),
        .. Misprints("summary", sample.Files.SelectMany(file => file.Summaries), summaries, Contains),
    ];

    private static IEnumerable<string> Misprints(
        string what, IEnumerable<ExpectedPrint> expected, IReadOnlyList<ExpectedPrint> printed, Func<string, string, bool> agree) =>
        from wanted in expected
        let texts = printed.Where(print => print.Line == wanted.Line && print.File == wanted.File).Select(print => print.Text).ToArray()
        where !texts.Any(text => agree(text, wanted.Text))
        select $"{wanted.File}:{wanted.Line}: {what} \"{wanted.Text}\", but it is: {string.Join(" | ", texts)}";

    private static string? Judge(Expectation expectation, ReportedFinding[] matches) => expectation.Kind switch
    {
        ExpectationKind.Expect when matches.Length == 0 => $"not reported: {expectation}",
        ExpectationKind.Expect when !matches.Any(finding => Contains(finding.Message, expectation.Text)) =>
            $"another message: {expectation}, but it says: {matches[0].Message}",
        ExpectationKind.Expect when expectation.Level.Length > 0 && !matches.Any(finding => finding.Level == expectation.Level) =>
            $"another level: {expectation}, but it is: {matches[0].Level}",
        ExpectationKind.Noise when matches.Length == 0 => $"no longer reported, make it 'ok': {expectation}",
        ExpectationKind.Gap when matches.Length > 0 => $"reported now, make it 'expect': {expectation}",
        ExpectationKind.Ok when matches.Length > 0 => $"reported in vain: {matches[0]}",
        _ => null,
    };

    /// <summary>The steps of a flow are found in their order; steps in between are free.</summary>
    private static IEnumerable<string> MissingSteps(Sample sample, Expectation expectation, ReportedFinding[] matches)
    {
        ExpectedStep[] wanted = [.. sample.Steps.Where(step => step.Label == expectation.Label)];
        int best = -1;
        foreach (ReportedFinding finding in matches)
            best = Math.Max(best, StepsFound(wanted, finding));
        if (best < wanted.Length)
        {
            string flow = string.Join("", matches[0].Steps.Select(step => $"\n    {step.File}:{step.Line}: {step.Text}"));
            yield return $"{expectation}: step {wanted[best].Number} \"{wanted[best].Text}\" at {wanted[best].File}:{wanted[best].Line} is not in the flow:{flow}";
        }
    }

    private static int StepsFound(ExpectedStep[] wanted, ReportedFinding finding)
    {
        int found = 0;
        foreach (ReportedStep step in finding.Steps)
        {
            // One reported step may serve two wanted ones on its line.
            while (found < wanted.Length && step.Line == wanted[found].Line && step.File == wanted[found].File
                && Contains(step.Text, wanted[found].Text))
                found++;
        }
        return found;
    }

    private static bool IsAt(Expectation expectation, ReportedFinding finding) =>
        expectation.Line == finding.Line && expectation.File == finding.File && expectation.Names(finding);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
