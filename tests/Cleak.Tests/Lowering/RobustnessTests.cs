using System.Text;
using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>Whatever the input is, a unit comes out, and it is sound.</summary>
public sealed class RobustnessTests
{
    [Theory]
    [InlineData("int f(int n) { return n +; }")]
    [InlineData("int f(int n) { for (;; ) { case 1: break; } continue; }")]
    [InlineData("int f(int n) { goto nowhere; }")]
    [InlineData("int f(struct unknown u) { return u.a; }")]
    [InlineData("struct s { struct t inner; int b; }; int f(struct s *p) { return p->b + p->inner.a; }")]
    [InlineData("int f(void) { int a[-1]; int b[] = { [100000] = 1 }; return a[0]; }")]
    [InlineData("int f(void) { void g(void) { } g(); return 1; }")]
    [InlineData("int f(void) { switch (1) { case 1: case 1: default: default: ; } }")]
    [InlineData("int f(int n) { return ({ }); }")]
    [InlineData("int f(int n) { x y z; if (; while) }")]
    [InlineData("f(a, b) { return a ? : b; }")]
    [InlineData("int f(void) { return sizeof(struct none) + _Alignof(void); }")]
    [InlineData("typedef int T; int f(T T) { return T; } struct { } e = { 1, 2, 3 }; int a[0] = { 1 };")]
    [InlineData("int f(void) { asm goto(\"\" :::: missing); asm(); return 0; }")]
    [InlineData("int f(void *p) { return _Generic(p, int: 1, char: 2); }")]
    [InlineData("union u { int a; float b; } v = { .c = 1, .a = 2 }; struct { int a[2]; } w = { .a[5] = 1, .a = { [0 ... 9] = 2 } };")]
    [InlineData("int f(int n) { int n = n; extern int n; { static int n = &n; return n; } }")]
    [InlineData("\0\x01\x02 int f(void) { return 1; } }}}}{{{{ \xff")]
    [InlineData("")]
    public void Broken_text_lowers_to_sound_functions(string source)
    {
        TranslationUnit unit = LoweredSample.Text(source);
        Assert.Empty(IrVerifier.Verify(unit));
        Assert.NotNull(IrPrinter.Print(unit));
    }

    [Fact]
    public void Deep_nesting_is_lowered_in_parts()
    {
        var source = new StringBuilder("int f(int n) { return n");
        for (int i = 0; i < 20_000; i++)
        {
            source.Append(" + n");
        }

        Function function = LoweredSample.Text(source.Append("; }").ToString()).Function("f");
        Assert.Empty(IrVerifier.Verify(function));
        Assert.Null(function.Damage);
        Assert.Equal(20_001, function.Blocks.SelectMany(b => b.Instructions).OfType<LoadInstruction>().Count(l => l.Address is LocalAddressExpression { Slot: 0 }));
    }

    [Fact]
    public void Long_chains_of_else_are_lowered()
    {
        var source = new StringBuilder("int g(int); int f(int n) { if (n == 0) return g(0);");
        for (int i = 1; i < 1_000; i++)
        {
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $" else if (n == {i}) return g({i});");
        }

        Function function = LoweredSample.Text(source.Append(" return 0; }").ToString()).Function("f");
        Assert.Null(function.Damage);
        Assert.Equal(2_001, function.Blocks.Length);
    }

    [Fact]
    public void A_large_table_is_lowered()
    {
        var source = new StringBuilder("int table[] = {");
        for (int i = 0; i < 100_000; i++)
        {
            source.Append(i % 7).Append(',');
        }

        Global table = Assert.Single(LoweredSample.Text(source.Append("};").ToString()).Globals);
        Assert.Equal(400_000, table.Symbol.Type.Size);
        Assert.Equal(100_000 - (100_000 / 7) - 1, table.Initializers.Length);
    }

    [Fact]
    public void The_same_text_gives_the_same_unit()
    {
        string path = Path.Combine(LoweredSample.Folder, "records.c");
        Assert.Equal(IrPrinter.Print(LoweredSample.File(path)), IrPrinter.Print(LoweredSample.File(path)));
    }
}
