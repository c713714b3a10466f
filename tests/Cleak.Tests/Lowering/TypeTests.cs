using Cleak.Ir;
using Xunit;

namespace Cleak.Tests.Lowering;

/// <summary>Types with the target's layout, equal ones one object.</summary>
public sealed class TypeTests
{
    [Fact]
    public void A_record_that_is_stored_has_all_its_members_with_their_places()
    {
        IrType record = Variable("struct { char c; union { int i; struct { short low, high; }; }; unsigned a : 3, : 2, b : 9; double d; } v;", "v");
        Assert.Equal(
            [("c", 0L, 0), ("i", 32, 0), ("low", 32, 0), ("high", 48, 0), ("a", 64, 3), ("b", 69, 9), ("d", 128, 0)],
            record.Fields.Select(f => (f.Name, f.BitOffset, f.BitWidth)));
        Assert.Equal((24, 8), (record.Size, record.Alignment));
    }

    [Fact]
    public void A_record_that_is_pointed_to_has_the_members_that_are_used()
    {
        TranslationUnit unit = LoweredSample.Text("struct big { int a, b, c, d; }; int f(struct big *p) { return p->d + p->b; }");
        IrType record = unit.Types.All.Single(t => t.Name == "struct big");
        Assert.Equal([("b", 4L), ("d", 12)], record.Fields.Select(f => (f.Name, f.ByteOffset)));
    }

    [Fact]
    public void A_flexible_array_and_a_packed_record_are_laid_out_as_the_compiler_does()
    {
        IrType packed = Variable("struct __attribute__((packed)) { char c; int i; char rest[]; } v;", "v");
        Assert.Equal([("c", 0L), ("i", 1), ("rest", 5)], packed.Fields.Select(f => (f.Name, f.ByteOffset)));
        Assert.Equal((5, -1), (packed.Size, packed.Fields[2].Type.Count));
    }

    [Theory]
    [InlineData("const char *v;", "const char *")]
    [InlineData("char *const *v;", "char *const *")]
    [InlineData("volatile int v[2][3];", "int[2][3]")]
    [InlineData("int (*v)(int, ...);", "int (*)(int, ...)")]
    [InlineData("int (*v[4])(void);", "int (*[4])(void)")]
    [InlineData("int (*v)[5];", "int (*)[5]")]
    [InlineData("enum e { A } v;", "enum e")]
    [InlineData("typedef struct { int a; } T; T v;", "T")]
    [InlineData("struct { int a; } v;", "struct (unnamed)")]
    [InlineData("_Atomic int v;", "int")]
    [InlineData("unsigned long long v;", "unsigned long long")]
    [InlineData("typedef unsigned long pthread_t; typedef pthread_t mine; mine v;", "pthread_t")]
    public void Names_are_as_a_reader_would_write_them(string declaration, string name) => Assert.Equal(name, Variable(declaration, "v").Name);

    [Fact]
    public void Equal_types_are_one_object()
    {
        TranslationUnit unit = LoweredSample.Text("typedef struct s S; struct s { const S *next; }; struct s *a; S *const b; int *c; volatile int *d; int e[3]; const int f[3];");
        IrType Of(string name) => unit.Symbols.Single(s => s.Name == name).Type;
        Assert.Same(Of("a"), Of("b"));
        Assert.Same(Of("c"), Of("d"));
        Assert.Same(Of("e"), Of("f"));
        Assert.Equal(unit.Types.Count, unit.Types.All.Select(t => (t.Name, t.Kind)).Distinct().Count());
    }

    [Theory]
    [InlineData("char", 1, true)]
    [InlineData("unsigned short", 2, false)]
    [InlineData("__int128", 16, true)]
    [InlineData("enum small", 4, false)]
    [InlineData("enum negative", 4, true)]
    [InlineData("enum packed", 1, false)]
    public void Integers_have_width_and_sign(string type, int size, bool isSigned)
    {
        IrType integer = Variable($"enum small {{ A }}; enum negative {{ B = -1 }}; enum packed {{ C }} __attribute__((packed)); {type} v;", "v");
        Assert.Equal((TypeKind.Integer, (long)size, isSigned), (integer.Kind, integer.Size, integer.IsSigned));
    }

    [Fact]
    public void Functions_know_their_parameters()
    {
        TranslationUnit unit = LoweredSample.Text("int with(char *, int[3], ...); int without(); int f(void) { return with(0, 0) + without(); }");
        IrType with = unit.Symbols.Single(s => s.Name == "with").Type;
        Assert.Equal(["char *", "int *"], with.Parameters.Select(p => p.Name));
        Assert.True(with.IsVariadic);
        Assert.True(unit.Symbols.Single(s => s.Name == "without").Type.IsUnprototyped);
        Assert.False(unit.Symbols.Single(s => s.Name == "f").Type.IsUnprototyped);
    }

    [Fact]
    public void Another_target_has_other_sizes()
    {
        TranslationUnit unit = LoweredSample.Text("struct s { char c; long l; void *p; } v; char *f(void) { return (char *)&v + sizeof(long); }", "-m32");
        Assert.Equal((4, 12), (unit.PointerSize, unit.Symbols.Single(s => s.Name == "v").Type.Size));
        Assert.Contains("&v+4", IrPrinter.Print(unit), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int *p = a;", true)]
    [InlineData("use(a);", true)]
    [InlineData("a[0] = 1;", false)]
    [InlineData("int n = a[1];", false)]
    public void An_address_that_is_only_the_base_of_an_access_is_not_taken(string statement, bool isTaken)
    {
        Function function = LoweredSample.Text($"void use(int *); void f(void) {{ int a[2]; {statement} }}").Function("f");
        Assert.Equal(isTaken, function.Locals.Single(l => l.Name == "a").IsAddressTaken);
    }

    private static IrType Variable(string source, string name) => LoweredSample.Text(source).Symbols.Single(s => s.Name == name).Type;
}
