using Cleak.Findings;

namespace Cleak.Reporting.Text;

/// <summary>Escape sequences of ANSI terminals, or nothing; the colours are those of gcc and clang.</summary>
internal readonly struct Palette(bool color)
{
    public string Bold(string text) => Wrap("1", text);

    public string Note(string text) => Wrap("1;36", text);

    public string Caret(string text) => Wrap("1;32", text);

    public string Faint(string text) => Wrap("2", text);

    public string Of(Level level, string text) => level switch
    {
        Level.Error => Wrap("1;31", text),
        Level.Warning => Wrap("1;35", text),
        _ => Note(text),
    };

    private string Wrap(string code, string text) => color && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
