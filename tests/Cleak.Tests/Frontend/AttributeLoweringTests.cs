using Cleak.Frontend.Lowering;
using Cleak.Ir;
using Cleak.Tests.Clang;
using Xunit;

namespace Cleak.Tests.Frontend;

/// <summary>What a declaration promises must be known however many macros it is wrapped in.</summary>
public class AttributeLoweringTests
{
    /// <summary>As systemd and GLib write it: the attribute, its argument and the variable each in a macro of its own.</summary>
    [Theory]
    [InlineData("__attribute__((cleanup(release))) char *text")]
    [InlineData("_cleanup_(release) char *text")]
    [InlineData("_cleanup_free_ char *text")]
    [InlineData("[[gnu::cleanup(release)]] char *text")]
    [InlineData("__attribute__((unused)) _cleanup_free_ char *text")]
    public void A_cleanup_function_runs_at_the_end_of_the_scope(string variable)
    {
        using var source = new ParsedSource($$"""
            #define _cleanup_(f) __attribute__((__cleanup__(f)))
            #define _cleanup_free_ _cleanup_(release)
            static void release(char **text) { *text = 0; }
            int length(int n) { {{variable}} = 0; return n; }
            """);
        TranslationUnit unit = UnitLowering.Lower(source.Unit);

        Assert.Contains("release(", IrPrinter.Print(unit.Functions.Single(f => f.Symbol.Name == "length")), StringComparison.Ordinal);
    }

    [Fact]
    public void Attributes_given_through_macros_keep_their_numbers()
    {
        using var source = new ParsedSource("""
            #define SIZES(x, y) __attribute__((alloc_size(x, y), malloc))
            #define NOTNULL(n) __attribute__((nonnull(n)))
            void *array(int count, int size, const char *name) SIZES(1, 2) NOTNULL(3);
            void *f(void) { return array(1, 2, "x"); }
            """);
        FunctionAttributes attributes = UnitLowering.Lower(source.Unit).Symbols.Single(symbol => symbol.Name == "array").Attributes!;

        Assert.True(attributes.IsMalloc);
        Assert.Equal([1, 2], attributes.AllocationSizeParameters.ToArray());
        Assert.Equal([3], attributes.NonNullParameters.ToArray());
    }

    [Fact]
    public void A_callback_that_never_returns_says_nothing_of_the_function_that_takes_it()
    {
        using var source = new ParsedSource("""
            void on_failure(void (*handler)(int) __attribute__((noreturn)));
            void stop(int) __attribute__((noreturn));
            void f(void) { on_failure(stop); }
            """);
        TranslationUnit unit = UnitLowering.Lower(source.Unit);

        Assert.False(unit.Symbols.Single(symbol => symbol.Name == "on_failure").Attributes?.IsNoReturn);
        Assert.True(unit.Symbols.Single(symbol => symbol.Name == "stop").Attributes?.IsNoReturn);
    }
}
