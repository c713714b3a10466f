using Cleak.Findings;
using Cleak.Ir;
using Cleak.Reporting;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class ExitCodeTests
{
    private static readonly Suppression Accepted = new(SuppressionKind.External);

    [Theory]
    [InlineData(null, Level.Error, 0)]
    [InlineData(Level.Note, Level.Error, 0)]
    [InlineData(Level.Warning, Level.Error, 0)]
    [InlineData(Level.Error, Level.Error, 1)]
    [InlineData(Level.Warning, Level.Warning, 1)]
    [InlineData(Level.Error, Level.Note, 1)]
    [InlineData(Level.Error, null, 0)]
    public void Findings_at_or_above_the_level_fail(Level? found, Level? failOn, int expected) =>
        Assert.Equal(expected, Of(found, new ExitPolicy(failOn)));

    [Fact]
    public void Suppressed_findings_do_not_fail() =>
        Assert.Equal(0, ExitCodes.Of([At(Level.Error) with { Suppressions = [Accepted] }], new RunStatistics(), new ExitPolicy()));

    [Theory]
    [InlineData(Level.Error, false, false, 1)]
    [InlineData(Level.Error, true, false, 0)]
    [InlineData(Level.Error, true, true, 3)]
    [InlineData(Level.Error, false, true, 1)]
    [InlineData(Level.Warning, false, true, 3)]
    [InlineData(null, false, true, 3)]
    [InlineData(null, true, true, 3)]
    [InlineData(null, false, false, 0)]
    public void Units_that_failed_count_when_asked(Level? found, bool exitZero, bool strict, int expected) =>
        Assert.Equal(expected, Of(found, new ExitPolicy(ExitZero: exitZero, Strict: strict), unitsFailed: 1));

    private static int Of(Level? found, ExitPolicy policy, int unitsFailed = 0) => ExitCodes.Of(
        found is Level level ? [At(level)] : [], new RunStatistics { Units = 1, UnitsFailed = unitsFailed }, policy);

    private static Finding At(Level level) => new(SampleReport.LostBlock, SourceSpan.None, "Lost.") { Level = level };
}
