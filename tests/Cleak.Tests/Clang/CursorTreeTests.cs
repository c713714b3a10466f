using System.Globalization;
using System.Text;
using ClangSharp.Interop;
using Cleak.Clang;
using Xunit;

namespace Cleak.Tests.Clang;

public class CursorTreeTests
{
    private const string Factorial = """
        static int factorial(int n)
        {
            if (n <= 1)
                return 1;
            return n * factorial(n - 1);
        }
        """;

    [Fact]
    public void One_pass_gives_the_tree_that_visiting_each_node_gives()
    {
        using var source = new ParsedSource("""
            struct point { int x, y; };
            int sum(int n, int values[n])
            {
                struct point p = { .x = 1, .y = 2 }, *q = &p;
                int total = 0;
                for (int i = 0; i < n; i++) {
                    switch (values[i]) {
                    case 1 ... 3: total += q->x; break;
                    case 4: case 5: total -= ({ int t = total; t ?: 1; }); goto end;
                    default: total = total ? total : p.y;
                    }
                }
                do { total--; } while (total > 9 && n || !n);
            end:
                return (int)sizeof(struct point) + total, total;
            }
            """);
        using CursorTree tree = source.Tree("sum");

        var expected = new StringBuilder();
        PrintByVisits(tree.Cursor(CursorTree.Root), 0, expected);
        var actual = new StringBuilder();
        PrintByTree(tree, CursorTree.Root, 0, actual);

        Assert.Equal(expected.ToString(), actual.ToString());
        Assert.True(tree.Count > 80, tree.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Structure_is_read_by_child_sibling_and_parent()
    {
        using var source = new ParsedSource(Factorial);
        using CursorTree tree = source.Tree("factorial");

        int body = tree.LastChild(CursorTree.Root);
        Assert.Equal(CXCursorKind.CXCursor_CompoundStmt, tree.Kind(body));
        Assert.Equal(2, tree.ChildCount(body));
        int branch = tree.FirstChild(body);
        int last = tree.NextSibling(branch);
        Assert.Equal(CXCursorKind.CXCursor_IfStmt, tree.Kind(branch));
        Assert.Equal(CXCursorKind.CXCursor_ReturnStmt, tree.Kind(last));
        Assert.Equal(last, tree.Child(body, 1));
        Assert.Equal(CursorTree.None, tree.Child(body, 2));
        Assert.Equal(CursorTree.None, tree.NextSibling(last));
        Assert.Equal(body, tree.Parent(last));
        Assert.Equal(CursorTree.None, tree.Parent(CursorTree.Root));
        Assert.Equal(tree.Count, tree.End(CursorTree.Root));
    }

    private static void PrintByVisits(Cursor cursor, int depth, StringBuilder text)
    {
        text.Append(' ', depth).Append(cursor.Kind).Append(' ').Append(cursor.Spelling).Append('\n');
        foreach (Cursor child in cursor.Children)
        {
            PrintByVisits(child, depth + 1, text);
        }
    }

    private static void PrintByTree(CursorTree tree, int node, int depth, StringBuilder text)
    {
        text.Append(' ', depth).Append(tree.Kind(node)).Append(' ').Append(tree.Spelling(node)).Append('\n');
        foreach (int child in tree.Children(node))
        {
            PrintByTree(tree, child, depth + 1, text);
        }
    }
}
