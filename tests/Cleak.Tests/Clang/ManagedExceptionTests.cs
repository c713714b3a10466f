using System.Runtime.CompilerServices;
using System.Text;
using ClangSharp.Interop;
using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

/// <summary>
/// libclang must leave exceptions alone: its signal handlers would turn a null dereference into the end of the process, and
/// an exception that crossed its frames would do the same.
/// </summary>
public class ManagedExceptionTests
{
    [Fact]
    public void Hardware_exceptions_stay_catchable_after_an_index_was_made()
    {
        using var source = new ParsedSource("int x;");
        Assert.Throws<NullReferenceException>(() => LengthOf(null!));
        Assert.Throws<DivideByZeroException>(() => Divide(1, 0));
    }

    [Fact]
    public void An_exception_in_a_visitor_ends_the_visit_and_comes_out()
    {
        using var source = new ParsedSource("int a; int b; int c;");
        var seen = new StringBuilder();
        var thrown = new InvalidOperationException("no further");

        Exception? caught = null;
        try
        {
            source.Unit.Root.Visit((cursor, _) =>
            {
                seen.Append(cursor.Spelling);
                return cursor.Spelling == "b" ? throw thrown : CXChildVisitResult.CXChildVisit_Continue;
            });
        }
        catch (InvalidOperationException exception)
        {
            caught = exception;
        }

        Assert.Same(thrown, caught);
        Assert.EndsWith("ab", seen.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, source.Unit.TopLevel.Count);
    }

    [Fact]
    public void A_visitor_may_visit()
    {
        using var source = new ParsedSource("int f(int a, int b) { return a; }");
        int parameters = 0;
        source.Unit.Root.Visit((cursor, _) =>
        {
            cursor.Visit((inner, _) =>
            {
                parameters += inner.Kind == CXCursorKind.CXCursor_ParmDecl ? 1 : 0;
                return CXChildVisitResult.CXChildVisit_Continue;
            });
            return CXChildVisitResult.CXChildVisit_Continue;
        });

        Assert.Equal(2, parameters);
    }

    [Fact]
    public void An_exception_on_a_parse_thread_comes_out()
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => ParseThread.Run<int>(() => throw new InvalidOperationException("on another thread")));
        Assert.Equal("on another thread", thrown.Message);
    }

    /// <summary>Each thread with an index of its own, as the driver parses.</summary>
    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        string[] sources = [.. Enumerable.Range(1, 8).Select(terms => $"int f(int x) {{ return {string.Concat(Enumerable.Repeat("x + ", terms))}1; }}")];
        int[] expected = [.. sources.Select(CountNodes)];
        int[] counts = new int[sources.Length * 8];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(thread => ParseThread.Start(() =>
        {
            for (int i = thread; i < counts.Length; i += 4)
            {
                counts[i] = CountNodes(sources[i % sources.Length]);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(Enumerable.Range(0, counts.Length).Select(i => expected[i % expected.Length]), counts);
        Assert.Equal(sources.Length, expected.Distinct().Count());
    }

    [Fact]
    public void A_parse_thread_is_deep_enough_for_a_long_sum()
    {
        string sum = string.Concat(Enumerable.Repeat("x + ", 60_000));
        int nodes = ParseThread.Run(() =>
        {
            using var source = new ParsedSource($"int f(int x) {{ return {sum}1; }}");
            using CursorTree tree = source.Tree("f");
            return tree.Count;
        });
        Assert.True(nodes > 120_000, $"{nodes} nodes");
    }

    private static int CountNodes(string text)
    {
        using var source = new ParsedSource(text);
        using CursorTree tree = source.Tree("f");
        return tree.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int LengthOf(string text) => text.Length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int left, int right) => left / right;
}
