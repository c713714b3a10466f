using System.Diagnostics;
using System.Globalization;
using Cleak.Driver;

namespace Cleak.Terminal;

/// <summary>What <c>--stats</c> prints.</summary>
internal static class StatisticsText
{
    public static void Write(AnalysisResult result, IReadOnlyList<(RunStage Stage, TimeSpan Time)> times, TextWriter output)
    {
        LoweringStatistics lowering = result.Lowering;
        Line(output, "units", $"{lowering.Units} read, {lowering.UnitsFailed} not, {lowering.UnitsWithErrors} with errors, {result.Load.Plan.Skipped.Length} skipped");
        Line(output, "programs", $"{result.Report.Statistics.Programs}");
        Line(output, "functions", $"{lowering.Functions}: {lowering.FunctionsLowered} lowered whole, {lowering.FunctionsWithUnsupported} with gaps, {lowering.FunctionsDamaged} damaged");
        Line(output, "lowered", string.Create(CultureInfo.InvariantCulture, $"{100 * lowering.LoweredShare:0.000} % of the sound functions"));
        Line(output, "IR", $"{lowering.Blocks} blocks, {lowering.Instructions} instructions");
        foreach ((string reason, int count) in lowering.Unsupported.OrderByDescending(pair => pair.Value))
        {
            Line(output, "unsupported", $"{count} {reason}");
        }

        Line(output, "over budget", $"{result.Report.Statistics.FunctionsOverBudget} functions");
        foreach (FunctionEffort effort in result.Dearest)
        {
            Line(output, "dearest", $"{effort.Steps} steps, {effort.Blocks} blocks{(effort.IsOverBudget ? ", over budget" : "")}: {effort.Name} ({effort.Path}:{effort.Line})");
        }

        Line(output, "not judged", $"{result.Report.Statistics.UnknownCallsInChildren} calls of unknown functions in forked children");
        Line(output, "findings", $"{result.Report.Findings.Length}");
        foreach ((RunStage stage, TimeSpan time) in times)
        {
            Line(output, "time", string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s {stage.ToString().ToLowerInvariant()}"));
        }

        using var self = Process.GetCurrentProcess();
        Line(output, "time", string.Create(CultureInfo.InvariantCulture, $"{self.TotalProcessorTime.TotalSeconds:0.000} s of this process's processors"));
        Line(output, "time", string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalPauseDuration().TotalSeconds:0.000} s of it in {GC.CollectionCount(0)} collections of garbage"));
        Line(output, "memory", string.Create(CultureInfo.InvariantCulture, $"{self.PeakWorkingSet64 / (1024.0 * 1024.0):0} MiB at most in this process"));
    }

    private static void Line(TextWriter output, string name, string value) => output.WriteLine($"stats: {name + ":",-13}{value}");
}
