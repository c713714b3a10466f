using Cleak.Findings;
using Cleak.Reporting;
using Cleak.Reporting.Sarif;
using Cleak.Reporting.Text;

namespace Cleak.Output;

/// <summary>All outputs of a run, open.</summary>
internal sealed class OutputSet : IDisposable
{
    private readonly List<OpenOutput> outputs = [];

    private OutputSet()
    {
    }

    /// <exception cref="CommandLine.UsageException">One cannot be written.</exception>
    public static OutputSet Open(IReadOnlyList<OutputTarget> targets)
    {
        var set = new OutputSet();
        try
        {
            foreach (OutputTarget target in targets)
            {
                set.outputs.Add(OpenOutput.Open(target));
            }

            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <param name="isColored">Whether standard output is coloured; files never are.</param>
    public void Write(RunReport report, bool isColored)
    {
        var sources = new DiskSourceText();
        foreach (OpenOutput output in outputs)
        {
            IReportWriter writer = WriterFor(output.Target, isColored && output.Target.IsStandardOutput);
            try
            {
                output.Write(stream => writer.Write(report, sources, stream));
            }
            catch (IOException) when (output.Target.IsStandardOutput)
            {
                // Whoever read it has read enough, such as `head`.
            }
        }
    }

    public void Dispose()
    {
        foreach (OpenOutput output in outputs)
        {
            output.Dispose();
        }
    }

    private static IReportWriter WriterFor(OutputTarget target, bool isColored) => target.Kind switch
    {
        ReportKind.Sarif => new SarifWriter(new SarifOptions()),
        _ => new TextReportWriter(new TextStyle
        {
            Dialect = target.Kind == ReportKind.Msvc ? TextDialect.Msvc : TextDialect.Gcc,
            Color = isColored,
            PathOf = DisplayPaths.RelativeTo(Directory.GetCurrentDirectory()),
        }),
    };
}
