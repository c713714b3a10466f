namespace Cleak.Clang;

/// <summary>Where the lines of a buffer start. A line ends, as for the compiler, with LF, CR LF or CR.</summary>
internal static class LineTable
{
    public static int[] Build(ReadOnlySpan<byte> contents)
    {
        var starts = new List<int>((contents.Length / 24) + 1) { 0 };
        int at = 0;
        while (true)
        {
            int next = contents[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (next < 0)
            {
                return [.. starts];
            }

            at += next + 1;
            if (contents[at - 1] == '\r' && at < contents.Length && contents[at] == '\n')
            {
                at++;
            }

            starts.Add(at);
        }
    }

    /// <summary>The line (from 0) that holds the offset; <paramref name="hint"/> is a line near which it often lies.</summary>
    public static int Find(int[] starts, int offset, int hint)
    {
        for (int line = hint; line < starts.Length && line < hint + 4 && starts[line] <= offset; line++)
        {
            if (line + 1 == starts.Length || starts[line + 1] > offset)
            {
                return line;
            }
        }

        int found = Array.BinarySearch(starts, offset);
        return found >= 0 ? found : ~found - 1;
    }
}
