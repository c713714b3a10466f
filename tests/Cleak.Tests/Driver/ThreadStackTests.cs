using Cleak.Driver.Live;
using Xunit;

namespace Cleak.Tests.Driver;

public sealed class ThreadStackTests
{
    private const string Text = "55a0c0000000-55a0c0001000 r-xp 00000000 fe:00 1                          /usr/bin/manager\n";

    [Fact]
    public void A_stack_stands_behind_its_guard()
    {
        ThreadStack stack = Assert.Single(ThreadStack.In(Lines(Text + """
            7fa546141000-7fa546142000 ---p 00000000 00:00 0 
            7fa546142000-7fa546942000 rw-p 00000000 00:00 0 
            """)));

        Assert.Equal(0x7fa546142000UL, stack.Start);
        Assert.Equal(8 << 20, stack.Size);
    }

    [Fact]
    public void Stacks_stand_in_a_row() =>
        Assert.Equal(2, ThreadStack.In(Lines("""
            7fa546141000-7fa546142000 ---p 00000000 00:00 0 
            7fa546142000-7fa546942000 rw-p 00000000 00:00 0 
            7fa546942000-7fa546943000 ---p 00000000 00:00 0 
            7fa546943000-7fa547143000 rw-p 00000000 00:00 0 
            7fa547143000-7fa547146000 rw-p 00000000 00:00 0 
            """)).Count);

    [Theory]
    [InlineData("an arena: its rest is large, and lies behind it", "7f0000000000-7f0000021000 rw-p 00000000 00:00 0\n7f0000021000-7f0004000000 ---p 00000000 00:00 0\n7f0004000000-7f0004800000 rw-p 00000000 00:00 0")]
    [InlineData("the main thread's", "7fff8f7c0000-7fff8f7c1000 ---p 00000000 00:00 0\n7fff8f7c1000-7fff8f7e2000 rw-p 00000000 00:00 0                          [stack]")]
    [InlineData("a library's data behind a gap of its own", "7f0000000000-7f0000001000 ---p 00002000 fe:00 7 /lib/libc.so.6\n7f0000001000-7f0000041000 rw-p 00003000 fe:00 7 /lib/libc.so.6")]
    [InlineData("less than any stack", "7f0000000000-7f0000001000 ---p 00000000 00:00 0\n7f0000001000-7f0000003000 rw-p 00000000 00:00 0")]
    [InlineData("not right behind", "7f0000000000-7f0000001000 ---p 00000000 00:00 0\n7f0000002000-7f0000802000 rw-p 00000000 00:00 0")]
    [InlineData("shared", "7f0000000000-7f0000001000 ---p 00000000 00:00 0\n7f0000001000-7f0000801000 rw-s 00000000 00:00 0")]
    [InlineData("no lines of maps", "\nSize: 8 kB\nVmFlags: rd wr mr mw me ac\n-\n0-0")]
    public void What_only_looks_like_one_is_none(string what, string maps) =>
        Assert.True(ThreadStack.In(maps.Split('\n')).Count == 0, what);

    [Fact]
    public void A_stack_that_the_library_names_needs_no_guard() =>
        Assert.Single(ThreadStack.In(["7f0000001000-7f0000801000 rw-p 00000000 00:00 0                          [anon: glibc: pthread stack: 77]"]));

    [Fact]
    public void Idle_stacks_are_those_beyond_the_threads_and_the_smallest_count()
    {
        var sample = StackSample.Of(TimeSpan.Zero, threads: 2, [new(0x10000, 8 << 20), new(0x1000000, 64 << 10), new(0x2000000, 1 << 20)]);

        Assert.Equal(2, sample.Surplus);
        Assert.Equal((1 << 20) + (64 << 10), sample.SurplusBytes);
    }

    [Fact]
    public void More_threads_than_stacks_leave_none_idle() =>
        Assert.Equal(0, StackSample.Of(TimeSpan.Zero, threads: 9, [new(0x10000, 8 << 20)]).Surplus);

    [Theory]
    [InlineData(StackVerdict.Grows, 0, 3, 6, 9, 12, 15)]
    [InlineData(StackVerdict.Grows, 10, 10, 12, 12, 14, 14)]
    [InlineData(StackVerdict.WithinCache, 0, 1, 2, 3, 4, 5)]
    [InlineData(StackVerdict.Steady, 5, 5, 5, 5, 5, 5)]
    [InlineData(StackVerdict.Steady, 40, 40, 40, 40, 40, 40)]
    [InlineData(StackVerdict.Steady, 15, 12, 9, 6, 3, 0)]

    // Threads of a pool come and go: the least number of each third stays.
    [InlineData(StackVerdict.Steady, 0, 20, 0, 21, 0, 22)]

    // It rose once in the middle and fell again.
    [InlineData(StackVerdict.Steady, 6, 6, 20, 20, 8, 8)]
    public void Growth_is_what_stays_beyond_the_library_s_cache(StackVerdict verdict, params int[] idle)
    {
        var trend = StackTrend.Of([.. idle.Select((count, second) => new StackSample(TimeSpan.FromSeconds(second), 1, count, (long)count << 23))]);

        Assert.Equal(verdict, trend.Verdict);
    }

    [Fact]
    public void Too_few_samples_say_nothing() =>
        Assert.Equal(StackVerdict.Steady, StackTrend.Of([new(TimeSpan.Zero, 1, 0, 0), new(TimeSpan.FromSeconds(1), 1, 90, 90L << 23)]).Verdict);

    private static string[] Lines(string text) => text.Split('\n');
}
