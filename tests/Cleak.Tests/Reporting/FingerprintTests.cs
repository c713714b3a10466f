using Cleak.Findings;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class FingerprintTests
{
    private static readonly Finding Base = new(SampleReport.LostBlock, new SourceSpan(1, 10, 5, 9), "'p' is lost.")
    {
        Function = "grow",
        FingerprintParts = ["p"],
        CodeFlow = new CodeFlow(
        [
            new FlowStep(new SourceSpan(1, 8, 1, 2), "'p' gets a block of 100 bytes") { Kinds = FlowStepKinds.Acquire, Function = "grow" },
            new FlowStep(new SourceSpan(1, 10, 1, 2), "'p' is lost") { Kinds = FlowStepKinds.Lost, Function = "grow" },
        ]),
    };

    [Fact]
    public void Survives_a_shift_of_lines()
    {
        Finding moved = Base with
        {
            Location = new SourceSpan(1, 110, 5, 9),
            CodeFlow = new CodeFlow([.. Base.CodeFlow.Steps.Select(step => step with { Location = step.Location with { Line = step.Location.Line + 100 } })]),
        };

        Assert.Equal(Fingerprint.Of(Base), Fingerprint.Of(moved));
    }

    [Fact]
    public void Survives_another_number_in_a_step() =>
        Assert.Equal(Fingerprint.Of(Base), Fingerprint.Of(WithStep("'p' gets a block of 200 bytes", FlowStepKinds.Acquire)));

    [Fact]
    public void Survives_a_branch_on_the_way()
    {
        var branch = new FlowStep(new SourceSpan(1, 9, 1, 2), "'n' is 0") { Kinds = FlowStepKinds.Branch, Function = "grow" };

        Assert.Equal(Fingerprint.Of(Base), Fingerprint.Of(Base with { CodeFlow = new CodeFlow(Base.CodeFlow.Steps.Insert(1, branch)) }));
    }

    public static TheoryData<string, Finding> Others => new()
    {
        { "rule", Base with { Rule = SampleReport.ThreadLeak } },
        { "function", Base with { Function = "shrink" } },
        { "part", Base with { FingerprintParts = ["q"] } },
        { "name in a step", WithStep("'p2' gets a block of 100 bytes", FlowStepKinds.Acquire) },
        { "kind of a step", WithStep("'p' gets a block of 100 bytes", FlowStepKinds.Store) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Tells_apart(string what, Finding other)
    {
        Assert.NotEmpty(what);
        Assert.NotEqual(Fingerprint.Of(Base), Fingerprint.Of(other));
    }

    [Fact]
    public void Equal_ones_are_told_apart_by_their_order()
    {
        string hash = Fingerprint.Of(Base);

        Assert.Equal([$"{hash}:1", $"{hash}:2"], Fingerprint.OfAll([Base, Base with { Location = new SourceSpan(1, 20, 1, 2) }]));
    }

    private static Finding WithStep(string text, FlowStepKinds kinds) => Base with
    {
        CodeFlow = new CodeFlow(Base.CodeFlow.Steps.SetItem(0, Base.CodeFlow.Steps[0] with { Text = text, Kinds = kinds })),
    };
}
