using System.Globalization;
using System.Text;

namespace Cleak.Reporting.Text;

/// <summary>Text of strangers made fit for a terminal: nothing in it moves the cursor, hides or turns around what is shown.</summary>
internal static class TerminalText
{
    private const int TabStop = 8;

    /// <summary>The text with control and invisible formatting characters written as &lt;U+202E&gt;, as clang does.</summary>
    public static string Clean(string text) => Render(text, 0, 0).Text;

    /// <summary>A cleaned line with its tabs expanded, and the cells in which a stretch of it is shown.</summary>
    /// <param name="start">0-based UTF-16 index of the stretch.</param>
    /// <param name="end">0-based UTF-16 index behind it.</param>
    public static (string Text, int StartCell, int EndCell) Render(string line, int start, int end)
    {
        var text = new StringBuilder(line.Length + 8);
        int cell = 0;
        int index = 0;
        int startCell = 0;
        int endCell = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (index == start)
                startCell = cell;
            if (index == end)
                endCell = cell;
            index += rune.Utf16SequenceLength;
            cell += Append(text, rune, cell);
        }

        if (start >= index)
            startCell = cell;
        if (end >= index)
            endCell = cell;
        return (text.ToString(), startCell, endCell);
    }

    /// <summary>Appends one character and returns the number of cells that it takes.</summary>
    private static int Append(StringBuilder text, Rune rune, int cell)
    {
        if (rune.Value == '\t')
        {
            int blanks = TabStop - cell % TabStop;
            text.Append(' ', blanks);
            return blanks;
        }

        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse)
        {
            string code = $"<U+{rune.Value:X4}>";
            text.Append(code);
            return code.Length;
        }

        text.Append(rune.ToString());
        return category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : IsWide(rune) ? 2 : 1;
    }

    /// <summary>Scripts and symbols that terminals show two cells wide (Unicode Standard Annex 11, classes W and F).</summary>
    private static bool IsWide(Rune rune) => rune.Value is
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0x303E or >= 0x3041 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
        or >= 0x1F300 and <= 0x1F64F or >= 0x1F680 and <= 0x1F6FF or >= 0x1F900 and <= 0x1F9FF or >= 0x20000 and <= 0x3FFFD;
}
