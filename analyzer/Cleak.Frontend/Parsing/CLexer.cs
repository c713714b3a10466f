using System.Buffers;

namespace Cleak.Frontend.Parsing;

/// <summary>
/// A lexer for the bytes of a C source file: preprocessing tokens, no macros, no allocation. It answers what the
/// syntax tree does not: which parts of a <c>for</c> header exist, how an attribute was written, which macro's name
/// stands at an expansion, what a file includes. Any bytes are accepted; an unclosed literal ends with its line.
/// A line continuation counts as white space, so a token that is broken over two lines is seen as two.
/// </summary>
public ref struct CLexer
{
    private static readonly SearchValues<byte> IdentifierBytes = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$"u8);

    private readonly ReadOnlySpan<byte> text;
    private int position;
    private bool atLineStart;

    /// <summary>Starts at <paramref name="position"/>, which must not lie inside a comment or literal.</summary>
    public CLexer(ReadOnlySpan<byte> text, int position = 0)
    {
        this.text = text;
        this.position = Math.Clamp(position, 0, text.Length);
        atLineStart = position == 0;
    }

    /// <summary>Offset behind the last token given.</summary>
    public readonly int Position => position;

    /// <summary>The next token; <see cref="CTokenKind.End"/> for ever at the end of the text.</summary>
    public CToken Next()
    {
        CToken token;
        do token = NextOrComment();
        while (token.Kind == CTokenKind.Comment);
        return token;
    }

    /// <summary>The next token or comment.</summary>
    public CToken NextOrComment()
    {
        SkipWhiteSpace();
        bool startsLine = atLineStart;
        int start = position;
        if (start >= text.Length) return new CToken(CTokenKind.End, text.Length, 0, startsLine);

        int commentEnd = CommentEnd(text, start);
        if (commentEnd > 0)
        {
            position = commentEnd;
            return new CToken(CTokenKind.Comment, start, commentEnd - start, startsLine);
        }

        atLineStart = false;
        CTokenKind kind = Scan(text, start, out int end);
        position = end;
        return new CToken(kind, start, end - start, startsLine);
    }

    /// <summary>Moves to the end of the current line, over continued lines and comments; there a directive ends.</summary>
    public void SkipLine()
    {
        while (true)
        {
            CLexer ahead = this;
            CToken token = ahead.NextOrComment();
            if (token.Kind == CTokenKind.End || token.StartsLine) return;
            this = ahead;
        }
    }

    /// <summary>The token that starts at <paramref name="offset"/>; white space there gives a token of length zero.</summary>
    public static CToken TokenAt(ReadOnlySpan<byte> text, int offset)
    {
        if ((uint)offset >= (uint)text.Length) return new CToken(CTokenKind.End, text.Length, 0, false);
        if (IsWhiteSpace(text[offset])) return new CToken(CTokenKind.Punctuator, offset, 0, false);
        int commentEnd = CommentEnd(text, offset);
        if (commentEnd > 0) return new CToken(CTokenKind.Comment, offset, commentEnd - offset, false);
        CTokenKind kind = Scan(text, offset, out int end);
        return new CToken(kind, offset, end - offset, false);
    }

    /// <summary>Offset behind the token that starts at <paramref name="offset"/>.</summary>
    public static int TokenEnd(ReadOnlySpan<byte> text, int offset) => TokenAt(text, offset).End;

    /// <summary>The identifier at <paramref name="offset"/> (a macro's name at an expansion), or nothing.</summary>
    public static ReadOnlySpan<byte> IdentifierAt(ReadOnlySpan<byte> text, int offset)
    {
        CToken token = TokenAt(text, offset);
        return token.Kind == CTokenKind.Identifier ? text.Slice(token.Start, token.Length) : default;
    }

    /// <summary>
    /// Offset of the bracket that closes the one at <paramref name="open"/> (round, square or curly; the three kinds
    /// nest), or -1 when the text ends first.
    /// </summary>
    public static int ClosingBracket(ReadOnlySpan<byte> text, int open)
    {
        var lexer = new CLexer(text, open);
        int depth = 0;
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
        {
            if (token.Kind != CTokenKind.Punctuator || token.Length != 1) continue;
            switch (text[token.Start])
            {
                case (byte)'(' or (byte)'[' or (byte)'{':
                    depth++;
                    break;
                case (byte)')' or (byte)']' or (byte)'}':
                    if (--depth <= 0) return token.Start;
                    break;
            }
        }
        return -1;
    }

    private void SkipWhiteSpace()
    {
        while (position < text.Length)
        {
            byte current = text[position];
            if (current == '\n')
            {
                atLineStart = true;
                position++;
            }
            else if (IsWhiteSpace(current))
            {
                position++;
            }
            else if (current == '\\' && ContinuationLength(text, position) is var length and > 0)
            {
                position += length;
            }
            else
            {
                return;
            }
        }
    }

    private static CTokenKind Scan(ReadOnlySpan<byte> text, int start, out int end)
    {
        byte first = text[start];
        if (IsIdentifierStart(first))
        {
            end = IdentifierEnd(text, start);
            if (end < text.Length && text[end] is (byte)'"' or (byte)'\'' && IsEncodingPrefix(text[start..end]))
            {
                CTokenKind kind = text[end] == '"' ? CTokenKind.String : CTokenKind.Character;
                end = LiteralEnd(text, end);
                return kind;
            }
            return CTokenKind.Identifier;
        }
        if (IsDigit(first) || (first == '.' && start + 1 < text.Length && IsDigit(text[start + 1])))
        {
            end = NumberEnd(text, start);
            return CTokenKind.Number;
        }
        if (first is (byte)'"' or (byte)'\'')
        {
            end = LiteralEnd(text, start);
            return first == '"' ? CTokenKind.String : CTokenKind.Character;
        }
        end = start + PunctuatorLength(text[start..]);
        return CTokenKind.Punctuator;
    }

    private static int IdentifierEnd(ReadOnlySpan<byte> text, int start)
    {
        int end = start;
        while (end < text.Length)
        {
            int other = text[end..].IndexOfAnyExcept(IdentifierBytes);
            if (other < 0) return text.Length;
            end += other;
            // UTF-8 letters: every byte from 0x80 belongs to the identifier.
            if (text[end] < 0x80) return end;
            end++;
        }
        return end;
    }

    private static int NumberEnd(ReadOnlySpan<byte> text, int start)
    {
        int end = start + 1;
        while (end < text.Length)
        {
            byte current = text[end];
            bool sign = current is (byte)'+' or (byte)'-' && (text[end - 1] | 0x20) is 'e' or 'p';
            bool separator = current == '\'' && end + 1 < text.Length && (IsDigit(text[end + 1]) || IsIdentifierStart(text[end + 1]));
            if (!(sign || separator || current == '.' || IsDigit(current) || IsIdentifierStart(current))) break;
            end++;
        }
        return end;
    }

    private static int LiteralEnd(ReadOnlySpan<byte> text, int quoteOffset)
    {
        byte quote = text[quoteOffset];
        int end = quoteOffset + 1;
        while (end < text.Length)
        {
            byte current = text[end];
            if (current == quote) return end + 1;
            if (current == '\n') return end;
            if (current == '\\')
            {
                int continuation = ContinuationLength(text, end);
                end += continuation > 0 ? continuation : Math.Min(2, text.Length - end);
            }
            else
            {
                end++;
            }
        }
        return end;
    }

    /// <summary>Offset behind the comment at <paramref name="start"/>, or 0 when there is none.</summary>
    private static int CommentEnd(ReadOnlySpan<byte> text, int start)
    {
        if (text[start] != '/' || start + 1 >= text.Length) return 0;
        if (text[start + 1] == '*')
        {
            int close = text[(start + 2)..].IndexOf("*/"u8);
            return close < 0 ? text.Length : start + 2 + close + 2;
        }
        if (text[start + 1] != '/') return 0;
        int end = start + 2;
        while (true)
        {
            int newLine = text[end..].IndexOf((byte)'\n');
            if (newLine < 0) return text.Length;
            int last = end + newLine - 1;
            if (last > start && text[last] == '\r') last--;
            if (text[last] != '\\') return end + newLine;
            end += newLine + 1;
        }
    }

    private static int ContinuationLength(ReadOnlySpan<byte> text, int backslash)
    {
        int next = backslash + 1;
        if (next < text.Length && text[next] == '\r') next++;
        return next < text.Length && text[next] == '\n' ? next + 1 - backslash : 0;
    }

    private static int PunctuatorLength(ReadOnlySpan<byte> rest)
    {
        byte first = rest[0];
        byte second = rest.Length > 1 ? rest[1] : (byte)0;
        byte third = rest.Length > 2 ? rest[2] : (byte)0;
        switch (first)
        {
            case (byte)'.':
                return second == '.' && third == '.' ? 3 : 1;
            case (byte)'<' or (byte)'>':
                if (second == first) return third == '=' ? 3 : 2;
                return second == '=' ? 2 : 1;
            case (byte)'-':
                return second is (byte)'-' or (byte)'=' or (byte)'>' ? 2 : 1;
            case (byte)'+' or (byte)'&' or (byte)'|':
                return second == first || second == '=' ? 2 : 1;
            case (byte)'#' or (byte)':':
                return second == first ? 2 : 1;
            case (byte)'*' or (byte)'/' or (byte)'%' or (byte)'^' or (byte)'!' or (byte)'=':
                return second == '=' ? 2 : 1;
            default:
                return 1;
        }
    }

    private static bool IsEncodingPrefix(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("L"u8) || word.SequenceEqual("u8"u8) || word.SequenceEqual("u"u8) || word.SequenceEqual("U"u8);

    private static bool IsIdentifierStart(byte value) =>
        (uint)((value | 0x20) - 'a') <= 'z' - 'a' || value is (byte)'_' or (byte)'$' or >= 0x80;

    private static bool IsDigit(byte value) => (uint)(value - '0') <= 9;

    private static bool IsWhiteSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or 0x0B or 0x0C;
}
