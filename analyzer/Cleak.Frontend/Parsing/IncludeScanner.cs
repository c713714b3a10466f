using System.Text;

namespace Cleak.Frontend.Parsing;

/// <summary>An <c>#include</c> as written.</summary>
/// <param name="Name">What stands between the quotes or angle brackets.</param>
/// <param name="IsQuoted">It is looked up beside the including file first.</param>
public readonly record struct IncludeDirective(string Name, bool IsQuoted);

/// <summary>Lists what a source text includes, whatever the conditions around it; computed names are left out.</summary>
public static class IncludeScanner
{
    /// <summary>The includes of <paramref name="text"/>, in order.</summary>
    public static List<IncludeDirective> Scan(ReadOnlySpan<byte> text)
    {
        var includes = new List<IncludeDirective>();
        var lexer = new CLexer(text);
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
        {
            if (!token.StartsLine || token.Length != 1 || text[token.Start] != '#') continue;
            CToken keyword = lexer.Next();
            if (keyword.Kind == CTokenKind.Identifier && !keyword.StartsLine && IsInclude(text.Slice(keyword.Start, keyword.Length)))
            {
                CLexer ahead = lexer;
                CToken name = ahead.Next();
                if (!name.StartsLine && ReadName(text, name.Start) is { } include) includes.Add(include);
            }
            lexer.SkipLine();
        }
        return includes;
    }

    private static bool IsInclude(ReadOnlySpan<byte> keyword) =>
        keyword.SequenceEqual("include"u8) || keyword.SequenceEqual("include_next"u8) || keyword.SequenceEqual("import"u8);

    private static IncludeDirective? ReadName(ReadOnlySpan<byte> text, int position)
    {
        int lineEnd = text[position..].IndexOf((byte)'\n');
        ReadOnlySpan<byte> rest = lineEnd < 0 ? text[position..] : text.Slice(position, lineEnd);
        if (rest.IsEmpty || rest[0] is not ((byte)'"' or (byte)'<')) return null;
        bool quoted = rest[0] == '"';
        int close = rest[1..].IndexOf(quoted ? (byte)'"' : (byte)'>');
        return close > 0 ? new IncludeDirective(Encoding.UTF8.GetString(rest.Slice(1, close)), quoted) : null;
    }
}
