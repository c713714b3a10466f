using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

public class AttributeTests
{
    [Theory]
    [InlineData("void *f(int n) __attribute__((malloc, alloc_size(1)));", "malloc() alloc_size(1)")]
    [InlineData("void f(char *s, ...) __attribute__((__format__(printf, 1, 2))) __attribute__((nonnull(1)));", "format(printf, 1, 2) nonnull(1)")]
    [InlineData("[[gnu::always_inline]] static inline void f(void);", "always_inline()")]
    [InlineData("void f(void *p) __attribute__((ownership_takes(malloc, 1)));", "ownership_takes(malloc, 1)")]
    [InlineData("int f(int *p __attribute__((nonnull)), int q);", "")]
    [InlineData("int f[4] __attribute__((annotate(\"a ) b, [[x]]\"), unused)) = { 1, 2 };", "annotate(\"a ) b, [[x]]\") unused()")]
    [InlineData("void f(void) __attribute__((constructor(101)));", "constructor(101)")]
    [InlineData("int f;", "")]
    public void Attributes_are_read_with_their_arguments(string declaration, string attributes)
    {
        using var source = new ParsedSource(declaration);
        Assert.Equal(attributes, Text(source.Unit.TopLevel[0]));
    }

    [Theory]
    [InlineData("CLEANUP(release) char *text;")]
    [InlineData("AUTO_FREE char *text = \"x\";")]
    [InlineData("[[gnu::cleanup(release)]] char *text;")]
    [InlineData("char *text __attribute__((__cleanup__(release)));")]
    public void A_cleanup_function_is_known_through_any_macro(string variable)
    {
        using var source = new ParsedSource($$"""
            #define CLEANUP(f) __attribute__((__cleanup__(f)))
            #define AUTO_FREE CLEANUP(release)
            void release(char **text);
            void f(void) { {{variable}} }
            """);
        using CursorTree tree = source.Tree("f");
        int node = Enumerable.Range(0, tree.Count).Single(n => tree.Spelling(n) == "text");

        Assert.Equal("cleanup(release)", Text(tree.Cursor(node)));
    }

    [Fact]
    public void Attributes_of_prototype_and_definition_belong_to_one_function()
    {
        using var source = new ParsedSource("""
            void *make(int n) __attribute__((malloc));
            void *make(int n) __attribute__((cold));
            void use(void) { make(1); }
            void *make(int n) { return 0; }
            """);
        TopLevelDeclarations top = source.Unit.TopLevel;

        Assert.Equal("malloc()", Text(top[0]));
        Assert.Equal("cold() malloc()", Text(top[1]));
        Assert.Contains("malloc()", Text(top[3]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("__attribute__((noreturn)) void f(void);", true)]
    [InlineData("void f(void) __attribute__((__noreturn__, cold));", true)]
    [InlineData("_Noreturn void f(void);", true)]
    [InlineData("[[noreturn]] void f(void);", true)]
    [InlineData("[[_Noreturn]] void f(void);", true)]
    [InlineData("void f(void);", false)]
    [InlineData("void (*f(void))(void) __attribute__((noreturn));", false)]
    [InlineData("typedef void last(int) __attribute__((noreturn)); last f;", true)]
    [InlineData("void f(void (*handler)(void) __attribute__((noreturn)));", false)]
    public void A_function_that_never_returns_is_known_by_every_spelling(string declaration, bool isNoReturn)
    {
        using IndexHandle index = IndexHandle.Create();
        using ClangTranslationUnit unit = ClangTranslationUnit.Parse(index, new ParseRequest
        {
            Arguments = ["clang", "-std=c2x", "-w", "/memory/main.c"],
            UnsavedFiles = [new UnsavedFile("/memory/main.c", System.Text.Encoding.UTF8.GetBytes(declaration))],
        });

        Assert.Equal(isNoReturn, unit.TopLevel[0].IsNoReturn);
    }

    private static string Text(Cursor declaration) =>
        string.Join(' ', declaration.Attributes.Select(attribute => $"{attribute.Name}({attribute.Arguments})"));
}
