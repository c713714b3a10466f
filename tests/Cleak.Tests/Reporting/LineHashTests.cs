using Cleak.Reporting.Sarif;
using Xunit;

namespace Cleak.Tests.Reporting;

/// <summary>
/// The expected values were computed by summing the closed form term by term in another language; that program
/// reproduces the values that GitHub's upload action is tested with.
/// </summary>
public sealed class LineHashTests
{
    private const string Empty = "c129715d7a2bc9a3:1";

    [Theory]
    [InlineData("int main(void)\n{\n\treturn 0;\n}\n")]
    [InlineData("int main(void)\r\n{\r\n    return 0;\r\n}\r\n")]
    [InlineData("int main(void)\r{\rreturn 0;\r}\r")]
    [InlineData(" int main ( void ) \n {\t\n  return0;\n}\n")]
    public void Blanks_and_kinds_of_line_ends_do_not_matter(string text) => Assert.Equal(
        ["f810fa58e925b821:1", "2e8fb80a607cceec:1", "1faea435564ce3cb:1", "32dce9ccfdbc9d3e:1", Empty],
        LineHashes.Of(text));

    [Fact]
    public void An_empty_file_has_one_line() => Assert.Equal([Empty], LineHashes.Of(""));

    [Fact]
    public void Carriage_return_and_line_feed_end_one_line() =>
        Assert.Equal(["81b8d8db678b2bbe:1", "ade70578248be16f:1", Empty], LineHashes.Of("a\r\nb\r\n"));

    [Fact]
    public void A_blank_between_them_makes_two_lines_and_the_last_need_no_end() =>
        Assert.Equal(["67c066a59e652f5e:1", "cc4c43d77869440f:1", "8ee5a81e681643c1:1"], LineHashes.Of("a\r \nb"));

    [Fact]
    public void Units_are_those_of_UTF_16() =>
        Assert.Equal(["d8c70deaff424691:1", "624bd049dc932572:1", Empty], LineHashes.Of("char *s = \"grüße 😀\";\nfree(s);\n"));

    [Fact]
    public void A_byte_order_mark_counts() => Assert.Equal(["1eba37772d944d4a:1", Empty], LineHashes.Of("\uFEFFint x;\n"));

    [Fact]
    public void Empty_lines_differ_by_what_follows() => Assert.Equal(
        ["49caf05f78cff1e7:1", "4e5d562094661a0d:1", "5b5d4caf73a13177:1", "3c5bef55b72b93c9:1", Empty],
        LineHashes.Of("x\n\n\n\n"));

    [Fact]
    public void A_long_line_counts_its_first_hundred_units() => Assert.Equal(["cadd4b5b9d92c51c:1"], LineHashes.Of(new string('y', 250)));

    [Fact]
    public void Equal_lines_are_counted_until_the_end_of_the_file_comes_into_sight()
    {
        string[] hashes = LineHashes.Of(string.Concat(Enumerable.Repeat("free(p);\n", 30)));

        Assert.Equal(31, hashes.Length);
        Assert.Equal(Enumerable.Range(1, 19).Select(n => $"728a5a8be4cae036:{n}"), hashes[..19]);
        Assert.Equal(["728a5a8be4cbdfcf:1", "e88c6a30bd435e9b:1"], hashes[19..21]);
    }
}
