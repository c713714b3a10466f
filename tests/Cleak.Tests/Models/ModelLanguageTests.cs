using Cleak.Analysis;
using Xunit;
using static Cleak.Analysis.ModelLanguage;

namespace Cleak.Tests.Models;

public sealed class ModelLanguageTests
{
    [Fact]
    public void Words_for_one_argument_add_up()
    {
        var argument = Assert.Single(Does("take").Reads(0).Keeps(0).Writes(0, bytes: 1).Arguments);

        Assert.Equal(ArgumentEffects.NonNull | ArgumentEffects.Keeps | ArgumentEffects.Writes, argument.Effects);
        Assert.Equal(1, argument.Bytes);
    }

    [Fact]
    public void IfGiven_lets_null_pass()
    {
        Assert.False(Does("wait").WritesIfGiven(0).Argument(0)!.Has(ArgumentEffects.NonNull));
        Assert.True(Does("stat").Writes(0).Argument(0)!.Has(ArgumentEffects.NonNull));
    }

    [Fact]
    public void From_a_place_on_every_argument_is_meant()
    {
        var scan = Does("scan").Reads(0).WritesFrom(1);

        Assert.True(scan.Argument(1)!.Has(ArgumentEffects.Writes));
        Assert.True(scan.Argument(7)!.Has(ArgumentEffects.Writes));
        Assert.False(scan.Argument(0)!.Has(ArgumentEffects.Writes));
    }

    [Fact]
    public void Success_and_failure_are_told_apart()
    {
        Assert.Equal((FailureValue.MinusOne, -1L, 0L), Outcome(ReturnsStatus("close")));
        Assert.Equal((FailureValue.NonZero, 0L, (long)int.MaxValue), Outcome(ReturnsError("pthread_join")));
        Assert.Equal(FailureValue.Zero, ReturnsTruth("g_file_get_contents").Result.Failure);
        Assert.Equal(FailureValue.Null, Allocates("malloc", size: 0).Result.Failure);
        Assert.Equal(FailureValue.MinusOne, Opens("open").Result.Failure);

        static (FailureValue, long, long) Outcome(FunctionModel model) => (model.Result.Failure, model.Result.Low, model.Result.High);
    }

    [Fact]
    public void Parameters_put_in_shift_all_that_counts()
    {
        var model = FindsWithin("find", 1).Writes(0, bytes: 2).As(Behavior.CopyBytes, 0, 1, 2).WithParametersAt(1, 2);

        Assert.Equal([0, 3, 4], model.Operands.AsEnumerable());
        Assert.Equal(3, model.Result.Argument);
        Assert.Equal(4, model.Argument(0)!.Bytes);
    }

    [Fact]
    public void Whether_a_resource_is_fresh_may_hang_on_an_argument()
    {
        var model = LibraryModels.Find("realpath")!;

        Assert.Equal(Behavior.AcquireUnlessGiven, model.Behavior);
        Assert.Equal(ResultKind.Unknown, model.Result.Kind);
        Assert.Equal("malloc", model.Result.Family);
    }
}
