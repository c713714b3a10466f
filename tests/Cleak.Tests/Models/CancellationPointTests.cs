using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.Models;

public sealed class CancellationPointTests
{
    [Theory]
    [InlineData("read", CallTraits.CancellationPoint)]
    [InlineData("pthread_cond_wait", CallTraits.CancellationPoint)]
    [InlineData("sleep", CallTraits.CancellationPoint)]
    [InlineData("printf", CallTraits.MayCancel)]
    [InlineData("malloc", CallTraits.None)]
    [InlineData("pthread_mutex_lock", CallTraits.None)]
    public void Threads_end_where_the_standard_says(string name, CallTraits expected) =>
        Assert.Equal(expected, LibraryModels.Find(name)!.Traits & (CallTraits.CancellationPoint | CallTraits.MayCancel));

    [Fact]
    public void No_function_is_in_both_lists() => Assert.Empty(CancellationPoints.Required.Intersect(CancellationPoints.Optional));
}
