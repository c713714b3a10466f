using Xunit;

namespace Cleak.Tests.Samples;

public sealed class SampleComparisonTests
{
    [Fact]
    public void What_is_announced_and_reported_agrees() =>
        Assert.Empty(Differences("f(); // expect: CK4001 warning \"Leaks\"", Leak(1)));

    [Fact]
    public void A_rule_may_be_named() =>
        Assert.Empty(Differences("f(); // expect: MemoryLeak", Leak(1)));

    [Theory]
    [InlineData("f(); // expect: CK4001", "not reported")]
    [InlineData("f(); // noise: CK4001", "no longer reported")]
    public void Silence_is_told(string source, string difference) =>
        Assert.StartsWith(difference, Assert.Single(Differences(source)), StringComparison.Ordinal);

    [Theory]
    [InlineData("f(); // gap: CK4001", "reported now")]
    [InlineData("f(); // ok: CK4001", "reported in vain")]
    [InlineData("f();", "not announced")]
    [InlineData("f(); // ok: CK4002", "not announced")]
    [InlineData("f(); // expect: CK4001 \"other\"", "another message")]
    [InlineData("f(); // expect: CK4001 note \"leaks\"", "another level")]
    public void A_finding_too_many_or_too_different_is_told(string source, string difference) =>
        Assert.StartsWith(difference, Assert.Single(Differences(source, Leak(1))), StringComparison.Ordinal);

    [Theory]
    [InlineData("f(); // gap: CK4001")]
    [InlineData("f(); // ok: CK4001")]
    [InlineData("f();")]
    public void Silence_agrees(string source) => Assert.Empty(Differences(source));

    [Fact]
    public void A_finding_on_the_next_line_is_missing_and_not_announced() =>
        Assert.Equal(2, Differences("f(); // expect: CK4001\nf();", Leak(2)).Count);

    [Fact]
    public void Steps_are_found_in_order_with_others_between()
    {
        const string Source = "f(); // expect: CK4001 // flow 1: acquired\nf(); // flow 2: taken\nf(); // flow 3: returns";
        Assert.Empty(Differences(Source, Leak(1, (1, "memory is acquired"), (2, "other"), (2, "Taken"), (3, "returns"))));
        Assert.Contains("step 2", Assert.Single(Differences(Source, Leak(1, (1, "acquired"), (3, "returns")))), StringComparison.Ordinal);
        Assert.Contains("step 3", Assert.Single(Differences(Source, Leak(1, (1, "acquired"), (3, "returns"), (2, "taken")))), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_findings_on_the_line_has_the_flow()
    {
        const string Source = "f(); // expect: CK4001 // flow 1: acquired";
        Assert.Empty(Differences(Source, Leak(1), Leak(1, (1, "acquired"))));
    }

    [Theory]
    [InlineData("CLEAK_REVEAL(p); // reveal: [0, 1]", "[0, 1]", true)]
    [InlineData("CLEAK_REVEAL(p); // reveal: 1", "[0, 1]", false)]
    [InlineData("int f(void) // summary: returns -1", "f\n  case 0: returns -1", true)]
    [InlineData("int f(void) // summary: returns -1", "f\n  case 0: returns 0", false)]
    public void A_value_is_printed_whole_and_a_summary_in_part(string source, string printed, bool agrees)
    {
        Sample sample = new("a.c", [SampleFile.Parse("a.c", source)]);
        ExpectedPrint[] prints = [new(printed, "a.c", 1)];
        Assert.Equal(agrees, !SampleComparison.Misprints(sample, prints, prints).Any());
        Assert.Single(SampleComparison.Misprints(sample, [], []));
    }

    private static IReadOnlyList<string> Differences(string source, params ReportedFinding[] findings) =>
        SampleComparison.Differences(new("a.c", [SampleFile.Parse("a.c", source)]), findings);

    private static ReportedFinding Leak(int line, params (int Line, string Text)[] steps) =>
        new("CK4001", "MemoryLeak", "warning", "a.c", line, "'p' leaks", [.. steps.Select(step => new ReportedStep("a.c", step.Line, step.Text))]);
}
