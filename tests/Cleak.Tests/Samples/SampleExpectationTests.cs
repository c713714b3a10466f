using Xunit;

namespace Cleak.Tests.Samples;

/// <summary>Each sample is analysed, and what is reported is what its lines announce.</summary>
public sealed class SampleExpectationTests
{
    public static TheoryData<string> Names => [.. SampleCatalog.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_reported_is_what_is_announced(string name)
    {
        Sample sample = SampleCatalog.Named(name);
        SampleAnalysis analysis = SampleAnalysis.Of(sample);
        string[] differences =
        [
            .. analysis.Failures,
            .. SampleComparison.Differences(sample, analysis.Findings),
            .. SampleComparison.Misprints(sample, analysis.Revelations, analysis.Summaries),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }
}
