using System.Text;

namespace Cleak.Frontend.Parsing;

/// <summary>An <c>#include</c> as written.</summary>
/// <param name="Name">What stands between the quotes or angle brackets.</param>
/// <param name="IsQuoted">It is looked up beside the including file first.</param>
public readonly record struct IncludeDirective(string Name, bool IsQuoted)
{
    /// <summary>The directive as it may be written.</summary>
    public override string ToString() => IsQuoted ? $"#include \"{Name}\"" : $"#include <{Name}>";
}

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

    /// <summary>
    /// The includes that <paramref name="text"/> begins with, before all but comments, down to the first quoted one: that brings in
    /// most of a project's headers. Empty when the text begins with anything else or no quoted one is among them.
    /// </summary>
    public static List<IncludeDirective> Head(ReadOnlySpan<byte> text)
    {
        var head = new List<IncludeDirective>();
        var lexer = new CLexer(text);
        while (true)
        {
            CToken hash = lexer.Next();
            CToken keyword = lexer.Next();
            CToken name = lexer.Next();
            bool isInclude = hash.StartsLine && hash.Length == 1 && text[hash.Start] == '#'
                && !keyword.StartsLine && text.Slice(keyword.Start, keyword.Length).SequenceEqual("include"u8) && !name.StartsLine;
            if (!isInclude || ReadName(text, name.Start) is not { } include) return [];
            lexer = new CLexer(text, name.Start + Encoding.UTF8.GetByteCount(include.Name) + 2);
            CLexer ahead = lexer;
            CToken behind = ahead.Next();
            if (!behind.StartsLine && behind.Kind != CTokenKind.End) return [];
            head.Add(include);
            if (include.IsQuoted) return head;
        }
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
