using ClangSharp.Interop;
using Cleak.Clang;
using Xunit;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Tests.Clang;

/// <summary>Types, declarations, constants and operators as lowering asks for them.</summary>
public class MeaningTests
{
    [Fact]
    public void All_redeclarations_of_a_thing_have_one_number()
    {
        using var source = new ParsedSource("""
            int limit(int);
            extern int shared;
            int use(int shared_not) { return limit(shared) + limit(shared_not); }
            int shared = 3;
            int limit(int n) { return n; }
            """);
        ClangTranslationUnit unit = source.Unit;
        using CursorTree tree = source.Tree("use");
        DeclarationId[] used = [.. Nodes(tree, CXCursor_DeclRefExpr).Select(tree.ReferencedDeclaration)];

        Assert.Equal(["limit", "shared", "limit", "shared_not"], used.Select(unit.Name));
        Assert.Equal(used[0], used[2]);
        Assert.NotEqual(used[1], used[3]);
        Assert.Equal(used[0], unit.TopLevel[4].Id);
        Assert.Equal(used[1], unit.TopLevel[3].Id);
        Assert.Equal(used[3], tree.Declaration(Nodes(tree, CXCursor_ParmDecl).Single()));
        Assert.Equal(5, unit.Declaration(used[0]).Definition.Location.Line);
        Assert.All(used, id => Assert.InRange(id.Index, 1, unit.DeclarationCount - 1));
        Assert.Equal(string.Empty, unit.Name(default));
    }

    [Fact]
    public void A_type_has_one_number_and_one_behind_its_typedefs()
    {
        using var source = new ParsedSource("""
            typedef unsigned long word;
            typedef word size;
            size a; word b; unsigned long c; const size d; size e;
            """);
        ClangTranslationUnit unit = source.Unit;
        var types = new List<TypeId>();
        for (int i = 0; i < unit.TopLevel.Count; i++)
        {
            types.Add(unit.TopLevel[i].Type.Id);
        }

        Assert.Equal(types[0], types[4]);
        Assert.Equal(4, types.Distinct().Count());
        TypeId word = types[2];
        Assert.Equal([word, word, word], types.Take(3).Select(unit.CanonicalType));
        Assert.NotEqual(word, unit.CanonicalType(types[3]));
        Assert.Equal("size", unit.Type(types[0]).Spelling);
        Assert.Equal(CXTypeKind.CXType_ULong, unit.Type(word).Kind);
        Assert.True(unit.Type(types[3]).Canonical.IsConst);
        Assert.True(unit.Type(default).IsNull);
    }

    [Fact]
    public void Records_are_described_by_their_types()
    {
        using var source = new ParsedSource("""
            struct packet { char tag; struct { int x, y; }; unsigned flags : 3, : 2, mode : 4; _Bool last; } packet;
            """);
        CType record = source.Unit.TopLevel[0].Type;
        var fields = new List<string>();
        foreach (Cursor field in record.Fields)
        {
            fields.Add($"{field.Spelling}@{field.OffsetOfField}{(field.IsBitField ? $":{field.BitWidth}" : string.Empty)}");
        }

        Assert.Equal((16, 4), (record.Size, record.Alignment));
        Assert.Equal(6, fields.Count);
        Assert.Equal("tag@0", fields[0]);
        Assert.EndsWith("@32", fields[1], StringComparison.Ordinal);
        Assert.Equal(["flags@96:3", "@99:2", "mode@101:4", "last@112"], fields.Skip(2).Select(field => field[0] == '@' || char.IsAsciiLetter(field[0]) ? field : "@" + field.Split('@')[1]));
        Assert.True(record.Fields[1].Type.Declaration.IsAnonymousRecord);
    }

    [Theory]
    [InlineData("int", 4)]
    [InlineData("char[12]", 12)]
    [InlineData("void *", 8)]
    [InlineData("_Complex double", 16)]
    [InlineData("__int128", 16)]
    [InlineData("_Atomic short", 2)]
    [InlineData("_BitInt(40)", 8)]
    [InlineData("struct incomplete", -1)]
    [InlineData("int (void)", -1)]
    [InlineData("void", -1)]
    [InlineData("enum colour", 4)]
    public void A_size_is_known_only_where_the_type_has_one(string type, long size)
    {
        using var source = new ParsedSource($"enum colour {{ red }}; struct incomplete; typedef __typeof__({type}) *pointer; pointer p;");
        CType pointee = source.Unit.TopLevel[0].Type.Canonical.Pointee;

        Assert.Equal(size, pointee.Size);
        Assert.Equal(size > 0, pointee.Alignment > 0);
    }

    [Fact]
    public void The_type_of_a_builtin_has_no_size_and_does_no_harm()
    {
        using var source = new ParsedSource("int f(int n) { return __builtin_expect(n, 0) && __builtin_popcount(n); }");
        using CursorTree tree = source.Tree("f");
        long[] sizes = [.. Enumerable.Range(0, tree.Count).Where(node => !tree.TypeId(node).IsNone).Select(node => tree.Type(node).Size)];

        Assert.Contains(-1, sizes);
        Assert.Contains(8, sizes);
    }

    [Theory]
    [InlineData("sizeof(struct point)", 8L)]
    [InlineData("'a' + (1 << 4)", 113L)]
    [InlineData("-1", -1L)]
    [InlineData("red + 1", 8L)]
    [InlineData("__builtin_offsetof(struct point, y)", 4L)]
    [InlineData("~0u", 4294967295L)]
    [InlineData("n + 1", null)]
    [InlineData("(__int128)1", null)]
    public void Integer_constants_are_evaluated(string expression, long? value)
    {
        using var source = new ParsedSource(
            $"struct point {{ int x, y; }}; enum colour {{ red = 7 }}; int f(int n) {{ return sizeof(({expression})); }}  __typeof__({expression}) g(int n) {{ return {expression}; }}");
        using CursorTree tree = source.Tree("g");
        int statement = Nodes(tree, CXCursor_ReturnStmt).Single();

        Assert.Equal(value is not null, tree.TryEvaluateInteger(tree.FirstChild(statement), out ConstantInteger constant));
        Assert.Equal(value ?? 0, (long)constant.Value);
    }

