using System.Text;
using Cleak.Frontend.Parsing;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class CLexerTests
{
    private static List<string> Words(string source)
    {
        byte[] text = Encoding.UTF8.GetBytes(source);
        var words = new List<string>();
        var lexer = new CLexer(text);
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
            words.Add(Encoding.UTF8.GetString(text, token.Start, token.Length));
        return words;
    }

    [Theory]
    [InlineData("a+++b", "a|++|+|b")]
    [InlineData("p->x<<=1...", "p|->|x|<<=|1...")]
    [InlineData("x ... y", "x|...|y")]
    [InlineData("0x1p-3+1e+5-2", "0x1p-3|+|1e+5|-|2")]
    [InlineData("1'000'000u", "1'000'000u")]
    [InlineData("L\"a\\\"b\" u8\"c\" 'x' '\\''", "L\"a\\\"b\"|u8\"c\"|'x'|'\\''")]
    [InlineData("a/*b*/c//d\ne", "a|c|e")]
    [InlineData("a // b \\\n c\nd", "a|d")]
    [InlineData("a\\\n b", "a|b")]
    [InlineData("\"open\nnext", "\"open|next")]
    [InlineData("größe = 1;", "größe|=|1|;")]
    [InlineData("a /* never closed", "a")]
    public void Splits_tokens_as_the_standard_does(string source, string expected) =>
        Assert.Equal(expected.Split('|'), Words(source));

    [Fact]
    public void Knows_which_token_starts_a_line()
    {
        byte[] text = Encoding.UTF8.GetBytes("  # x\n/* c */ # y z # w\n");
        var starts = new List<bool>();
        var lexer = new CLexer(text);
        for (CToken token = lexer.Next(); token.Kind != CTokenKind.End; token = lexer.Next())
            starts.Add(token.StartsLine);
        Assert.Equal([true, false, true, false, false, false, false], starts);
    }

    [Fact]
    public void A_directive_ends_with_its_continued_line()
    {
        byte[] text = Encoding.UTF8.GetBytes("#define X a \\\n b /* c\n d */ e\nf");
        var lexer = new CLexer(text);
        lexer.Next();
        lexer.SkipLine();
        CToken next = lexer.Next();
        Assert.Equal("f", Encoding.UTF8.GetString(text, next.Start, next.Length));
    }

    [Theory]
    [InlineData("for (;;) {}", false, false, false)]
    [InlineData("for (int i = 0;;)", true, false, false)]
    [InlineData("for (; i < f(a, b), 3;)", false, true, false)]
    [InlineData("for (;; /* nothing */ ++i)", false, false, true)]
    [InlineData("for ( ; ({ int x = 1; x; }) ; i++)", false, true, true)]
    [InlineData("for (char c = ';'; c != ')'; )", true, true, false)]
    public void Sees_which_parts_of_a_for_header_are_written(string source, bool initialiser, bool condition, bool increment)
    {
        Assert.True(ForHeader.TryRead(Encoding.UTF8.GetBytes(source), 0, out ForHeader header));
        Assert.Equal((initialiser, condition, increment), (header.HasInitialiser, header.HasCondition, header.HasIncrement));
    }

    [Theory]
    [InlineData("forever(;;)")]
    [InlineData("for (;)")]
    [InlineData("for (;;")]
    [InlineData("FOR_EACH(x)")]
    public void Refuses_what_is_no_for_header(string source) =>
        Assert.False(ForHeader.TryRead(Encoding.UTF8.GetBytes(source), 0, out _));

    [Fact]
    public void Gives_the_name_at_an_expansion_and_the_bracket_that_closes()
    {
        byte[] text = Encoding.UTF8.GetBytes("x = LIST_FIRST(head[')'], (a), \")\") + 1;");
        Assert.Equal("LIST_FIRST", Encoding.UTF8.GetString(CLexer.IdentifierAt(text, 4)));
        Assert.Equal(text.AsSpan().IndexOf("+"u8) - 2, CLexer.ClosingBracket(text, 14));
        Assert.Equal(14, CLexer.TokenEnd(text, 4));
        Assert.True(CLexer.IdentifierAt(text, 3).IsEmpty);
    }

    [Fact]
    public void Lists_includes_whatever_the_conditions_around_them()
    {
        string source = """
            #include <a.h>
              #  include "b/c.h" // "no.h"
            #if 0
            #include_next <d.h>
            #endif
            // #include "comment.h"
            /* #include "comment.h"
            #include "comment2.h" */
            const char *text = "#include <string.h>";
            #define H <macro.h>
            #include H
            #include <open.h
            #import "e.h"
            /* c */ # /* d */ include /* e */ "f.h"
            #include"g.h"
            """;
        Assert.Equal(
            [new("a.h", false), new("b/c.h", true), new("d.h", false), new("e.h", true), new("f.h", true), new("g.h", true)],
            IncludeScanner.Scan(Encoding.UTF8.GetBytes(source)));
    }
}
