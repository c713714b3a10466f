namespace Cleak.Frontend.Parsing;

/// <summary>
/// Macros that stand for OpenMP's directive of a parallel region by <c>_Pragma</c> (C17 6.10.9): those whose text has one, and those that make one
/// of their argument.
/// </summary>
public sealed class ParallelMacros
{
    private readonly Dictionary<string, (bool HasArguments, bool HasStatement)> regions = [];
    private readonly HashSet<string> makers = [];

    /// <summary>No macros: <c>_Pragma</c> itself alone.</summary>
    public static ParallelMacros None { get; } = new();

    /// <summary>Takes in what a file defines.</summary>
    public void Read(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("_Pragma"u8) < 0) return;
        var lexer = new CLexer(text);
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
        {
            if (!ParallelDirectives.StartsDirective(text, token)) continue;
            CLexer inside = lexer;
            if (ParallelDirectives.Is(text, inside.Next(), "define"u8)) Define(text, inside);
            lexer.SkipLine();
        }
    }

    /// <summary>Offset of the statement that runs in parallel, where an identifier says so; -1 where it does not.</summary>
    /// <param name="lexer">Behind the identifier; moved behind what was read.</param>
    internal int Region(ReadOnlySpan<byte> text, CToken name, ref CLexer lexer)
    {
        if (Directive(text, name, ref lexer))
        {
            return ParallelDirectives.Behind(text, lexer) is { Kind: not CTokenKind.End } statement ? statement.Start : -1;
        }
        if (regions.Count == 0 || !regions.TryGetValue(Text(text, name), out (bool HasArguments, bool HasStatement) macro)) return -1;
        if (macro.HasStatement) return name.Start;
        CLexer behind = lexer;
        if (macro.HasArguments) SkipBrackets(text, ref behind);
        return ParallelDirectives.Behind(text, behind) is { Kind: not CTokenKind.End } next ? next.Start : -1;
    }

    private void Define(ReadOnlySpan<byte> text, CLexer lexer)
    {
        CToken name = lexer.Next();
        CLexer body = lexer;
        CToken first = body.Next();
        bool hasArguments = first.Start == name.End && IsMark(text, first, '(');
        if (hasArguments) SkipBrackets(text, ref lexer);
        bool isRegion = false, hasStatement = false;
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End && !token.StartsLine; token = lexer.Next())
        {
            if (token.Kind == CTokenKind.Identifier && IsMaker(text, token, lexer)) makers.Add(Text(text, name));
            if (token.Kind == CTokenKind.Identifier && Directive(text, token, ref lexer)) isRegion = true;
            else if (token.Kind == CTokenKind.Identifier && regions.TryGetValue(Text(text, token), out (bool HasArguments, bool HasStatement) other)) (isRegion, hasStatement) = (true, other.HasStatement);
            else if (isRegion) hasStatement = true;
        }
        if (isRegion) regions[Text(text, name)] = (hasArguments, hasStatement);
    }

    /// <summary><c>_Pragma(#words)</c>: the macro makes a directive of what it is given.</summary>
    private static bool IsMaker(ReadOnlySpan<byte> text, CToken token, CLexer lexer) =>
        ParallelDirectives.Is(text, token, "_Pragma"u8) && IsMark(text, lexer.Next(), '(') && IsMark(text, lexer.Next(), '#') && lexer.Next().Kind == CTokenKind.Identifier;

    /// <summary><c>_Pragma("omp parallel …")</c>, or the same by a macro that makes it of its argument; read to its end.</summary>
    private bool Directive(ReadOnlySpan<byte> text, CToken name, ref CLexer lexer)
    {
        ReadOnlySpan<byte> word = text.Slice(name.Start, name.Length);
        bool isPragma = word.SequenceEqual("_Pragma"u8);
        if (!isPragma && (makers.Count == 0 || !makers.Contains(Text(text, name)))) return false;
        CLexer inside = lexer;
        if (!IsMark(text, inside.Next(), '(')) return false;
        if (isPragma)
        {
            CToken words = inside.Next();
            if (words.Kind != CTokenKind.String || words.Length < 2 || !ParallelDirectives.AreParallel(text[..(words.End - 1)], new CLexer(text[..(words.End - 1)], words.Start + 1))) return false;
        }
        else if (!ParallelDirectives.AreParallel(text, inside))
        {
            return false;
        }
        SkipBrackets(text, ref lexer);
        return true;
    }

    private static void SkipBrackets(ReadOnlySpan<byte> text, ref CLexer lexer)
    {
        CLexer ahead = lexer;
        if (IsMark(text, ahead.Next(), '(') && CLexer.ClosingBracket(text, ahead.Position - 1) is >= 0 and var close) lexer = new CLexer(text, close + 1);
    }

    private static bool IsMark(ReadOnlySpan<byte> text, CToken token, char mark) => token.Length == 1 && text[token.Start] == mark;

    private static string Text(ReadOnlySpan<byte> text, CToken token) => System.Text.Encoding.UTF8.GetString(text.Slice(token.Start, token.Length));
}
