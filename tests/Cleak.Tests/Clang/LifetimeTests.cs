using ClangSharp.Interop;
using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

public class LifetimeTests
{
    private const string Source = "int twice(int n) { return n + n; }";

    [Fact]
    public void An_index_lives_as_long_as_a_unit_in_it_whoever_is_disposed_first()
    {
        IndexHandle index = IndexHandle.Create();
        ClangTranslationUnit first = ClangTranslationUnit.Parse(index, ParsedSource.Request(Source));
        ClangTranslationUnit second = ClangTranslationUnit.Parse(index, ParsedSource.Request(Source));
        index.Dispose();
        first.Dispose();

        Assert.False(index.IsClosed);
        Assert.Equal("twice", second.TopLevel[0].Spelling);
        second.Dispose();
        Assert.True(index.IsClosed);
    }

    [Fact]
    public void A_failed_parse_leaves_no_hold_on_the_index()
    {
        IndexHandle index = IndexHandle.Create();
        Assert.Null(ClangTranslationUnit.TryParse(index, new ParseRequest { Arguments = ["clang", "/memory/absent.c"] }, out _));
        index.Dispose();

        Assert.True(index.IsClosed);
    }

    [Fact]
    public void A_disposed_unit_throws_instead_of_reading_freed_memory()
    {
        using var source = new ParsedSource(Source);
        ClangTranslationUnit unit = source.Unit;
        using CursorTree tree = source.Tree("twice");
        Cursor cursor = unit.TopLevel[0];
        CType type = cursor.Type;
        unit.Dispose();
        unit.Dispose();

        Assert.True(unit.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => unit.FileName(unit.MainFile));
        Assert.Throws<ObjectDisposedException>(() => unit.Root.Kind);
        Assert.Throws<ObjectDisposedException>(() => unit.Contents(unit.MainFile).Length);
        Assert.Throws<ObjectDisposedException>(() => tree.Spelling(CursorTree.Root));
        Assert.Throws<IndexOutOfRangeException>(() => tree.Kind(CursorTree.Root));
        Assert.Equal("disposed", SpellingOf(cursor));
        Assert.Equal("disposed", SpellingOf(type));
    }

    [Fact]
    public void A_disposed_tree_lends_its_arrays_to_the_next()
    {
        using var source = new ParsedSource(Source + "int seven(void) { return 7; }");
        CursorTree first = source.Tree("twice");
        int count = first.Count;
        first.Dispose();
        first.Dispose();
        using CursorTree second = source.Tree("seven");
        using CursorTree third = source.Tree("twice");

        Assert.Same(first, second);
        Assert.NotSame(second, third);
        Assert.NotEqual(count, second.Count);
        Assert.Equal(count, third.Count);
    }

    [Fact]
    public void Nothing_is_left_behind_by_units_that_are_disposed()
    {
        using IndexHandle index = IndexHandle.Create();
        ParseRequest request = ParsedSource.Request(Source);
        var units = new List<WeakReference>();
        for (int i = 0; i < 8; i++)
        {
            units.Add(ParseAndForget(index, request));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.DoesNotContain(units, unit => unit.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference ParseAndForget(IndexHandle index, ParseRequest request)
    {
        using ClangTranslationUnit unit = ClangTranslationUnit.Parse(index, request);
        using CursorTree tree = unit.Tree(unit.TopLevel[0]);
        Assert.Equal(CXCursorKind.CXCursor_FunctionDecl, tree.Kind(CursorTree.Root));
        return new WeakReference(unit);
    }

    private static string SpellingOf(Cursor cursor)
    {
        try
        {
            return cursor.Spelling;
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
    }

    private static string SpellingOf(CType type)
    {
        try
        {
            return type.Spelling;
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
    }
}
