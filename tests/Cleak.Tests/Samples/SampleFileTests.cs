using Xunit;

namespace Cleak.Tests.Samples;

public sealed class SampleFileTests
{
    [Fact]
    public void An_expectation_has_rule_text_and_line()
    {
        Expectation expectation = Assert.Single(Parse("int a;\n  p = realloc(p, n); // expect: CK3001 \"p may be lost\"\n").Expectations);
        Assert.Equal(new(ExpectationKind.Expect, "CK3001", "", "p may be lost", "", "a.c", 2), expectation);
    }

    [Theory]
    [InlineData("expect", ExpectationKind.Expect)]
    [InlineData("gap", ExpectationKind.Gap)]
    [InlineData("ok", ExpectationKind.Ok)]
    [InlineData("noise", ExpectationKind.Noise)]
    public void Each_kind_is_read_with_a_rule_by_name(string word, ExpectationKind kind)
    {
        Expectation expectation = Assert.Single(Parse($"f(); // {word}: MemoryLeak").Expectations);
        Assert.Equal((kind, "MemoryLeak"), (expectation.Kind, expectation.Rule));
    }

    [Fact]
    public void Several_parts_share_a_line()
    {
        SampleFile file = Parse("f(); // expect a: CK4001 // flow a1: malloc // flow b2: \"quoted // text\" // ok: CK4002, CK4003");
        Assert.Equal(["CK4001", "CK4002", "CK4003"], file.Expectations.Select(e => e.Rule));
        Assert.Equal([("a", 1, "malloc"), ("b", 2, "\"quoted // text\"")], file.Steps.Select(s => (s.Label, s.Number, s.Text)));
    }

    [Theory]
    [InlineData("f(); // expect: CK2001 note", "note", "")]
    [InlineData("f(); // expect: CK2001 error \"malloc\"", "error", "malloc")]
    public void A_level_may_stand_before_the_text(string source, string level, string text)
    {
        Expectation expectation = Assert.Single(Parse(source).Expectations);
        Assert.Equal((level, text), (expectation.Level, expectation.Text));
    }

    [Fact]
    public void A_quote_in_the_text_is_escaped()
    {
        Expectation expectation = Assert.Single(Parse("""f(); // expect: CK4001 "of \"one\" // thing" """).Expectations);
        Assert.Equal("of \"one\" // thing", expectation.Text);
    }

    [Fact]
    public void Header_lines_give_options_and_runs()
    {
        SampleFile file = Parse("// cleak: --libc glibc\n// run: memory\n// run: threads 3 fast\nint a;\n");
        Assert.Equal("--libc glibc", string.Join(' ', file.Options));
        Assert.Equal(["memory:", "threads:3,fast"], file.Runs.Select(run => $"{run.Tool}:{string.Join(',', run.Arguments)}"));
    }

    [Fact]
    public void Prints_of_the_engine_are_kept_by_kind()
    {
        SampleFile file = Parse("void f(void) // summary: frees(argument 0)\n{ CLEAK_REVEAL(p); // reveal: freed\n}");
        Assert.Equal(new ExpectedPrint("frees(argument 0)", "a.c", 1), Assert.Single(file.Summaries));
        Assert.Equal(new ExpectedPrint("freed", "a.c", 2), Assert.Single(file.Reveals));
    }

    [Theory]
    [InlineData("char *s = \"http://host // expect: CK4001\";")]
    [InlineData("char *s = \"\\\"// expect: CK4001\";")]
    [InlineData("int c = '\"'; char *s = \"// expect: CK4001\";")]
    [InlineData("/* // expect: CK4001 */")]
    [InlineData("/* one\n// expect: CK4001\n*/")]
    public void Strings_and_block_comments_say_nothing(string source) => Assert.Empty(Parse(source).Expectations);

    [Fact]
    public void Lines_inside_a_block_comment_count() =>
        Assert.Equal(3, Assert.Single(Parse("/* one\ntwo */\nf(); // ok: CK4001").Expectations).Line);

    [Theory]
    [InlineData("// just a remark")]
    [InlineData("// expect CK4001")]
    [InlineData("// expect: ck4001")]
    [InlineData("// expect: CK40")]
    [InlineData("// expect: CK4001 unquoted")]
    [InlineData("// expect: CK4001, CK4002")]
    [InlineData("// expect ab: CK4001")]
    [InlineData("// flow 0: text")]
    [InlineData("// flow 1:")]
    [InlineData("// run:")]
    [InlineData("// expect: CK4001 //")]
    public void What_is_not_in_the_grammar_is_refused_with_its_place(string source)
    {
        SampleFormatException error = Assert.Throws<SampleFormatException>(() => Parse("int a;\n" + source));
        Assert.StartsWith("a.c:2: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f(); // expect a: CK4001\nf(); // expect a: CK4001", "label 'a' is taken")]
    [InlineData("f(); // expect: CK4001 // flow a1: malloc", "belong to 0 expectations")]
    [InlineData("f(); // expect: CK4001\nf(); // expect: CK4001 // flow 1: malloc", "belong to 2 expectations")]
    [InlineData("f(); // ok: CK4001 // flow 1: malloc", "belong to 0 expectations")]
    [InlineData("f(); // expect: CK4001 // flow 1: malloc // flow 3: free", "not numbered from 1")]
    [InlineData("f(); // expect: CK4001 // flow 1: malloc // flow 1: free", "not numbered from 1")]
    public void Steps_belong_to_one_defect_and_are_counted(string source, string problem)
    {
        SampleFormatException error = Assert.Throws<SampleFormatException>(() => new Sample("a.c", [Parse(source)]));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private static SampleFile Parse(string source) => SampleFile.Parse("a.c", source);
}
