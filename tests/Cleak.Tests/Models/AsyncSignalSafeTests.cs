using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.Models;

public sealed class AsyncSignalSafeTests
{
    [Fact]
    public void Posix_2017_lists_191_functions() => Assert.Equal(191, AsyncSignalSafe.Names2017.Count);

    [Fact]
    public void Safe_is_exactly_what_the_list_names()
    {
        var safe = LibraryModels.All
            .Select(entry => entry.Value)
            .Where(model => model.Safety is SignalSafety.Safe or SignalSafety.SafeUntil2024)
            .Select(model => model.Name)
            .ToHashSet();

        Assert.Equal(AsyncSignalSafe.Names2017.Order(), safe.Order());
    }

    [Theory]
    [InlineData("write", SignalSafety.Safe)]
    [InlineData("fork", SignalSafety.SafeUntil2024)]
    [InlineData("_Fork", SignalSafety.SafeSince2024)]
    [InlineData("execvp", SignalSafety.SafeInLibcs)]
    [InlineData("sigabbrev_np", SignalSafety.SafeInGlibc)]
    [InlineData("sysconf", SignalSafety.SafeInMusl)]
    public void Listed_functions(string name, SignalSafety safety) => Assert.Equal(safety, AsyncSignalSafe.Of(name));

    [Theory]
    [InlineData("malloc")]
    [InlineData("free")]
    [InlineData("printf")]
    [InlineData("exit")]
    [InlineData("setenv")]
    [InlineData("localtime_r")]
    [InlineData("pthread_mutex_lock")]
    public void Unsafe_functions(string name) => Assert.Equal(SignalSafety.Unsafe, LibraryModels.Find(name)!.Safety);
}
