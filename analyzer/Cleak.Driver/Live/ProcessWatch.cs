using System.Diagnostics;

namespace Cleak.Driver.Live;

/// <summary>Samples a process over a time.</summary>
public static class ProcessWatch
{
    /// <summary>One sample at once, then one each <paramref name="every"/> until <paramref name="duration"/> is over.</summary>
    /// <exception cref="LiveProcessException">The process may not be looked at, or ends; what was sampled until then is given.</exception>
    public static IEnumerable<StackSample> Run(LiveProcess process, TimeSpan duration, TimeSpan every, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (int number = 0; ; number++)
        {
            yield return process.Sample(clock.Elapsed);
            TimeSpan next = every * (number + 1);
            if (next > duration)
            {
                yield break;
            }

            TimeSpan rest = next - clock.Elapsed;
            if (rest > TimeSpan.Zero)
            {
                cancellation.WaitHandle.WaitOne(rest);
            }

            cancellation.ThrowIfCancellationRequested();
        }
    }
}
