using System.Collections.Immutable;
using System.Text;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A conversion of a format that takes an argument.</summary>
/// <param name="Letter">The conversion's own letter; <c>[</c> for a set, <c>*</c> for a width or precision of printf.</param>
/// <param name="Argument">Which of the arguments behind the format it takes, from 0.</param>
/// <param name="HasWidth">A width (of scanf: the most characters it stores) is given.</param>
/// <param name="Allocates">scanf's <c>m</c>: the memory is allocated.</param>
internal readonly record struct FormatConversion(char Letter, int Argument, bool HasWidth, bool Allocates);

/// <summary>Formats of printf and scanf as POSIX defines them (XSH fprintf, fscanf), with the numbered arguments of both.</summary>
internal static class FormatConversions
{
    private const string Lengths = "hljztLq";

    public static ImmutableArray<FormatConversion> OfPrintf(StringLiteral format) => Parse(Text(format), isScan: false);

    public static ImmutableArray<FormatConversion> OfScanf(StringLiteral format) => Parse(Text(format), isScan: true);

    private static ImmutableArray<FormatConversion> Parse(string format, bool isScan)
    {
        var conversions = ImmutableArray.CreateBuilder<FormatConversion>();
        int next = 0;
        for (int at = format.IndexOf('%'); at >= 0; at = at < format.Length ? format.IndexOf('%', at) : -1)
        {
            at++;
            int number = Number(format, ref at, "$");
            bool isSuppressed = false, hasWidth = false, allocates = false;
            while (at < format.Length && (isScan ? "*'I" : "-+ #0'I").Contains(format[at]))
            {
                isSuppressed |= isScan && format[at] == '*';
                at++;
            }

            if (!isScan)
            {
                hasWidth = Star(format, ref at, conversions, ref next) | (Digits(format, ref at) >= 0);
                if (at < format.Length && format[at] == '.')
                {
                    at++;
                    Star(format, ref at, conversions, ref next);
                    Digits(format, ref at);
                }
            }
            else
            {
                hasWidth = Digits(format, ref at) > 0;
                if (at < format.Length && format[at] == 'm')
                {
                    allocates = true;
                    at++;
                }
            }

            while (at < format.Length && Lengths.Contains(format[at]))
            {
                at++;
            }

            if (at >= format.Length)
            {
                break;
            }

            char letter = format[at++];
            if (isScan && letter == '[')
            {
                at = EndOfSet(format, at);
            }

            if (letter != '%' && !isSuppressed && !(letter == 'm' && !isScan))
            {
                conversions.Add(new FormatConversion(letter, number > 0 ? number - 1 : next++, hasWidth, allocates));
            }
        }

        return conversions.ToImmutable();
    }

    /// <summary>Behind the bracket that ends a set: the first character in it may be a bracket itself.</summary>
    private static int EndOfSet(string format, int at)
    {
        if (at < format.Length && format[at] == '^')
        {
            at++;
        }

        int end = at + 1 < format.Length ? format.IndexOf(']', at + 1) : -1;
        return end < 0 ? format.Length : end + 1;
    }

    /// <summary>A width or precision that is an argument.</summary>
    private static bool Star(string format, ref int at, ImmutableArray<FormatConversion>.Builder conversions, ref int next)
    {
        if (at >= format.Length || format[at] != '*')
        {
            return false;
        }

        at++;
        int number = Number(format, ref at, "$");
        conversions.Add(new FormatConversion('*', number > 0 ? number - 1 : next++, false, false));
        return true;
    }

    /// <summary>Digits that end as wanted; 0, and nothing read, where they do not.</summary>
    private static int Number(string format, ref int at, string end)
    {
        int start = at, number = Digits(format, ref at);
        if (number > 0 && at < format.Length && end.Contains(format[at]))
        {
            at++;
            return number;
        }

        at = start;
        return 0;
    }

    private static int Digits(string format, ref int at)
    {
        int start = at, number = 0;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            number = Math.Min((number * 10) + format[at++] - '0', 1_000_000);
        }

        return at > start ? number : -1;
    }

    /// <summary>The first character of each element: conversions are in ASCII, whatever the width of the string's characters.</summary>
    private static string Text(StringLiteral format)
    {
        var text = new StringBuilder();
        for (int i = 0; i < format.Bytes.Length; i += Math.Max(format.ElementSize, 1))
        {
            text.Append(format.Bytes[i] < 0x80 ? (char)format.Bytes[i] : '?');
        }

        return text.ToString();
    }
}
