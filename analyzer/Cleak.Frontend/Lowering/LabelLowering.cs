using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Labels and the jumps to them.</summary>
internal sealed class LabelLowering(FunctionContext f)
{
    private readonly Dictionary<int, int> labelBlocks = [];
    private Dictionary<string, int>? labelsByName;

    /// <summary>The block that a label names.</summary>
    public int Block(int label)
    {
        if (!labelBlocks.TryGetValue(label, out int block))
        {
            labelBlocks[label] = block = f.Builder.NewBlock();
        }

        return block;
    }

    /// <summary>Ends and begins storage on the way to the label, and jumps.</summary>
    public void Goto(int node)
    {
        int label = FindLabel(node);
        if (label < 0)
        {
            f.HasBrokenType = true;
            f.Builder.Terminate(new UnreachableTerminator(f.Span(node)));
            return;
        }

        f.Scopes.Jump(label, f.Span(node));
        f.Goto(Block(label), node);
    }

    /// <summary>The labels by name; none where two blocks have labels of one name.</summary>
    public Dictionary<string, int> ByName
    {
        get
        {
            if (labelsByName is null)
            {
                labelsByName = [];
                for (int at = 0; at < f.Tree.Count; at++)
                {
                    if (f.Tree.Kind(at) == CXCursor_LabelStmt)
                    {
                        string name = f.Tree.Spelling(at);
                        labelsByName[name] = labelsByName.ContainsKey(name) ? CursorTree.None : at;
                    }
                }
            }

            return labelsByName;
        }
    }

    /// <summary>A computed goto may end at any label whose address is taken.</summary>
    public void IndirectGoto(int node)
    {
        int mark = f.Statements.ExpressionMark;
        Expression address = f.Expressions.Value(f.FirstExpression(node));
        f.Statements.EndExpression(mark, f.Span(node));
        f.Builder.Terminate(new IndirectGotoTerminator(address, AddressTaken(), f.Span(node)));
    }

    /// <summary>The statement that a goto or a label's address means: by name where the name is the function's only one.</summary>
    private int FindLabel(int node)
    {
        int reference = f.Tree.FirstChild(node);
        return reference >= 0 && ByName.TryGetValue(f.Tree.Spelling(reference), out int label) && label >= 0 ? label : f.Tree.LabelTarget(node);
    }

    private ImmutableArray<int> AddressTaken()
    {
        var blocks = ImmutableArray.CreateBuilder<int>();
        foreach (int taken in f.Facts.AddressTakenLabels)
        {
            if (FindLabel(taken) is var label and >= 0 && Block(label) is var block && !blocks.Contains(block))
            {
                blocks.Add(block);
            }
        }

        return blocks.ToImmutable();
    }
}
