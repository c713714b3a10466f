using System.Text;
using Cleak.Reporting;
using Xunit;

namespace Cleak.Tests.Reporting;

public sealed class SourceTextTests
{
    [Fact]
    public void Lines_end_as_in_the_compiler()
    {
        SourceText text = Text("a\nb\r\nc\rd\r\n\ne");

        Assert.Equal(["a", "b", "c", "d", "", "e"], Enumerable.Range(1, text.LineCount).Select(text.Line));
    }

    [Fact]
    public void What_follows_the_last_line_end_is_a_line() => Assert.Equal(2, Text("a\n").LineCount);

    [Theory]
    [InlineData("free(p);", 6, 6)]
    [InlineData("\tfree(p);", 2, 2)]
    [InlineData("/* ü */ free", 10, 9)]
    [InlineData("/* 日 */ free", 11, 9)]
    [InlineData("/* 😀 */ free", 12, 10)]
    [InlineData("free", 5, 5)]
    [InlineData("free", 99, 5)]
    [InlineData("free", 0, 1)]
    public void A_byte_column_becomes_a_UTF_16_column(string line, int bytes, int expected) =>
        Assert.Equal(expected, Text("first\n" + line).Utf16Column(2, bytes));

    [Fact]
    public void Bytes_that_are_no_UTF_8_count_as_the_characters_that_viewers_show()
    {
        // A lone Latin-1 letter, a three-byte sequence cut after its second byte, and a stray continuation byte.
        var text = new SourceText(new byte[] { (byte)'a', 0xE9, (byte)'b', 0xE6, 0x97, (byte)'c', 0x80, (byte)'d' });

        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd", text.Line(1));
        Assert.Equal(3, text.Utf16Column(1, 3));
        Assert.Equal(5, text.Utf16Column(1, 6));
        Assert.Equal(7, text.Utf16Column(1, 8));
    }

    [Fact]
    public void A_byte_order_mark_is_no_column_to_a_reader()
    {
        var text = new SourceText(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'i', (byte)'n', (byte)'t', (byte)'\n', (byte)'x' });

        Assert.Equal("int", text.Line(1));
        Assert.Equal(2, text.Utf16Column(1, 5));
        Assert.Equal(1, text.Utf16Column(1, 1));
        Assert.Equal(2, text.Utf16Column(2, 2));
    }

    [Fact]
    public void A_line_that_is_not_there_is_empty()
    {
        SourceText text = Text("a");

        Assert.Equal("", text.Line(0));
        Assert.Equal("", text.Line(2));
        Assert.Equal(1, text.Utf16Column(2, 7));
    }

    private static SourceText Text(string text) => new(Encoding.UTF8.GetBytes(text));
}
