using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Switch statements: labels wherever they stand in the body, ranges, storage that begins past its declaration.</summary>
internal sealed class SwitchLowering(FunctionContext f)
{
    private readonly Dictionary<int, int> caseBlocks = [];

    /// <summary>Evaluates the selector, dispatches to the labels, lowers the body.</summary>
    public void Switch(int node)
    {
        int value = f.Tree.FirstChild(node);
        int body = value < 0 ? CursorTree.None : f.Tree.NextSibling(value);
        if (body < 0)
        {
            f.HasBrokenType = true;
            return;
        }

        int mark = f.Statements.ExpressionMark;
        Expression selector = f.Expressions.Value(value);
        f.Statements.EndExpression(mark, f.Span(value));
        int exit = f.Builder.NewBlock();
        int defaultBlock = CursorTree.None;
        var cases = ImmutableArray.CreateBuilder<SwitchCase>();
        var entries = new List<(int Block, int Label)>();
        foreach (int label in Labels(body))
        {
            int block = f.Builder.NewBlock();
            caseBlocks[label] = block;
            int target = Entry(label, block, entries);
            if (f.Tree.Kind(label) == CXCursor_DefaultStmt)
            {
                defaultBlock = target;
            }
            else if (CaseRange(label, selector.Type) is { } range)
            {
                cases.Add(new SwitchCase(range.Low, range.High, target));
            }
        }

        bool isWhole = defaultBlock < 0 && EnumCases.AreAll(f, value, selector.Type, cases);
        defaultBlock = isWhole ? f.Builder.NewBlock() : defaultBlock < 0 ? exit : defaultBlock;
        f.Builder.Terminate(new SwitchTerminator(selector, cases.ToImmutable(), defaultBlock, f.Span(node), f.Macro(node)));
        if (isWhole)
        {
            // Each enumerator has its case, and nobody wrote what any other value would do: there is none.
            f.Place(defaultBlock, node);
            f.Builder.Terminate(new UnreachableTerminator(f.Span(node)));
        }

        foreach ((int block, int label) in entries)
        {
            f.Place(block, label);
            f.Scopes.Jump(label, f.Span(label));
            f.Goto(caseBlocks[label], label);
        }

        f.Statements.Breakable(body, exit);
        f.Place(exit, node);
    }

    /// <summary>Where the dispatch jumps for a label: through a block of its own where storage begins on the way in.</summary>
    private int Entry(int label, int block, List<(int Block, int Label)> entries)
    {
        if (!f.Scopes.BeginsAny(label))
        {
            return block;
        }

        int entry = f.Builder.NewBlock();
        entries.Add((entry, label));
        return entry;
    }

    /// <summary>The case and default labels of a switch, those of inner ones left out.</summary>
    private List<int> Labels(int body)
    {
        var labels = new List<int>();
        for (int node = body; node < f.Tree.End(body); node++)
        {
            switch (f.Tree.Kind(node))
            {
                case CXCursor_SwitchStmt:
                    node = f.Tree.End(node) - 1;
                    break;
                case CXCursor_CaseStmt or CXCursor_DefaultStmt:
                    labels.Add(node);
                    break;
            }
        }

        return labels;
    }

    private (long Low, long High)? CaseRange(int label, IrType type)
    {
        int low = f.Tree.FirstChild(label);
        int high = low < 0 ? CursorTree.None : f.Tree.NextSibling(low);
        bool isRange = high >= 0 && f.Tree.NextSibling(high) >= 0;
        if (low < 0 || f.Expressions.Value(low) is not ConstantExpression first)
        {
            f.HasBrokenType = true;
            return null;
        }

        long from = ConstantFolder.Normalize(first.Value, type);
        long to = isRange && f.Expressions.Value(high) is ConstantExpression last ? ConstantFolder.Normalize(last.Value, type) : from;
        return from <= to ? (from, to) : null;
    }

    /// <summary>Places a case or default label and lowers what stands behind it.</summary>
    public void Case(int node)
    {
        if (caseBlocks.TryGetValue(node, out int block))
        {
            f.Place(block, node);
        }

        f.Statements.Inner(f.Tree.LastChild(node));
    }
}
