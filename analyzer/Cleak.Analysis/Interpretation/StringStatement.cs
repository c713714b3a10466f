using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>That a string is a certain text, or begins with it: what strcmp and its kin say by 0 of a literal (C11 7.24.4, POSIX strcasecmp).</summary>
/// <param name="Text">Bytes without the terminator; letters of ASCII are small where case is ignored.</param>
/// <param name="IsWhole">The string ends where the text does.</param>
internal sealed record StringStatement(ImmutableArray<byte> Text, bool IsWhole, bool IgnoresCase)
{
    /// <summary>What a call of a comparing function says by 0; null where that is not certain.</summary>
    public static StringStatement? Of(string callee, CallInstruction call, StringLiteral literal)
    {
        bool ignoresCase = callee is "strcasecmp" or "strncasecmp";
        bool isBounded = callee is "strncmp" or "strncasecmp";
        if (literal.ElementSize != 1 || call.Arguments.Length != (isBounded ? 3 : 2) || !(ignoresCase || isBounded || callee == "strcmp"))
        {
            return null;
        }

        int end = literal.Bytes.IndexOf((byte)0);
        ImmutableArray<byte> text = end < 0 ? literal.Bytes : literal.Bytes[..end];
        bool isWhole = true;
        if (isBounded)
        {
            if (DefectRecorder.Stripped(call.Arguments[2]) is not ConstantExpression { Value: > 0 and < int.MaxValue } bound)
            {
                return null;
            }

            isWhole = bound.Value > text.Length;
            text = isWhole ? text : text[..(int)bound.Value];
        }

        return new StringStatement(ignoresCase ? Folded(text) : text, isWhole, ignoresCase);
    }

    /// <summary>What one says (or the opposite of it) and what the other says (or its opposite) cannot both be of one string.</summary>
    public static bool AreContrary(StringStatement one, bool holds, StringStatement other, bool otherHolds) =>
        holds && otherHolds ? AreApart(one, other)
        : holds ? Implies(one, other)
        : otherHolds && Implies(other, one);

    private static bool AreApart(StringStatement one, StringStatement other)
    {
        ImmutableArray<byte> left = one.Text, right = other.Text;
        if (one.IgnoresCase != other.IgnoresCase)
        {
            (left, right) = (Folded(left), Folded(right));
        }

        bool begins = left.AsSpan().StartsWith(right.AsSpan()), isBegun = right.AsSpan().StartsWith(left.AsSpan());
        return one.IsWhole
            ? !begins || (other.IsWhole && left.Length != right.Length)
            : !isBegun && (other.IsWhole || !begins);
    }

    private static bool Implies(StringStatement one, StringStatement other)
    {
        if (one.IgnoresCase && !other.IgnoresCase)
        {
            return false;
        }

        ImmutableArray<byte> said = other.IgnoresCase ? Folded(one.Text) : one.Text;
        return other.IsWhole ? one.IsWhole && said.AsSpan().SequenceEqual(other.Text.AsSpan()) : said.AsSpan().StartsWith(other.Text.AsSpan());
    }

    private static ImmutableArray<byte> Folded(ImmutableArray<byte> text) => [.. text.Select(b => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b)];
}
