using System.CommandLine;
using System.Globalization;
using Cleak.CommandLine;
using Cleak.Driver.Live;
using Cleak.Reporting;

namespace Cleak.Commands;

/// <summary><c>cleak threads PID</c>: whether a running process holds more and more stacks of threads that have ended.</summary>
internal sealed class ThreadsCommand : Command, IHasExamples
{
    private const double DefaultSeconds = 10, DefaultInterval = 1;

    public ThreadsCommand(CommandContext context)
        : base("threads", "Watch a running process: whether it holds more and more stacks of threads that have ended and were never joined.")
    {
        Argument<int> id = new("PID") { Description = "The number of a running process of yours (of anybody's for root)." };
        Option<double> seconds = new("--for") { Description = "Seconds to watch it.", HelpName = "SECONDS", DefaultValueFactory = _ => DefaultSeconds };
        Option<double> interval = new("--every") { Description = "Seconds between two samples.", HelpName = "SECONDS", DefaultValueFactory = _ => DefaultInterval };
        Option<string> sarif = new("--sarif") { Description = "A SARIF log of cleak's: its findings of CK1002 are listed as suspects.", HelpName = "FILE" };
        Arguments.Add(id);
        Options.Add(seconds);
        Options.Add(interval);
        Options.Add(sarif);
        SetAction(parsed =>
        {
            TimeSpan duration = Time(parsed.GetValue(seconds), "--for"), every = Time(parsed.GetValue(interval), "--every");
            try
            {
                if (!OperatingSystem.IsLinux())
                {
                    throw new LiveProcessException("a live process can be looked at on Linux alone: other systems have no /proc that shows mappings and threads");
                }

                IReadOnlyList<ThreadSuspect>? suspects = parsed.GetValue(sarif) is { } log ? ThreadSuspect.Read(log) : null;
                return Watch(parsed.InvocationConfiguration.Output, parsed.GetRequiredValue(id), duration, every, suspects, context.Cancellation);
            }
            catch (LiveProcessException problem)
            {
                Messages.Error(problem.Message, problem.WayOut);
                return ExitCodes.Failure;
            }
            catch (OperationCanceledException)
            {
                return ExitCodes.Interrupted;
            }
        });
    }

    public IReadOnlyList<(string Line, string? Meaning)> Examples { get; } =
    [
        ("cleak threads 4711", "ten samples, one a second"),
        ("cleak threads 4711 --for 3600 --every 60", "a slow one"),
        ("cleak threads 4711 --sarif out.sarif", "with the places that 'cleak analyze' suspects"),
    ];

    public bool TakesCompilerFlags => false;

    private static TimeSpan Time(double seconds, string option) =>
        seconds is > 0 and <= 86400 * 30 ? TimeSpan.FromSeconds(seconds) : throw new UsageException($"{option} wants a number of seconds above 0, such as 0.5 or 60");

    private static int Watch(TextWriter output, int id, TimeSpan duration, TimeSpan every, IReadOnlyList<ThreadSuspect>? suspects, CancellationToken cancellation)
    {
        var process = new LiveProcess(id);
        long residentBefore = process.ResidentBytes(), residentAfter = 0;
        output.WriteLine($"Process {id} ('{process.Name}'):");
        output.WriteLine("      time   threads    stacks   idle stacks   of them mapped");
        List<StackSample> samples = [];
        LiveProcessException? end = null;
        try
        {
            foreach (StackSample sample in ProcessWatch.Run(process, duration, every, cancellation))
            {
                samples.Add(sample);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sample.Time.TotalSeconds,8:0.0} s{sample.Threads,10}{sample.Stacks,10}{sample.Surplus,14}{Bytes(sample.SurplusBytes),17}"));
                output.Flush();
            }

            residentAfter = process.ResidentBytes();
        }
        catch (LiveProcessException problem) when (problem.HasEnded)
        {
            end = problem;
        }

        if (end is not null)
        {
            Messages.Note(end.Message + $" after {samples.Count} {(samples.Count == 1 ? "sample" : "samples")}");
        }

        if (samples.Count < StackTrend.Fewest)
        {
            throw new LiveProcessException($"{samples.Count} {(samples.Count == 1 ? "sample says" : "samples say")} nothing of growth: {StackTrend.Fewest} are needed")
            {
                WayOut = end is null ? "Watch longer (--for), or sample more often (--every)." : null,
            };
        }

        var trend = StackTrend.Of(samples);
        output.WriteLine(Verdict(trend, end is null ? residentAfter - residentBefore : null));
        if (suspects is not null && trend.Verdict != StackVerdict.Steady)
        {
            WriteSuspects(output, suspects);
        }

        return trend.Verdict == StackVerdict.Grows ? ExitCodes.Findings : ExitCodes.Success;
    }

    private static string Verdict(StackTrend trend, long? resident)
    {
        string from = $"from {trend.First.Surplus} to {trend.Last.Surplus}";
        string grown = $"by {trend.GrownStacks} {(trend.GrownStacks == 1 ? "stack" : "stacks")}, {Bytes(trend.GrownBytes)} of address space{(resident is > 0 ? $", {Bytes(resident.Value)} of it in memory" : "")}";
        return trend.Verdict switch
        {
            StackVerdict.Grows => $"The stacks that no thread runs on grow {from}, {grown}: threads end and nobody joins or detaches them.",
            StackVerdict.WithinCache => $"The stacks that no thread runs on grow {from}, {grown}. The C library keeps up to {Bytes(StackTrend.Cache)} of them for new threads, so this says nothing yet: watch longer.",
            _ => $"The stacks that no thread runs on do not grow ({from}).",
        };
    }

    private static void WriteSuspects(TextWriter output, IReadOnlyList<ThreadSuspect> suspects)
    {
        output.WriteLine(suspects.Count == 0 ? "The log names no thread that is never joined or detached (CK1002)." : "Threads that are never joined or detached (CK1002):");
        foreach (ThreadSuspect suspect in suspects)
        {
            output.WriteLine($"  {(suspect.File.Length > 0 ? $"{suspect.File}:{suspect.Line}: " : "")}{suspect.Message}");
        }
    }

    private static string Bytes(long bytes) => bytes switch
    {
        < 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.##} GiB"),
    };
}
