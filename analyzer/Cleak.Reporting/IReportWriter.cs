using Cleak.Findings;

namespace Cleak.Reporting;

/// <summary>Writes the report of a run in one format. The same report gives the same bytes.</summary>
public interface IReportWriter
{
    /// <summary>Writes UTF-8 without a byte order mark and leaves the stream open.</summary>
    void Write(RunReport report, ISourceText sources, Stream output);
}
