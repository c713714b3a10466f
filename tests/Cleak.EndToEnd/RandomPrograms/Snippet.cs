using System.Collections.Immutable;

namespace Cleak.EndToEnd.RandomPrograms;

/// <summary>Reads C text with a statement, a brace or an <c>} else {</c> on each line.</summary>
public static class Snippet
{
    public static ImmutableArray<Statement> Parse(string text)
    {
        var lines = new Queue<string>(text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
        ImmutableArray<Statement> statements = ParseBody(lines);
        return lines.Count == 0 ? statements : throw new FormatException($"a brace too much: {text}");
    }

    /// <summary>A function: its signature on the first line, its braces on lines of their own.</summary>
    public static ProgramFunction ParseFunction(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        return new(lines[0], Parse(string.Join('\n', lines[2..^1])));
    }

    private static ImmutableArray<Statement> ParseBody(Queue<string> lines)
    {
        ImmutableArray<Statement>.Builder statements = ImmutableArray.CreateBuilder<Statement>();
        while (lines.TryPeek(out string? line) && !line.StartsWith('}'))
        {
            lines.Dequeue();
            if (!line.EndsWith('{'))
            {
                statements.Add(new Line(line));
                continue;
            }
            ImmutableArray<Statement> body = ParseBody(lines), otherwise = [];
            string end = lines.Dequeue();
            if (end == "} else {")
            {
                otherwise = ParseBody(lines);
                end = lines.Dequeue();
            }
            statements.Add(new Nest(line[..^1].TrimEnd(), body, otherwise, end[1..]));
        }
        return statements.ToImmutable();
    }
}
