using System.Globalization;
using System.Text;
using Cleak.Findings;

namespace Cleak.Reporting.Text;

/// <summary>What was found, what was analysed and what was not, in two lines.</summary>
public static class RunSummary
{
    public static string Of(RunReport report) => Found(report.Findings) + "\n" + Analysed(report.Statistics);

    private static string Found(IReadOnlyCollection<Finding> findings)
    {
        int suppressed = findings.Count(finding => finding.IsSuppressed);
        int open = findings.Count - suppressed;
        var text = new StringBuilder(open == 0 ? "No findings" : Count(open, "finding"));
        if (open > 0)
        {
            var parts = new List<string>();
            foreach (Level level in new[] { Level.Error, Level.Warning, Level.Note })
            {
                int count = findings.Count(finding => !finding.IsSuppressed && finding.Level == level);
                if (count > 0)
                    parts.Add(Count(count, LevelNames.Of(level)));
            }

            text.Append(" (").AppendJoin(", ", parts).Append(')');
        }

        if (suppressed > 0)
            text.Append(CultureInfo.InvariantCulture, $", {suppressed} suppressed");
        return text.Append('.').ToString();
    }

    private static string Analysed(RunStatistics statistics)
    {
        int units = statistics.Units - statistics.UnitsFailed;
        var text = new StringBuilder("Analysed ");
        text.Append(statistics.UnitsFailed == 0
            ? Count(units, "unit")
            : string.Create(CultureInfo.InvariantCulture, $"{units} of {Count(statistics.Units, "unit")}"));
        text.Append(" with ").Append(Count(statistics.Functions, "function"));
        if (statistics.Programs > 0)
            text.Append(" in ").Append(Count(statistics.Programs, "program"));

        var gaps = new List<string>();
        if (statistics.UnitsFailed > 0)
            gaps.Add(Count(statistics.UnitsFailed, "unit"));
        if (statistics.FunctionsDamaged > 0)
            gaps.Add(Count(statistics.FunctionsDamaged, "function") + " with errors");
        if (gaps.Count > 0)
            text.Append("; not analysed: ").AppendJoin(", ", gaps);
        if (statistics.FunctionsOverBudget > 0)
            text.Append("; not on every path: ").Append(Count(statistics.FunctionsOverBudget, "function"));
        if (statistics.UnsupportedConstructs > 0)
            text.Append("; not understood: ").Append(Count(statistics.UnsupportedConstructs, "construct"));
        return text.Append('.').ToString();
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
