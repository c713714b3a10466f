using System.Globalization;

namespace Cleak.Frontend.Lowering;

/// <summary>Reads C's literals from their bytes. What is out of the ordinary is left to the compiler's own evaluation.</summary>
internal static class LiteralReader
{
    /// <summary>An integer literal without its suffix's meaning: the type is known from the tree.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> token, out long value)
    {
        value = 0;
        uint radix = 10;
        int at = 0;
        if (token.Length > 1 && token[0] == '0')
        {
            (radix, at) = (token[1] | 0x20) switch { 'x' => (16u, 2), 'b' => (2u, 2), _ => (8u, 1) };
        }

        ulong sum = 0;
        int digits = at == 2 ? 0 : 1;
        for (; at < token.Length; at++)
        {
            byte c = token[at];
            if (c == '\'')
            {
                continue;
            }

            int digit = c is >= (byte)'0' and <= (byte)'9' ? c - '0' : (c | 0x20) is >= 'a' and <= 'f' ? (c | 0x20) - 'a' + 10 : 99;
            if (digit >= radix)
            {
                break;
            }

            sum = unchecked((sum * radix) + (uint)digit);
            digits++;
        }

        for (; at < token.Length; at++)
        {
            if ((token[at] | 0x20) is not ('u' or 'l' or 'z'))
            {
                return false;
            }
        }

        value = (long)sum;
        return digits > 0 && token.Length > 0 && token[0] is >= (byte)'0' and <= (byte)'9';
    }

    /// <summary>A character constant of one plain character or simple escape.</summary>
    public static bool TryCharacter(ReadOnlySpan<byte> token, out long value)
    {
        value = 0;
        if (token.Length == 3 && token[0] == '\'' && token[2] == '\'' && token[1] is < 0x80 and not (byte)'\\')
        {
            value = token[1];
            return true;
        }

        if (token.Length == 4 && token[0] == '\'' && token[1] == '\\' && token[3] == '\'' && SimpleEscape(token[2]) is var escape and >= 0)
        {
            value = escape;
            return true;
        }

        return false;
    }

    /// <summary>
    /// The elements of a string literal from clang's spelling of it, which is escaped C text: <c>"a\n\000b"</c> with a prefix.
    /// </summary>
    public static List<uint> String(string spelling)
    {
        var elements = new List<uint>(spelling.Length);
        int at = spelling.IndexOf('"', StringComparison.Ordinal) + 1;
        bool isWide = at > 1 && spelling[0] is 'L' or 'u' or 'U' && !spelling.StartsWith("u8", StringComparison.Ordinal);
        while (at < spelling.Length)
        {
            char c = spelling[at++];
            if (c == '"')
            {
                // A hexadecimal escape is kept from the next digit by closing and opening the literal.
                if (at < spelling.Length && spelling[at] == '"')
                {
                    at++;
                    continue;
                }

                break;
            }

            if (c == '\\' && at < spelling.Length)
            {
                elements.Add(Escape(spelling, ref at));
            }
            else if (isWide || c < 0x80)
            {
                elements.Add(c);
            }
            else
            {
                int length = char.IsHighSurrogate(c) && at < spelling.Length ? 2 : 1;
                foreach (byte b in System.Text.Encoding.UTF8.GetBytes(spelling.Substring(at - 1, length)))
                {
                    elements.Add(b);
                }

                at += length - 1;
            }
        }

        return elements;
    }

    private static uint Escape(string text, ref int at)
    {
        char c = text[at++];
        int radixDigits = c switch { 'x' => 8, 'u' => 4, 'U' => 8, _ => 0 };
        if (radixDigits > 0)
        {
            int start = at;
            while (at < text.Length && at - start < radixDigits && char.IsAsciiHexDigit(text[at]))
            {
                at++;
            }

            return uint.TryParse(text.AsSpan(start, at - start), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint value) ? value : 0;
        }

        if (c is >= '0' and <= '7')
        {
            uint octal = (uint)(c - '0');
            for (int i = 0; i < 2 && at < text.Length && text[at] is >= '0' and <= '7'; i++)
            {
                octal = (octal * 8) + (uint)(text[at++] - '0');
            }

            return octal;
        }

        int simple = SimpleEscape((byte)c);
        return simple >= 0 ? (uint)simple : c;
    }

    private static int SimpleEscape(byte c) => (char)c switch
    {
        'n' => 10,
        't' => 9,
        'r' => 13,
        '0' => 0,
        'a' => 7,
        'b' => 8,
        'v' => 11,
        'f' => 12,
        'e' => 27,
        '\\' or '\'' or '"' or '?' => c,
        _ => -1,
    };
}
