using System.Text;

namespace Cleak.Reporting;

/// <summary>A source file as lines, in bytes as the compiler counts them and in UTF-16 as editors and SARIF do.</summary>
/// <remarks>
/// A line ends with LF, CR or CR LF, as in clang. Bytes that are no UTF-8 become U+FFFD, one for each maximal part of a
/// sequence, as the WHATWG encoding standard has it and web viewers do it.
/// </remarks>
public sealed class SourceText
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly ReadOnlyMemory<byte> bytes;
    private readonly List<int> lineStarts = [0];

    public SourceText(ReadOnlyMemory<byte> bytes)
    {
        this.bytes = bytes;
        ReadOnlySpan<byte> span = bytes.Span;
        for (int i = 0; i < span.Length;)
        {
            int end = span[i..].IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
                break;
            i += end;
            bool isPair = span[i] == '\r' && i + 1 < span.Length && span[i + 1] == '\n';
            i += isPair ? 2 : 1;
            lineStarts.Add(i);
        }
    }

    /// <summary>At least 1: what follows the last line end is a line too.</summary>
    public int LineCount => lineStarts.Count;

    /// <summary>The whole text; a byte order mark stays as U+FEFF.</summary>
    public string Decode() => Encoding.UTF8.GetString(bytes.Span);

    /// <summary>A line without its end and without a byte order mark; empty for a line that is not there.</summary>
    /// <param name="line">1-based.</param>
    public string Line(int line) => Encoding.UTF8.GetString(LineBytes(line)[MarkLength(line)..]);

    /// <summary>The 1-based UTF-16 column that a 1-based byte column stands for, within the line or just behind it.</summary>
    public int Utf16Column(int line, int byteColumn)
    {
        ReadOnlySpan<byte> text = LineBytes(line);
        int mark = MarkLength(line);
        int length = Math.Clamp(byteColumn - 1, mark, text.Length);
        return 1 + Encoding.UTF8.GetCharCount(text[mark..length]);
    }

    private ReadOnlySpan<byte> LineBytes(int line)
    {
        if (line < 1 || line > LineCount)
            return default;
        int start = lineStarts[line - 1];
        int end = line < LineCount ? lineStarts[line] : bytes.Length;
        return bytes.Span[start..end].TrimEnd("\r\n"u8);
    }

    /// <summary>clang counts the bytes of the mark as columns; nobody sees them.</summary>
    private int MarkLength(int line) =>
        line == 1 && bytes.Span.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
}
