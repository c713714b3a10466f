using System.Globalization;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Reporting.Text;

/// <summary>Writes the lines that a diagnostic consists of: headline, note, source with caret.</summary>
internal sealed class DiagnosticWriter(TextStyle style, FileTable files, ISourceText source, TextWriter output)
{
    /// <summary>A longer line tells nobody anything: it was written by a program.</summary>
    private const int LongestLine = 400;

    private readonly SourceTexts texts = new(files, source);
    private readonly Palette palette = new(style.Color);

    public void Headline(SourceSpan place, Level level, string message, string ruleId)
    {
        string text = TerminalText.Clean(message);
        string kind = LevelNames.Of(level);
        WritePlace(place);
        output.WriteLine(style.Dialect == TextDialect.Msvc
            ? palette.Of(level, $"{kind} {ruleId}:") + " " + palette.Bold(text)
            : palette.Of(level, kind + ":") + " " + palette.Bold(text) + $" [{ruleId}]");
    }

    public void Note(SourceSpan place, string message)
    {
        WritePlace(place);
        output.WriteLine(palette.Note("note:") + " " + TerminalText.Clean(message));
    }

    /// <summary>The line of the place under a gutter with its number, and a caret line below.</summary>
    public void SourceLine(SourceSpan place)
    {
        if (!style.SourceLines || texts[place] is not { } text)
            return;
        string line = text.Line(place.Line);
        if (line.Length > LongestLine)
            return;

        int start = text.Utf16Column(place.Line, place.Column) - 1;
        int end = text.Utf16Column(place.Line, place.EndColumn) - 1;
        (string shown, int startCell, int endCell) = TerminalText.Render(line, start, end);

        string number = place.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        output.Write(palette.Faint(number + " | "));
        output.WriteLine(shown.TrimEnd());
        output.Write(palette.Faint("      | "));
        output.Write(new string(' ', startCell));
        output.WriteLine(palette.Caret("^" + new string('~', Math.Max(0, endCell - startCell - 1))));
    }

    private void WritePlace(SourceSpan place)
    {
        if (place.IsNone)
            return;
        string path = TerminalText.Clean(style.PathOf(files[place]));
        string position = (style.Dialect, place.Line) switch
        {
            (_, 0) => path,
            (TextDialect.Msvc, _) => string.Create(CultureInfo.InvariantCulture, $"{path}({place.Line},{place.Column})"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{path}:{place.Line}:{place.Column}"),
        };
        output.Write(palette.Bold(position + ":"));
        output.Write(' ');
    }
}
