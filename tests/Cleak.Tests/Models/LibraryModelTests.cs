using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.Models;

public sealed class LibraryModelTests
{
    private static IEnumerable<FunctionModel> All => LibraryModels.All.Select(entry => entry.Value);

    [Fact]
    public void Malloc_hands_out_what_free_takes()
    {
        var malloc = LibraryModels.Find("malloc")!;
        var free = LibraryModels.Find("free")!;

        Assert.Equal(Behavior.Allocate, malloc.Behavior);
        Assert.Equal(0, Assert.Single(malloc.Operands));
        Assert.Equal(FailureValue.Null, malloc.Result.Failure);
        Assert.Equal(ResourceKind.Heap, malloc.Result.Resource);
        Assert.Equal(malloc.Result.Family, free.Argument(0)!.Family);
        Assert.True(free.Argument(0)!.Has(ArgumentEffects.Releases));
        Assert.False(free.Argument(0)!.Has(ArgumentEffects.NonNull));
    }

    [Theory]
    [InlineData("pthread_create", Behavior.ThreadCreate)]
    [InlineData("thrd_create", Behavior.ThreadCreateC11)]
    [InlineData("pthread_detach", Behavior.ThreadDetach)]
    [InlineData("fork", Behavior.Fork)]
    [InlineData("vfork", Behavior.Vfork)]
    [InlineData("sigaction", Behavior.SignalAction)]
    [InlineData("realloc", Behavior.Reallocate)]
    [InlineData("memcpy", Behavior.CopyBytes)]
    public void Functions_that_the_interpreter_knows_say_so(string name, Behavior behavior) =>
        Assert.Equal(behavior, LibraryModels.Find(name)!.Behavior);

    [Fact]
    public void What_is_released_can_be_acquired()
    {
        var acquired = All
            .SelectMany(model => model.Arguments
                .Where(argument => argument.Has(ArgumentEffects.Acquires))
                .Select(argument => (argument.Resource, argument.Family))
                .Append((model.Result.Resource, model.Result.Family)))
            .ToHashSet();

        var unmatched = All
            .SelectMany(model => model.Arguments.Where(argument => argument.Has(ArgumentEffects.Releases)).Select(argument => (model.Name, argument)))
            .Where(release => !acquired.Contains((release.argument.Resource, release.argument.Family)))
            .Select(release => $"{release.Name}: {release.argument.Resource} {release.argument.Family}");

        Assert.Empty(unmatched);
    }

    [Fact]
    public void What_is_acquired_can_be_released()
    {
        var released = All
            .SelectMany(model => model.Arguments.Where(argument => argument.Has(ArgumentEffects.Releases)))
            .Select(argument => (argument.Resource, argument.Family))
            .ToHashSet();

        var stuck = All
            .SelectMany(model => model.Arguments
                .Where(argument => argument.Has(ArgumentEffects.Acquires))
                .Select(argument => (model.Name, argument.Resource, argument.Family))
                .Concat(model.Result.Kind == ResultKind.Acquired ? [(model.Name, model.Result.Resource, model.Result.Family)] : []))
            .Where(acquired => !released.Contains((acquired.Resource, acquired.Family)))
            .Select(acquired => $"{acquired.Name}: {acquired.Resource} {acquired.Family}");

        Assert.Empty(stuck);
    }

    [Fact]
    public void A_line_does_not_contradict_itself()
    {
        Assert.All(All, model =>
        {
            Assert.All(model.Operands, operand => Assert.InRange(operand, 0, 15));
            Assert.True(model.Result.Low <= model.Result.High, model.Name);
            Assert.Equal(model.Arguments.Length, model.Arguments.Select(argument => argument.Index).Distinct().Count());
            Assert.True(model.Result.Kind != ResultKind.Acquired || model.Result.Family.Length > 0, model.Name);
            Assert.All(model.Arguments, argument => Assert.Equal(
                argument.Has(ArgumentEffects.Acquires) || argument.Has(ArgumentEffects.Releases),
                argument.Family.Length > 0));
            Assert.False(model.Has(CallTraits.Pure) && model.Arguments.Any(argument => argument.Has(ArgumentEffects.Writes | ArgumentEffects.Keeps)), model.Name);
        });
    }
}
