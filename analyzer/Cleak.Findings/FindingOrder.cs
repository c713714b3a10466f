using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>The order of every report: path, line, column, rule, message, fingerprint.</summary>
public sealed class FindingOrder(FileTable files) : IComparer<Finding>
{
    public int Compare(Finding? x, Finding? y)
    {
        if (ReferenceEquals(x, y))
            return 0;
        if (x is null || y is null)
            return x is null ? -1 : 1;

        int order = ComparePlaces(files, x.Location, y.Location);
        if (order == 0)
            order = string.CompareOrdinal(x.Rule.Id, y.Rule.Id);
        if (order == 0)
            order = string.CompareOrdinal(x.Message, y.Message);
        return order != 0 ? order : string.CompareOrdinal(Fingerprint.Of(x), Fingerprint.Of(y));
    }

    /// <summary>By path, not by file number, which may depend on how the work was shared out.</summary>
    public static int ComparePlaces(FileTable files, SourceSpan x, SourceSpan y)
    {
        int order = string.CompareOrdinal(PathOf(files, x), PathOf(files, y));
        if (order == 0)
            order = x.Line.CompareTo(y.Line);
        if (order == 0)
            order = x.Column.CompareTo(y.Column);
        return order != 0 ? order : x.EndColumn.CompareTo(y.EndColumn);
    }

    private static string PathOf(FileTable files, SourceSpan span) => span.IsNone ? "" : files[span].Path;
}
