namespace Cleak.Driver.Live;

/// <summary>A process at one moment.</summary>
/// <param name="Time">Since the first sample.</param>
/// <param name="Threads">Threads that run, the main one included.</param>
/// <param name="Stacks">Thread stacks that are mapped, the main thread's not included.</param>
/// <param name="SurplusBytes">Address space of the stacks that no thread runs on: of the smallest ones, so that it is no less in truth.</param>
public sealed record StackSample(TimeSpan Time, int Threads, int Stacks, long SurplusBytes)
{
    /// <summary>Stacks that are held beside those of running threads.</summary>
    public int Surplus => Math.Max(0, Stacks - (Threads - 1));

    /// <param name="stacks">What the process has mapped.</param>
    public static StackSample Of(TimeSpan time, int threads, IReadOnlyList<ThreadStack> stacks)
    {
        int surplus = Math.Max(0, stacks.Count - (threads - 1));
        return new StackSample(time, threads, stacks.Count, stacks.Select(stack => stack.Size).Order().Take(surplus).Sum());
    }
}
