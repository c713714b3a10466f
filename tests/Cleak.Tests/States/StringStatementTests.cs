using System.Collections.Immutable;
using System.Text;
using Cleak.Analysis;
using Xunit;

namespace Cleak.Tests.States;

/// <summary>What is said of a string against what all strings of few letters say.</summary>
public sealed class StringStatementTests
{
    private static readonly string[] texts = [.. Words(3)];

    private static readonly StringStatement[] statements = [.. Words(2).SelectMany(text => (StringStatement[])
        [
            new(Bytes(text), IsWhole: true, IgnoresCase: false),
            new(Bytes(text), IsWhole: false, IgnoresCase: false),
            new(Bytes(text.ToLowerInvariant()), IsWhole: true, IgnoresCase: true),
            new(Bytes(text.ToLowerInvariant()), IsWhole: false, IgnoresCase: true),
        ])];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void What_is_contrary_holds_of_no_string(bool holds, bool otherHolds)
    {
        foreach (StringStatement one in statements)
        {
            foreach (StringStatement other in statements)
            {
                if (StringStatement.AreContrary(one, holds, other, otherHolds))
                {
                    Assert.DoesNotContain(texts, text => Holds(one, text) == holds && Holds(other, text) == otherHolds);
                }
            }
        }
    }

    [Theory]
    [InlineData("a", true, false, "b", true, false, true)]
    [InlineData("a", false, false, "ab", true, false, false)]
    [InlineData("a", false, false, "b", true, false, true)]
    [InlineData("ab", false, false, "a", true, false, true)]
    [InlineData("ab", false, false, "a", false, false, false)]
    [InlineData("ab", false, false, "ba", false, false, true)]
    [InlineData("a", true, true, "A", true, false, false)]
    [InlineData("a", true, true, "B", true, false, true)]
    public void Two_texts_are_one_string_or_not(string one, bool isWhole, bool ignoresCase, string other, bool isOtherWhole, bool otherIgnoresCase, bool areContrary)
    {
        var left = new StringStatement(Bytes(one), isWhole, ignoresCase);
        var right = new StringStatement(Bytes(other), isOtherWhole, otherIgnoresCase);
        Assert.Equal(areContrary, StringStatement.AreContrary(left, holds: true, right, otherHolds: true));
        Assert.Equal(areContrary, StringStatement.AreContrary(right, holds: true, left, otherHolds: true));
    }

    private static bool Holds(StringStatement statement, string text)
    {
        string said = Encoding.ASCII.GetString(statement.Text.AsSpan());
        StringComparison how = statement.IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return statement.IsWhole ? said.Equals(text, how) : text.StartsWith(said, how);
    }

    private static ImmutableArray<byte> Bytes(string text) => [.. Encoding.ASCII.GetBytes(text)];

    private static IEnumerable<string> Words(int length) =>
        length == 0 ? [""] : Words(length - 1).SelectMany(word => (string[])[word, word + "a", word + "A", word + "b"]).Distinct();
}