    /// <summary>Evaluating any of these nodes without the fence crashes libclang 19.</summary>
    [Fact]
    public void Every_node_may_be_evaluated_and_measured()
    {
        using var source = new ParsedSource("""
            struct inner { int a[3]; union { int i; float f; }; };
            struct outer { struct inner in[2]; const char *name; double d; } table[] = {
                [0] = { .in[1].a[0 ... 1] = 4, .name = "x" }, [1].in = { { { 1, 2 }, { .f = 1.5f } } }, { .d = 2.5 } };
            int f(int n)
            {
                struct outer local = { .in = { [0].i = 3 }, .d = 1 }, *p = &(struct outer){ .name = "y" };
                int grid[2][2] = { [1][0] = 7 }, none[] = {}, scalar = { 5 };
                return local.in[0].i + grid[1][0] + (p ? p->in[0].a[0] : broken(n).x) + sizeof(unknown_type) + *undeclared;
            }
            """);
        int values = 0;
        for (int i = 0; i < source.Unit.TopLevel.Count; i++)
        {
            using CursorTree tree = source.Unit.Tree(source.Unit.TopLevel[i]);
            for (int node = 0; node < tree.Count; node++)
            {
                values += tree.TryEvaluateInteger(node, out _) ? 1 : 0;
                values += tree.TryEvaluateFloating(node, out _) ? 1 : 0;
                values += tree.TypeId(node).IsNone ? 0 : Math.Sign(tree.Type(node).Size);
            }
        }

        Assert.True(values > 10, $"{values}");
    }

    [Fact]
    public void Floating_constants_are_evaluated()
    {
        using var source = new ParsedSource("double half(void) { return 1 / 2.0; }");
        using CursorTree tree = source.Tree("half");

        Assert.True(tree.TryEvaluateFloating(Nodes(tree, CXCursor_BinaryOperator).Single(), out double value));
        Assert.Equal(0.5, value);
    }

    [Fact]
    public void Operators_are_told_apart()
    {
        using var source = new ParsedSource("int f(int n) { n <<= 2; n++; --n; return n % 3 && !n; }");
        using CursorTree tree = source.Tree("f");

        Assert.Equal(
            [CXBinaryOperatorKind.CXBinaryOperator_ShlAssign, CXBinaryOperatorKind.CXBinaryOperator_LAnd, CXBinaryOperatorKind.CXBinaryOperator_Rem],
            Nodes(tree, CXCursor_CompoundAssignOperator).Concat(Nodes(tree, CXCursor_BinaryOperator)).Select(tree.BinaryOperator));
        Assert.Equal(
            [CXUnaryOperatorKind.CXUnaryOperator_PostInc, CXUnaryOperatorKind.CXUnaryOperator_PreDec, CXUnaryOperatorKind.CXUnaryOperator_LNot],
            Nodes(tree, CXCursor_UnaryOperator).Select(tree.UnaryOperator));
    }

    [Fact]
    public void A_jump_finds_its_label_even_among_local_ones_of_the_same_name()
    {
        using var source = new ParsedSource("""
            int f(int n)
            {
            again:
                ({ __label__ again; if (n) goto again; n--; again: n--; });
                void *target = &&again;
                if (n > 0) goto again;
                return target != 0;
            }
            """);
        using CursorTree tree = source.Tree("f");
        int[] labels = [.. Nodes(tree, CXCursor_LabelStmt)];
        int[] jumps = [.. Nodes(tree, CXCursor_GotoStmt)];

        Assert.Equal([4, 6], jumps.Select(jump => tree.Location(jump).Line));
        Assert.Equal(labels[1], tree.LabelTarget(jumps[0]));
        Assert.Equal(labels[0], tree.LabelTarget(jumps[1]));
        Assert.Equal(labels[0], tree.LabelTarget(Nodes(tree, CXCursor_AddrLabelExpr).Single()));
    }

    [Fact]
    public void A_declaration_tells_storage_linkage_and_initializer()
    {
        using var source = new ParsedSource("""
            static int counter = 1;
            _Thread_local int per_thread;
            extern int elsewhere;
            static inline int helper(const char *format, ...) { static int calls; return calls; }
            """);
        TopLevelDeclarations top = source.Unit.TopLevel;

        Assert.Equal((CX_StorageClass.CX_SC_Static, CXLinkageKind.CXLinkage_Internal), (top[0].StorageClass, top[0].Linkage));
        Assert.Equal(CXCursor_IntegerLiteral, top[0].Initializer.Kind);
        Assert.NotEqual(CXTLSKind.CXTLS_None, top[1].ThreadStorage);
        Assert.True(top[1].Initializer.IsNull);
        Assert.Equal(CX_StorageClass.CX_SC_Extern, top[2].StorageClass);
        Assert.True(top[2].Definition.IsNull);
        Assert.True(top[3].IsInline && top[3].IsVariadic);
        Assert.Equal((1, "format"), (top[3].ArgumentCount, top[3].Argument(0).Spelling));
        using CursorTree tree = source.Tree("helper");
        Assert.True(tree.Cursor(Nodes(tree, CXCursor_VarDecl).Single()).HasGlobalStorage);
    }

    private static IEnumerable<int> Nodes(CursorTree tree, CXCursorKind kind) =>
        Enumerable.Range(0, tree.Count).Where(node => tree.Kind(node) == kind);
}
