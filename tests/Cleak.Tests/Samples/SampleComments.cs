using System.Text;

namespace Cleak.Tests.Samples;

/// <summary>Finds the <c>//</c> comments of a C file: those in strings and in <c>/* */</c> are none.</summary>
public static class SampleComments
{
    /// <summary>Each comment's parts, separated by further <c>//</c> outside of quotes, with their 1-based line.</summary>
    public static IEnumerable<(int Line, string Text)> PartsOf(string source)
    {
        int line = 1;
        for (int at = 0; at < source.Length; at++)
        {
            char next = at + 1 < source.Length ? source[at + 1] : '\0';
            switch (source[at])
            {
                case '\n':
                    line++;
                    break;
                case '"' or '\'':
                    at = EndOfLiteral(source, at);
                    break;
                case '/' when next == '*':
                    int close = source.IndexOf("*/", at + 2, StringComparison.Ordinal);
                    int end = close < 0 ? source.Length : close + 2;
                    line += source.AsSpan(at, end - at).Count('\n');
                    at = end - 1;
                    break;
                case '/' when next == '/':
                    int newline = source.IndexOf('\n', at);
                    int stop = newline < 0 ? source.Length : newline;
                    foreach (string part in Split(source[(at + 2)..stop]))
                        yield return (line, part);
                    at = stop - 1;
                    break;
            }
        }
    }

    private static int EndOfLiteral(string source, int start)
    {
        int at = start + 1;
        while (at < source.Length && source[at] != source[start] && source[at] != '\n')
            at += source[at] == '\\' ? 2 : 1;
        // An unclosed literal ends before the newline, which still counts as a line.
        return at < source.Length && source[at] == '\n' ? at - 1 : at;
    }

    private static List<string> Split(string comment)
    {
        List<string> parts = [];
        StringBuilder part = new();
        bool quoted = false;
        for (int at = 0; at < comment.Length; at++)
        {
            if (quoted && comment[at] == '\\' && at + 1 < comment.Length)
            {
                part.Append(comment[at++]);
            }
            else if (comment[at] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && comment[at] == '/' && at + 1 < comment.Length && comment[at + 1] == '/')
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
                at++;
                continue;
            }
            part.Append(comment[at]);
        }
        parts.Add(part.ToString().Trim());
        return parts;
    }
}
