using Xunit;

namespace Cleak.Tests.Samples;

/// <summary>Each sample is analysed, and what is reported is what its lines announce.</summary>
public sealed class SampleExpectationTests
{
    public static TheoryData<string> Met => [.. SampleCatalog.All.Select(sample => sample.Name).Where(name => !PendingSamples.Names.Contains(name))];

    [Theory]
    [MemberData(nameof(Met))]
    public void What_is_reported_is_what_is_announced(string name)
    {
        IReadOnlyList<string> differences = DifferencesOf(name);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Fact]
    public void What_is_pending_is_not_met_yet()
    {
        string[] met = [.. PendingSamples.Names.Where(name => DifferencesOf(name).Count == 0)];
        Assert.True(met.Length == 0, $"met now, take it out of {nameof(PendingSamples)}: {string.Join(", ", met)}");
    }

    private static IReadOnlyList<string> DifferencesOf(string name)
    {
        Sample sample = SampleCatalog.Named(name);
        SampleAnalysis analysis = SampleAnalysis.Of(sample);
        return
        [
            .. analysis.Failures,
            .. SampleComparison.Differences(sample, analysis.Findings),
            .. SampleComparison.Misprints(sample, analysis.Revelations, analysis.Summaries),
        ];
    }
}
