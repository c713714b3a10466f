using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>Instructions point at what a reader of the source looks for.</summary>
public sealed class SpanTests
{
    [Theory]
    [InlineData("take(1, \")\");", "take(1, \")\")")]
    [InlineData("o->run( (2) );", "o->run( (2) )")]
    [InlineData("take (\n1, 2);", "take")]
    [InlineData("CALL(1);", "CALL(1)")]
    [InlineData("take((1), 2), take(3, 4);", "take((1), 2)")]
    public void A_call_reaches_to_its_parenthesis(string statement, string expected)
    {
        string source = $$"""
            struct ops { int (*run)(int); };
            int take();
            #define CALL(x) take(x)
            void f(struct ops *o) { {{statement}} }
            """;
        CallInstruction call = Instructions(source).OfType<CallInstruction>().First();
        Assert.Equal(expected, Text(source, call.Span));
    }

    [Fact]
    public void Loads_and_stores_point_at_their_variables()
    {
        const string Source = "void f(int *p, int n) {\n    int local = n;\n    *p = local;\n}\n";
        Instruction[] instructions = [.. Instructions(Source)];
        Assert.Equal("n", Text(Source, instructions.OfType<LoadInstruction>().First().Span));
        Assert.Equal((2, 9), (instructions.OfType<StoreInstruction>().First().Span.Line, instructions.OfType<StoreInstruction>().First().Span.Column));
        Assert.Equal("local", Text(Source, instructions.OfType<LoadInstruction>().ElementAt(1).Span));
    }

    [Fact]
    public void A_macro_is_told_by_its_use_and_the_place_in_its_text()
    {
        const string Source = "#define INNER(p) free(p)\n#define OUTER(p) INNER(p)\nvoid free(void *);\nvoid f(char *text) {\n    OUTER(text);\n}\n";
        CallInstruction call = Instructions(Source).OfType<CallInstruction>().Single();
        Assert.Equal("OUTER(text)", Text(Source, call.Span));
        Assert.Equal("OUTER", call.Macro!.Name);
        Assert.Equal((1, "free"), (call.Macro.Spelling.Line, Text(Source, call.Macro.Spelling)));
        LoadInstruction load = Instructions(Source).OfType<LoadInstruction>().Single();
        Assert.Equal((5, "text"), (load.Macro!.Spelling.Line, Text(Source, load.Macro.Spelling)));
    }

    [Fact]
    public void What_is_no_macro_says_so() =>
        Assert.All(Instructions("#define N 3\nint f(int n) { return n + N; }"), instruction => Assert.Null(instruction.Macro));

    [Fact]
    public void Pasted_tokens_stand_where_the_macro_is_used()
    {
        const string Source = "#define JOIN(a, b) a##b\nint ab(void);\nint f(void) {\n    return JOIN(a, b)();\n}\n";
        CallInstruction call = Instructions(Source).OfType<CallInstruction>().Single();
        Assert.Equal((4, "JOIN"), (call.Span.Line, call.Macro!.Name));
    }

    [Fact]
    public void Line_directives_are_ignored()
    {
        const string Source = "int g(void);\n#line 700 \"grammar.y\"\nint f(void) { return g(); }\n";
        Assert.Equal(3, Instructions(Source).OfType<CallInstruction>().Single().Span.Line);
    }

    [Fact]
    public void Columns_count_bytes()
    {
        const string Source = "int g(const char *);\nint f(void) { /* äöü */ return g(\"é\"); }\n";
        SourceSpan span = Instructions(Source).OfType<CallInstruction>().Single().Span;
        byte[] line = System.Text.Encoding.UTF8.GetBytes(Source.Split('\n')[1]);
        Assert.Equal("g(\"é\")", System.Text.Encoding.UTF8.GetString(line[(span.Column - 1)..(span.EndColumn - 1)]));
    }

    [Fact]
    public void A_function_knows_its_name_and_its_end()
    {
        const string Source = "static int\nwork(void)\n{\n    return 1;\n}\n";
        Function function = LoweredSample.Text(Source).Functions.Single();
        Assert.Equal((2, 1, 5), (function.Span.Line, function.Span.Column, function.Span.EndColumn));
        Assert.Equal((5, 1, 2), (function.EndSpan.Line, function.EndSpan.Column, function.EndSpan.EndColumn));
    }

    private static IEnumerable<Instruction> Instructions(string source) =>
        LoweredSample.Text(source).Function("f").Blocks.SelectMany(b => b.Instructions);

    private static string Text(string source, SourceSpan span) =>
        source.Split('\n')[span.Line - 1][(span.Column - 1)..(span.EndColumn - 1)];
}
