using Cleak.Clang;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Parsing;
using Xunit;

namespace Cleak.Tests.Frontend;

public sealed class UnitParserTests : IDisposable
{
    private readonly TemporaryTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void A_sound_unit_is_whole()
    {
        UnitFacts facts = Parses.Facts(Parses.Command(tree.Write("a.c", "#include <stdio.h>\nint main(void) { puts(\"\"); return 0; }\n")));
        Assert.True(facts.IsWhole);
        Assert.Empty(facts.Concessions);
    }

    [Theory]
    [InlineData("int f(a, b) int a; char *b; { return a + *b; }")]
    [InlineData("main() { x(1); return y(\"s\"); }")]
    [InlineData("static f(); int g(void) { return f(); } static f() { return 3; }")]
    [InlineData("char *p; int q; void f(void) { p = 3; q = p; p = &q; }")]
    [InlineData("int f(void) { return; } void g(void) { return 1; }")]
    [InlineData("void h(int (*)(int)); int k(char *s); void f(void) { h(k); }")]
    public void Old_C_is_no_damage(string source) =>
        Assert.True(Parses.Facts(Parses.Command(tree.Write("old.c", source + "\n"))).IsWhole);

    [Fact]
    public void Only_the_function_with_the_error_in_it_is_damaged()
    {
        string source = "#include \"missing.h\"\nint sound(void) { return 1; }\nint broken(void) { unknown_t x; return 2; }\nint sound2(void) { return 3; }\n";
        CompileCommand command = Parses.Command(tree.Write("a.c", source));
        (UnitFacts facts, List<string> damaged) = Parses.With(command, null, unit => (unit.Facts, DamagedFunctions(unit)));
        Assert.Equal(["broken"], damaged);
        Assert.Equal("missing.h", Assert.Single(facts.MissingHeaders));
        Assert.False(facts.IsWhole);
        Assert.Equal(2, facts.ErrorCount);
        Assert.Equal((3, tree["a.c"]), (facts.Errors[1].Line, facts.Errors[1].Path));
    }

    [Fact]
    public void A_body_that_includes_a_broken_part_is_damaged()
    {
        tree.Write("deep.inc", "unknown_t x;\n");
        tree.Write("part.inc", "#include \"deep.inc\"\n");
        string source = "int broken(void) {\n#include \"part.inc\"\nreturn 1; }\nint sound(void) { return 2; }\n";
        CompileCommand command = Parses.Command(tree.Write("a.c", source));
        Assert.Equal(["broken"], Parses.With(command, null, DamagedFunctions));
    }

    [Theory]
    [InlineData("--target=nosuchmachine-unknown", "target")]
    [InlineData("-march=nosuchprocessor", "processor")]
    [InlineData("-mcpu=nosuchprocessor", "processor")]
    public void Flags_that_libclang_refuses_are_given_up(string flag, string mentioned)
    {
        UnitFacts facts = Parses.Facts(Parses.Command(tree.Write("a.c", "int main(void) { return 0; }\n"), flag));
        Assert.Null(facts.Failure);
        if (facts.Concessions.Length > 0) Assert.Contains(mentioned, facts.Concessions[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_standard_becomes_gnu17()
    {
        CompileCommand command = Parses.Command(tree.Write("a.c", "int main(void) { return 0; }\n")) with { Standard = "c2099" };
        UnitFacts facts = Parses.Facts(command);
        Assert.True(facts.IsWhole);
        Assert.Contains("gnu17", Assert.Single(facts.Concessions), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_a_unit_without_functions() =>
        Assert.True(Parses.Facts(Parses.Command(tree.Write("empty.c", string.Empty))).IsWhole);

    [Fact]
    public void A_device_is_not_opened()
    {
        string link = tree["device.c"];
        File.CreateSymbolicLink(link, "/dev/zero");
        Assert.True(Parses.Facts(Parses.Command(link)).IsWhole);
    }

    [Fact]
    public void A_missing_file_is_a_failure_with_a_reason() =>
        Assert.NotNull(Parses.Facts(Parses.Command(tree["nothing.c"])).Failure);

    [Fact]
    public void A_unit_full_of_syntax_errors_counts_them_all()
    {
        string broken = string.Concat(Enumerable.Range(0, 100).Select(i => $"int f{i}(void) {{ return nonsense{i}; }}\n"));
        UnitFacts facts = Parses.Facts(Parses.Command(tree.Write("a.c", broken)));
        Assert.Null(facts.Failure);
        Assert.Equal(100, facts.ErrorCount);
        Assert.Equal(20, facts.Errors.Length);
    }

    [Fact]
    public void What_stands_in_files_outside_the_project_is_not_quoted()
    {
        using var elsewhere = new TemporaryTree();
        elsewhere.Write("secret.txt", "hunter2 is the password\n");
        string source = tree.Write("a.c", $"#include \"{elsewhere["secret.txt"]}\"\n");
        string said = ParseThread.Run(() =>
        {
            using IndexHandle index = IndexHandle.Create();
            using ParsedUnit unit = new UnitParser(index, Parses.Headers(), [tree.Root]).Parse(Parses.Command(source));
            return string.Join('\n', unit.Facts.Errors.Select(error => error.Message));
        });
        Assert.NotEmpty(said);
        Assert.DoesNotContain("hunter2", said, StringComparison.Ordinal);
    }

    private static List<string> DamagedFunctions(ParsedUnit parsed)
    {
        var damaged = new List<string>();
        ClangTranslationUnit unit = parsed.Unit!;
        for (int i = 0; i < unit.TopLevel.Count; i++)
        {
            Cursor function = unit.TopLevel[i];
            if (function.IsDefinition && parsed.Damage!.IsDamaged(function.Extent)) damaged.Add(function.Spelling);
        }
        return damaged;
    }
}
