using Cleak.Tests.Samples;
using Xunit;

namespace Cleak.EndToEnd.Samples;

/// <summary>Each sample is what it says: its defects happen when it runs, on their lines, and nothing else does.</summary>
public sealed class SampleTruthTests(TruthRuns runs) : IClassFixture<TruthRuns>
{
    public static TheoryData<string> Names => [.. SampleCatalog.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Running_shows_what_the_sample_says(string name) =>
        Assert.True(runs.DifferencesOf(name) is { Count: 0 }, string.Join('\n', runs.DifferencesOf(name)));
}
