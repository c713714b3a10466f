using Cleak.CommandLine;

namespace Cleak.Output;

/// <summary>From the command line to the outputs of a run.</summary>
internal static class OutputTargets
{
    /// <summary>
    /// What was named, and standard output in the given form unless an output takes it or nothing is wanted there.
    /// </summary>
    public static IReadOnlyList<OutputTarget> Read(IEnumerable<string> outputs, ReportKind standardKind, bool isQuiet)
    {
        List<OutputTarget> targets = [.. outputs.Select(text => OutputTarget.Parse(text, standardKind))];
        if (!isQuiet && !targets.Exists(target => target.IsStandardOutput))
        {
            targets.Insert(0, new OutputTarget(standardKind, OutputTarget.StandardOutput));
        }

        foreach (IGrouping<string, OutputTarget> same in targets.GroupBy(target => target.IsStandardOutput ? target.Path : Path.GetFullPath(target.Path)))
        {
            if (same.Count() > 1)
            {
                throw new UsageException($"two reports would go to {(same.Key == OutputTarget.StandardOutput ? "standard output" : $"'{same.First().Path}'")}");
            }
        }

        return targets;
    }
}
