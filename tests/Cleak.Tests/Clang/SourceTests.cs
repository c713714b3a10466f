using System.Text;
using ClangSharp.Interop;
using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

public class SourceTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_are_counted_as_the_compiler_counts_them(string end)
    {
        using var source = new ParsedSource(string.Join(end, "int a;", "", "\tint b;", "int c, d;"));
        Assert.Equal(["1:5", "3:6", "4:5", "4:8"], Positions(source.Unit));
    }

    [Fact]
    public void A_position_in_a_macro_is_the_use_and_its_spelling_the_definition_or_argument()
    {
        using var source = new ParsedSource("""
            #define TWICE(x) ((x) * 2)
            #define NAME(a, b) a##b
            int NAME(fo, o)(int n) { return TWICE(n); }
            """);
        using CursorTree tree = source.Tree("foo");
        int two = Nodes(tree).Single(node => tree.Kind(node) == CXCursorKind.CXCursor_IntegerLiteral);
        int n = Nodes(tree).Single(node => tree.Kind(node) == CXCursorKind.CXCursor_DeclRefExpr);

        Assert.Equal((3, 33), (tree.Location(two).Line, tree.Location(two).Column));
        Assert.Equal((1, 25), (tree.SpellingLocation(two).Line, tree.SpellingLocation(two).Column));
        Assert.Equal((3, 33), (tree.Location(n).Line, tree.Location(n).Column));
        Assert.Equal((3, 39), (tree.SpellingLocation(n).Line, tree.SpellingLocation(n).Column));
        Assert.True(tree.IsInMacro(n) && tree.IsInMacro(two) && tree.IsInMacro(CursorTree.Root));
        Assert.Equal("TWICE", Encoding.UTF8.GetString(source.Unit.IdentifierAt(tree.Location(n).File, tree.Location(n).Offset)));

        // The name was pasted together: its characters are in no file.
        Assert.True(tree.SpellingLocation(CursorTree.Root).IsNone);
        Assert.Equal((3, 5), (tree.Location(CursorTree.Root).Line, tree.Location(CursorTree.Root).Column));
    }

    [Fact]
    public void Each_inclusion_of_a_header_resolves_to_the_same_file()
    {
        using var source = new ParsedSource(
            """
            #define NAME first
            #include "/memory/list.h"
            #undef NAME
            #define NAME second
            #include "/memory/list.h"
            int main_file;
            """,
            ("/memory/list.h", "int before;\nstatic int NAME(void) { return before; }\nextern int after;\n"));
        ClangTranslationUnit unit = source.Unit;
        var found = new List<string>();
        for (int i = 0; i < unit.TopLevel.Count; i++)
        {
            SourcePosition position = unit.TopLevel[i].Location;
            Assert.Equal(unit.TopLevel.File(i), position.File);
            found.Add($"{unit.FileName(position.File)}:{position.Line} {unit.TopLevel[i].Spelling}");
        }

        Assert.Equal(
            ["/memory/list.h:2 first", "/memory/list.h:2 second", "/memory/main.c:6 main_file"],
            found);
        Assert.Equal(
            ["0 /memory/main.c", "1 /memory/list.h", "1 /memory/list.h"],
            unit.Inclusions.Select(inclusion => $"{inclusion.Depth} {unit.FileName(inclusion.File)}"));
        Assert.Equal([0, 2, 5], unit.Inclusions.Select(inclusion => inclusion.IncludedAt.Line));
    }

    [Fact]
    public void Files_in_memory_are_told_apart_and_read_without_a_copy()
    {
        using var source = new ParsedSource(
            "#include \"/memory/a.h\"\n#include \"/memory/b.h\"\n#include \"/memory/empty.h\"\nint c;\n",
            ("/memory/a.h", "static int a = 1;\n"),
            ("/memory/b.h", "static int b = 2;\n"),
            ("/memory/empty.h", ""));
        ClangTranslationUnit unit = source.Unit;

        Assert.Equal(4, unit.Inclusions.Select(inclusion => inclusion.File).Distinct().Count());
        Assert.Equal("static int b = 2;\n", Encoding.UTF8.GetString(unit.Contents(unit.TopLevel[1].Location.File)));
        Assert.Equal("/memory/main.c", unit.FileName(unit.MainFile));
        Assert.Equal("int c", Encoding.UTF8.GetString(unit.TopLevel[2].SpelledText));
    }

    [Fact]
    public void Only_what_the_user_wrote_or_others_define_is_at_the_top()
    {
        using var source = new ParsedSource(
            """
            #include "/memory/api.h"
            #define HANDLER(name) int name(void)
            HANDLER(on_start) { return 0; }
            int declared_here(void);
            static int counter;
            """,
            ("/memory/api.h", "int prototype(int);\nextern int shared;\nstruct s { int x; };\nstatic inline int helper(void) { return 1; }\n"));
        TopLevelDeclarations top = source.Unit.TopLevel;
        string[] names = [.. Enumerable.Range(0, top.Count).Select(i => $"{top[i].Spelling}{(top.IsInMainFile(i) ? string.Empty : "*")}")];

        Assert.Equal(["helper*", "on_start", "declared_here", "counter"], names);
    }

    [Fact]
    public void A_system_header_is_known_by_its_folder()
    {
        using IndexHandle index = IndexHandle.Create();
        using ClangTranslationUnit unit = ClangTranslationUnit.Parse(index, new ParseRequest
        {
            Arguments = ["clang", "-isystem", "/memory/system", "/memory/main.c"],
            UnsavedFiles =
            [
                new UnsavedFile("/memory/main.c", "#include <lib.h>\nstatic int own;\n"u8.ToArray()),
                new UnsavedFile("/memory/system/lib.h", "static int lib = 1;\n"u8.ToArray()),
            ],
        });

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(i => unit.IsSystemHeader(unit.TopLevel.File(i))));
        Assert.True(unit.TopLevel[0].IsInSystemHeader);
        Assert.False(unit.TopLevel[1].IsInSystemHeader);
    }

    [Fact]
    public void A_missing_header_does_not_hide_what_comes_after_it()
    {
        using var source = new ParsedSource("#include <no/such/header.h>\nint f(void) { return undeclared; }\n");
        IReadOnlyList<ClangDiagnostic> diagnostics = source.Unit.Diagnostics;

        Assert.Equal(2, diagnostics.Count);
        Assert.All(diagnostics, diagnostic => Assert.True(diagnostic.IsError));
        Assert.Contains("no/such/header.h", diagnostics[0].Text, StringComparison.Ordinal);
        ClangDiagnostic second = diagnostics[1];
        Assert.Contains("undeclared", second.Text, StringComparison.Ordinal);
        Assert.Equal(("/memory/main.c", 2, 22, 49), (second.FileName, second.Position.Line, second.Position.Column, second.Position.Offset));
        Assert.True(source.Tree("f").Extent(CursorTree.Root).Contains(second.Position.File, second.Position.Offset));
    }

    [Fact]
    public void A_diagnostic_tells_the_option_that_governs_it()
    {
        using IndexHandle index = IndexHandle.Create();
        using ClangTranslationUnit unit = ClangTranslationUnit.Parse(index, new ParseRequest
        {
            Arguments = ["clang", "-fno-such-flag", "/memory/main.c"],
            UnsavedFiles = [new UnsavedFile("/memory/main.c", "int *p = 1;\n"u8.ToArray())],
        });

        ClangDiagnostic flag = unit.Diagnostics.Single(diagnostic => diagnostic.FileName is null);
        Assert.Contains("-fno-such-flag", flag.Text, StringComparison.Ordinal);
        Assert.Equal("-Wint-conversion", unit.Diagnostics.Single(diagnostic => diagnostic.FileName is not null).Option);
    }

    [Fact]
    public void A_file_that_cannot_be_read_gives_no_unit()
    {
        using IndexHandle index = IndexHandle.Create();
        var request = new ParseRequest { Arguments = ["clang", "/memory/absent.c"] };

        Assert.Null(ClangTranslationUnit.TryParse(index, request, out CXErrorCode error));
        Assert.NotEqual(CXErrorCode.CXError_Success, error);
        Assert.Equal(error, Assert.Throws<ClangParseException>(() => ClangTranslationUnit.Parse(index, request)).Error);
    }

    [Fact]
    public void The_target_is_the_one_asked_for()
    {
        using IndexHandle index = IndexHandle.Create();
        using ClangTranslationUnit unit = ClangTranslationUnit.Parse(index, new ParseRequest
        {
            Arguments = ["clang", "--target=i686-linux-gnu", "/memory/main.c"],
            UnsavedFiles = [new UnsavedFile("/memory/main.c", "long l;\n"u8.ToArray())],
        });

        Assert.Equal(32, unit.PointerWidth);
        Assert.StartsWith("i686", unit.TargetTriple, StringComparison.Ordinal);
        Assert.Equal(4, unit.TopLevel[0].Type.Size);
        Assert.InRange(unit.MemoryUsage, 1_000, 100_000_000);
    }

    private static IEnumerable<int> Nodes(CursorTree tree) => Enumerable.Range(0, tree.Count);

    private static List<string> Positions(ClangTranslationUnit unit)
    {
        var positions = new List<string>();
        for (int i = 0; i < unit.TopLevel.Count; i++)
        {
            SourcePosition position = unit.TopLevel[i].Location;
            positions.Add($"{position.Line}:{position.Column}");
        }

        return positions;
    }
}
