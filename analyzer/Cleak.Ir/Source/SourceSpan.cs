namespace Cleak.Ir;

/// <summary>
/// A stretch of one source line. <see cref="File"/> indexes the file table of whatever holds the span (a translation unit
/// before linking, the run after it); 0 means nowhere. Lines count from 1; columns count bytes from 1, the end is exclusive.
/// </summary>
public readonly record struct SourceSpan(int File, int Line, int Column, int EndColumn) : IComparable<SourceSpan>
{
    public static SourceSpan None => default;

    public bool IsNone => File == 0;

    public int CompareTo(SourceSpan other)
    {
        int order = File.CompareTo(other.File);
        if (order == 0)
        {
            order = Line.CompareTo(other.Line);
        }

        if (order == 0)
        {
            order = Column.CompareTo(other.Column);
        }

        return order == 0 ? EndColumn.CompareTo(other.EndColumn) : order;
    }

    public static bool operator <(SourceSpan left, SourceSpan right) => left.CompareTo(right) < 0;

    public static bool operator <=(SourceSpan left, SourceSpan right) => left.CompareTo(right) <= 0;

    public static bool operator >(SourceSpan left, SourceSpan right) => left.CompareTo(right) > 0;

    public static bool operator >=(SourceSpan left, SourceSpan right) => left.CompareTo(right) >= 0;
}
