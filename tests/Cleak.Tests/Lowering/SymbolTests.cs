using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>What is known of a function or variable beside its body.</summary>
public sealed class SymbolTests
{
    [Theory]
    [InlineData("__attribute__((noreturn)) void f(void);")]
    [InlineData("void f(void) __attribute__((__noreturn__));")]
    [InlineData("_Noreturn void f(void);")]
    [InlineData("void f(void); __attribute__((noreturn)) void f(void);")]
    public void Both_forms_of_noreturn_are_seen(string declaration) =>
        Assert.True(Symbol(declaration + " void g(void) { f(); }", "f").Attributes.IsNoReturn);

    [Theory]
    [InlineData("exit")]
    [InlineData("longjmp")]
    [InlineData("errx")]
    [InlineData("pthread_exit")]
    public void Well_known_functions_do_not_return_whatever_their_declaration_says(string name) =>
        Assert.True(Symbol($"void {name}(); void g(void) {{ {name}(1); }}", name).Attributes.IsNoReturn);

    [Fact]
    public void Attributes_of_allocation_are_read()
    {
        FunctionAttributes attributes = Symbol(
            """
            void drop(int, void *);
            void *make(unsigned long, unsigned long) __attribute__((malloc, returns_nonnull, alloc_size(1, 2), malloc(drop, 2)));
            void g(void) { make(1, 2); }
            """,
            "make").Attributes;
        Assert.True(attributes.IsMalloc);
        Assert.True(attributes.ReturnsNonNull);
        Assert.Equal([1, 2], attributes.AllocationSizeParameters.ToArray());
        Assert.Equal("drop", attributes.Deallocator);
        Assert.Equal(2, attributes.DeallocatorParameter);
    }

    [Fact]
    public void What_glibc_says_of_its_allocators_is_read_though_the_compiler_drops_it()
    {
        TranslationUnit unit = LoweredSample.Text(
            """
            #include <stdio.h>
            #include <dirent.h>
            void g(void) { fopen("a", "r"); opendir("b"); }
            """,
            "-D_GNU_SOURCE");
        Assert.Equal("fclose", Symbol(unit, "fopen").Attributes.Deallocator);
        Assert.Equal("closedir", Symbol(unit, "opendir").Attributes.Deallocator);
    }

    [Fact]
    public void Promises_about_arguments_are_read()
    {
        FunctionAttributes attributes = Symbol(
            """
            int print(void *to, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(1, 2)));
            void g(void) { print(0, ""); }
            """,
            "print").Attributes;
        Assert.Equal(2, attributes.FormatParameter);
        Assert.Equal([1, 2], attributes.NonNullParameters.ToArray());
        Assert.False(attributes.AllNonNull);
        Assert.True(Symbol("void h(int *, int *) __attribute__((nonnull)); void g(void) { h(0, 0); }", "h").Attributes.AllNonNull);
    }

    [Fact]
    public void Ownership_is_read()
    {
        FunctionAttributes attributes = Symbol(
            """
            void keep(void *, void *) __attribute__((ownership_takes(malloc, 1), ownership_holds(malloc, 2)));
            void g(void) { keep(0, 0); }
            """,
            "keep").Attributes;
        Assert.Collection(
            attributes.Ownership.OrderBy(o => o.Kind),
            takes => Assert.Equal((OwnershipKind.Takes, "malloc", 1), (takes.Kind, takes.Family, takes.Parameters.Single())),
            holds => Assert.Equal((OwnershipKind.Holds, "malloc", 2), (holds.Kind, holds.Family, holds.Parameters.Single())));
    }

    [Fact]
    public void Other_attributes_are_read()
    {
        TranslationUnit unit = LoweredSample.Text(
            """
            __attribute__((constructor)) void before(void) {}
            __attribute__((destructor)) void after(void) {}
            int pure(int) __attribute__((pure));
            int same(int) __attribute__((const));
            int again(void) __attribute__((returns_twice));
            void told(void) __attribute__((annotate("cleak:frees(0)")));
            void weakly(void) __attribute__((weak));
            void g(void) { pure(1); same(1); again(); told(); weakly(); }
            """);
        Assert.True(Symbol(unit, "before").Attributes.IsConstructor);
        Assert.True(Symbol(unit, "after").Attributes.IsDestructor);
        Assert.True(Symbol(unit, "pure").Attributes.IsPure);
        Assert.True(Symbol(unit, "same").Attributes.IsPure);
        Assert.True(Symbol(unit, "again").Attributes.ReturnsTwice);
        Assert.Equal("cleak:frees(0)", Assert.Single(Symbol(unit, "told").Attributes.Annotations));
        Assert.True(Symbol(unit, "weakly").IsWeak);
    }

    [Fact]
    public void Linkage_keeps_apart_what_the_linker_keeps_apart()
    {
        TranslationUnit unit = LoweredSample.Text(
            """
            int shared;
            static int mine;
            static int helper(void) { static int mine; return mine++; }
            int other(void) { static int mine; { static int mine; mine++; } return mine++ + helper() + shared; }
            """);
        Assert.Equal("shared", Symbol(unit, "shared").LinkKey);
        Assert.Equal("/memory/main.c#helper", Symbol(unit, "helper").LinkKey);
        string[] keys = [.. unit.Symbols.Where(s => s.Name == "mine").Select(s => s.LinkKey).Order(StringComparer.Ordinal)];
        Assert.Equal(["/memory/main.c#helper#mine", "/memory/main.c#mine", "/memory/main.c#other#mine", "/memory/main.c#other#mine.2"], keys);
    }

    [Fact]
    public void Variables_say_what_they_are()
    {
        TranslationUnit unit = LoweredSample.Text(
            """
            const int table[2] = { 1, 2 };
            _Thread_local int local;
            extern int *const fixed;
            const char *text = "";
            int g(void) { return table[0] + local + *fixed + *text; }
            """);
        Assert.True(Symbol(unit, "table").IsConst);
        Assert.True(Symbol(unit, "local").IsThreadLocal);
        Assert.True(Symbol(unit, "fixed").IsConst);
        Assert.False(Symbol(unit, "text").IsConst);
        Assert.True(Symbol(unit, "text").Type.IsElementConst);
    }

    [Fact]
    public void A_function_without_declaration_is_implicit()
    {
        TranslationUnit unit = LoweredSample.Text("int declared(); int f(void) { return missing(1) + declared(2); }", "-std=gnu89");
        Assert.True(Symbol(unit, "missing").IsImplicit);
        Assert.False(Symbol(unit, "declared").IsImplicit);
        Assert.True(Symbol(unit, "declared").Type.IsUnprototyped);
    }

    [Fact]
    public void Only_what_is_named_has_a_symbol()
    {
        TranslationUnit unit = LoweredSample.Text("#include <stdio.h>\nint f(void) { return puts(\"x\"); }");
        Assert.Equal(["f", "puts"], unit.Symbols.Select(s => s.Name).Order(StringComparer.Ordinal));
        Assert.True(Symbol(unit, "puts").IsInSystemHeader);
        Assert.False(Symbol(unit, "f").IsInSystemHeader);
    }

    private static Symbol Symbol(string source, string name) => Symbol(LoweredSample.Text(source), name);

    private static Symbol Symbol(TranslationUnit unit, string name) => unit.Symbols.Single(s => s.Name == name);
}
