namespace Cleak.Frontend.Parsing;

/// <summary>
/// Which of the three parts of a <c>for</c> header are written. libclang gives only the parts that exist, without saying
/// which ones they are.
/// </summary>
/// <param name="Open">Offset of the opening parenthesis.</param>
/// <param name="Close">Offset of the closing parenthesis.</param>
public readonly record struct ForHeader(bool HasInitialiser, bool HasCondition, bool HasIncrement, int Open, int Close)
{
    /// <summary>How many parts are written.</summary>
    public int PartCount => (HasInitialiser ? 1 : 0) + (HasCondition ? 1 : 0) + (HasIncrement ? 1 : 0);

    /// <summary>
    /// Reads the header whose keyword <c>for</c> stands at <paramref name="keyword"/>; false when the text there is no
    /// complete header (it came out of a macro, say).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, int keyword, out ForHeader header)
    {
        header = default;
        if (!CLexer.IdentifierAt(text, keyword).SequenceEqual("for"u8)) return false;
        var lexer = new CLexer(text, keyword + 3);
        CToken open = lexer.Next();
        if (open.Length != 1 || text[open.Start] != '(') return false;

        Span<bool> written = stackalloc bool[3];
        int part = 0;
        int depth = 1;
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
        {
            byte sign = token.Kind == CTokenKind.Punctuator && token.Length == 1 ? text[token.Start] : (byte)0;
            if (sign is (byte)'(' or (byte)'[' or (byte)'{') depth++;
            if (sign is (byte)')' or (byte)']' or (byte)'}' && --depth == 0)
            {
                if (part != 2) return false;
                header = new ForHeader(written[0], written[1], written[2], open.Start, token.Start);
                return true;
            }
            if (sign == ';' && depth == 1)
            {
                if (++part > 2) return false;
            }
            else
            {
                written[part] = true;
            }
        }
        return false;
    }
}
