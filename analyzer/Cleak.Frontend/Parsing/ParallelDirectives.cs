namespace Cleak.Frontend.Parsing;

/// <summary>
/// Where OpenMP's parallel regions begin. libclang shows nothing of the body of such a region when it reads the directives, so they are left
/// unread, and this says which statements stand behind one.
/// </summary>
public static class ParallelDirectives
{
    /// <summary>Offsets of the first tokens of the statements that run in parallel, in order, whatever the conditions around them.</summary>
    /// <param name="macros">Macros that stand for such a directive; null for none.</param>
    public static List<int> Find(ReadOnlySpan<byte> text, ParallelMacros? macros = null)
    {
        var regions = new List<int>();
        var lexer = new CLexer(text);
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
        {
            if (!StartsDirective(text, token))
            {
                if (token.Kind == CTokenKind.Identifier && (macros ?? ParallelMacros.None).Region(text, token, ref lexer) is >= 0 and var region) regions.Add(region);
                continue;
            }
            bool isParallel = IsParallel(text, lexer);
            lexer.SkipLine();
            if (isParallel && Behind(text, lexer) is { Kind: not CTokenKind.End } statement) regions.Add(statement.Start);
        }
        return regions;
    }

    internal static bool StartsDirective(ReadOnlySpan<byte> text, CToken token) => token.StartsLine && token.Length == 1 && text[token.Start] == '#';

    /// <summary>The directive is one of OpenMP's with the word parallel outside of brackets: <c>parallel for</c>, <c>teams distribute parallel for</c>.</summary>
    private static bool IsParallel(ReadOnlySpan<byte> text, CLexer lexer)
    {
        return Is(text, lexer.Next(), "pragma"u8) && AreParallel(text, lexer);
    }

    /// <summary>The words of the directive, to the end of its line, of its string or of its brackets.</summary>
    internal static bool AreParallel(ReadOnlySpan<byte> text, CLexer lexer)
    {
        if (!Is(text, lexer.Next(), "omp"u8)) return false;
        int depth = 0;
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End && !token.StartsLine && depth >= 0; token = lexer.Next())
        {
            if (token.Length == 1 && text[token.Start] == '(') depth++;
            else if (token.Length == 1 && text[token.Start] == ')') depth--;
            else if (depth == 0 && Is(text, token, "parallel"u8)) return true;
        }
        return false;
    }

    /// <summary>The next token that belongs to no directive.</summary>
    internal static CToken Behind(ReadOnlySpan<byte> text, CLexer lexer)
    {
        CToken token = lexer.Next();
        while (StartsDirective(text, token))
        {
            lexer.SkipLine();
            token = lexer.Next();
        }
        return token;
    }

    internal static bool Is(ReadOnlySpan<byte> text, CToken token, ReadOnlySpan<byte> word) =>
        token.Kind == CTokenKind.Identifier && !token.StartsLine && text.Slice(token.Start, token.Length).SequenceEqual(word);
}
