using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// How many bytes a literal format writes at most, its terminating zero left out (C17 7.21.6.1). Numbers are of 64 bits, floating ones of
/// double precision or of the x87's eighty bits; strings whose length the format does not bound have no most.
/// </summary>
internal static class LongestFormat
{
    /// <summary>Sign and digits of a 64-bit number: octal ones are the longest.</summary>
    private const int IntegerDigits = 23;

    /// <summary>Sign, digits before the point of the largest double and of the largest long double, and the point.</summary>
    private const int DoubleDigits = 311, LongDoubleDigits = 4935;

    /// <summary>Sign, first digit, point, and an exponent of four digits.</summary>
    private const int ExponentDigits = 9;

    private const int MaxWidth = 1 << 20;

    /// <summary>The greatest length; -1 where there is none or it is not known.</summary>
    public static long Of(StringLiteral literal)
    {
        if (literal.ElementSize != 1)
        {
            return -1;
        }

        ReadOnlySpan<byte> text = literal.Bytes.AsSpan();
        long most = 0;
        for (int i = 0; i < text.Length && text[i] != 0; i++)
        {
            long length = text[i] == '%' ? Conversion(text, ref i) : 1;
            if (length < 0)
            {
                return -1;
            }

            most += length;
        }

        return most;
    }

    private static long Conversion(ReadOnlySpan<byte> text, ref int i)
    {
        i++;
        bool isGrouped = false;
        for (; i < text.Length && text[i] is (byte)'-' or (byte)'+' or (byte)' ' or (byte)'#' or (byte)'0' or (byte)'\''; i++)
        {
            isGrouped |= text[i] == '\'';
        }

        int width = Number(text, ref i), precision = -1;
        if (width < 0 || isGrouped)
        {
            return -1;
        }

        if (i < text.Length && text[i] == '.')
        {
            i++;
            precision = Number(text, ref i);
            if (precision < 0)
            {
                return -1;
            }
        }

        bool isLongDouble = false;
        for (; i < text.Length && text[i] is (byte)'h' or (byte)'l' or (byte)'j' or (byte)'z' or (byte)'t' or (byte)'L'; i++)
        {
            isLongDouble |= text[i] == 'L';
        }

        if (i >= text.Length)
        {
            return -1;
        }

        int digits = precision < 0 ? 6 : precision;
        return text[i] switch
        {
            (byte)'%' => 1,
            (byte)'c' => Math.Max(1, width),
            (byte)'d' or (byte)'i' or (byte)'u' or (byte)'x' or (byte)'X' or (byte)'o' => Math.Max(width, Math.Max(precision, 0) + IntegerDigits),
            (byte)'f' or (byte)'F' => Math.Max(width, (isLongDouble ? LongDoubleDigits : DoubleDigits) + digits),
            (byte)'e' or (byte)'E' or (byte)'g' or (byte)'G' => Math.Max(width, ExponentDigits + digits),
            (byte)'s' when precision >= 0 => Math.Max(width, precision),
            _ => -1,
        };
    }

    /// <summary>A width or precision; 0 where none is given, -1 where an argument says it.</summary>
    private static int Number(ReadOnlySpan<byte> text, ref int i)
    {
        if (i < text.Length && text[i] == '*')
        {
            return -1;
        }

        int number = 0;
        for (; i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            number = Math.Min((number * 10) + (text[i] - '0'), MaxWidth);
        }

        return number;
    }
}
