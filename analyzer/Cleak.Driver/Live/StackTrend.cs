namespace Cleak.Driver.Live;

public enum StackVerdict
{
    /// <summary>The process holds no more stacks in the end than in the beginning.</summary>
    Steady,

    /// <summary>It holds more, but no more than the C library keeps for new threads.</summary>
    WithinCache,

    /// <summary>It holds more and more.</summary>
    Grows,
}

/// <summary>
/// What samples of a process say. A stack that no thread runs on is one of three: of a thread that ended and was never joined; kept by the C
/// library for the next thread (glibc: up to 40 MiB, nptl/allocatestack.c); of a thread that is about to start or has just ended. The last
/// go away by looking at the least of several samples, the second are bounded: only what grows beyond that bound is the first.
/// </summary>
public sealed record StackTrend(StackVerdict Verdict, StackSample First, StackSample Last)
{
    /// <summary>Bytes of stacks that glibc keeps at most.</summary>
    public const long Cache = 40L << 20;

    /// <summary>Samples that a verdict takes.</summary>
    public const int Fewest = 3;

    public int GrownStacks => Last.Surplus - First.Surplus;

    public long GrownBytes => Last.SurplusBytes - First.SurplusBytes;

    /// <summary>The least surplus of the first third of the samples, of the second, and of the last are compared.</summary>
    public static StackTrend Of(IReadOnlyList<StackSample> samples)
    {
        int third = Math.Max(1, samples.Count / 3);
        StackSample first = Least(samples.Take(third)), middle = Least(samples.Skip(third).Take(Math.Max(1, samples.Count - (2 * third)))), last = Least(samples.Skip(samples.Count - third));
        bool grows = samples.Count >= Fewest && last.Surplus > first.Surplus && last.SurplusBytes > first.SurplusBytes && middle.Surplus >= first.Surplus && last.Surplus >= middle.Surplus;
        return new StackTrend(!grows ? StackVerdict.Steady : last.SurplusBytes > Cache ? StackVerdict.Grows : StackVerdict.WithinCache, first, last);
    }

    private static StackSample Least(IEnumerable<StackSample> samples) => samples.MinBy(sample => sample.Surplus)!;
}
