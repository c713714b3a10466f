using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Cleak.Clang;
using Cleak.Ir;
using ClangSharp.Interop;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Statements: blocks and jumps, and the storage that ends on the way.</summary>
internal sealed class StatementLowering(FunctionContext f)
{
    private readonly List<Local> temporaries = [];
    private readonly Stack<(int Block, int Depth)> breaks = [];
    private readonly Stack<(int Block, int Depth)> continues = [];
    private readonly Dictionary<int, int> labelBlocks = [];
    private readonly Dictionary<int, int> caseBlocks = [];
    private Dictionary<string, int>? labelsByName;

    /// <summary>A mark for <see cref="EndExpression"/>.</summary>
    public int ExpressionMark => temporaries.Count;

    /// <summary>The local's storage ends with the full expression that is being lowered.</summary>
    public void EndWithExpression(Local local) => temporaries.Add(local);

    /// <summary>Ends what the full expression since the mark made.</summary>
    public void EndExpression(int mark, SourceSpan span)
    {
        for (int i = temporaries.Count - 1; i >= mark; i--)
        {
            f.Builder.Add(new LifetimeEndInstruction(temporaries[i].Slot, span));
        }

        temporaries.RemoveRange(mark, temporaries.Count - mark);
    }

    public void Statement(int node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        CXCursorKind kind = f.Tree.Kind(node);
        if (kind.IsExpression())
        {
            int mark = ExpressionMark;
            f.Expressions.Effect(node);
            EndExpression(mark, f.Span(node));
            return;
        }

        switch (kind)
        {
            case CXCursor_CompoundStmt:
                Compound(node);
                break;
            case CXCursor_DeclStmt:
                Declarations(node);
                break;
            case CXCursor_IfStmt:
                If(node);
                break;
            case CXCursor_WhileStmt:
                While(node);
                break;
            case CXCursor_DoStmt:
                Do(node);
                break;
            case CXCursor_ForStmt:
                For(node);
                break;
            case CXCursor_SwitchStmt:
                Switch(node);
                break;
            case CXCursor_CaseStmt or CXCursor_DefaultStmt:
                Case(node);
                break;
            case CXCursor_LabelStmt:
                f.Builder.Place(LabelBlock(node), f.Span(node));
                Inner(f.Tree.FirstChild(node));
                break;
            case CXCursor_GotoStmt:
                Goto(node);
                break;
            case CXCursor_IndirectGotoStmt:
                IndirectGoto(node);
                break;
            case CXCursor_BreakStmt:
                Jump(breaks, node);
                break;
            case CXCursor_ContinueStmt:
                Jump(continues, node);
                break;
            case CXCursor_ReturnStmt:
                Return(node);
                break;
            case CXCursor_GCCAsmStmt:
                Assembly(node);
                break;
            case CXCursor_NullStmt:
                break;
            case CXCursor_UnexposedStmt:
                // An attribute such as fallthrough stands around a statement.
                foreach (int child in f.Tree.Children(node))
                {
                    Inner(child);
                }

                break;
            default:
                if (kind.IsStatement())
                {
                    f.Unsupported(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"statement of kind {(int)kind}"), node, f.Types.Void);
                }

                break;
        }
    }

    /// <summary>GNU's <c>({ … })</c>; its last expression is its value.</summary>
    /// <param name="destination">Where a record value goes.</param>
    public Expression? StatementExpression(int node, bool isWanted, Expression? destination = null)
    {
        int compound = f.Tree.FirstChild(node);
        if (compound < 0)
        {
            return null;
        }

        Expression? value = null;
        int last = f.Tree.LastChild(compound);
        f.Scopes.Enter(compound);
        foreach (int child in f.Tree.Children(compound))
        {
            int statement = child;
            if (child != last || !isWanted)
            {
                Statement(child);
                continue;
            }

            while (statement >= 0 && f.Tree.Kind(statement) == CXCursor_LabelStmt)
            {
                f.Builder.Place(LabelBlock(statement), f.Span(statement));
                statement = f.Tree.FirstChild(statement);
            }

            if (statement >= 0 && f.Tree.Kind(statement).IsExpression() && f.Type(statement).Kind != TypeKind.Void)
            {
                if (destination is null)
                {
                    value = f.Expressions.Value(statement);
                }
                else
                {
                    f.Expressions.RecordInto(statement, destination, f.Type(statement));
                }
            }
            else if (statement >= 0)
            {
                Statement(statement);
            }
        }

        f.Scopes.Exit(f.Span(node));
        return value;
    }

    /// <summary>The block that a label names.</summary>
    public int LabelBlock(int label)
    {
        if (!labelBlocks.TryGetValue(label, out int block))
        {
            labelBlocks[label] = block = f.Builder.NewBlock();
        }

        return block;
    }

    private void Inner(int node)
    {
        if (node >= 0 && (f.Tree.Kind(node).IsStatement() || f.Tree.Kind(node).IsExpression()))
        {
            Statement(node);
        }
    }

    private void Compound(int node)
    {
        f.Scopes.Enter(node);
        foreach (int child in f.Tree.Children(node))
        {
            Statement(child);
        }

        f.Scopes.Exit(EndOf(node));
    }

    /// <summary>What an if or a loop governs is a block even without braces: compound literals end with it.</summary>
    private void Substatement(int node)
    {
        if (f.Tree.Kind(node) == CXCursor_CompoundStmt)
        {
            Compound(node);
            return;
        }

        f.Scopes.Enter(node);
        Statement(node);
        f.Scopes.Exit(f.Span(node));
    }

    private void Declarations(int node)
    {
        foreach (int child in f.Tree.Children(node))
        {
            if (f.Tree.Kind(child) == CXCursor_VarDecl)
            {
                f.Unit.Variables.Declare(f, child);
            }
        }
    }

    private void If(int node)
    {
        int condition = f.Tree.FirstChild(node);
        int then = condition < 0 ? CursorTree.None : f.Tree.NextSibling(condition);
        int otherwise = then < 0 ? CursorTree.None : f.Tree.NextSibling(then);
        if (then < 0)
        {
            f.HasBrokenType = true;
            return;
        }

        int thenBlock = f.Builder.NewBlock();
        int join = f.Builder.NewBlock();
        int elseBlock = otherwise >= 0 ? f.Builder.NewBlock() : join;
        f.Conditions.Branch(condition, thenBlock, elseBlock);
        f.Place(thenBlock, then);
        Substatement(then);
        if (otherwise >= 0)
        {
            f.Goto(join, otherwise);
            f.Place(elseBlock, otherwise);
            Substatement(otherwise);
        }

        f.Place(join, node);
    }

    private void While(int node)
    {
        int condition = f.Tree.FirstChild(node);
        int body = condition < 0 ? CursorTree.None : f.Tree.NextSibling(condition);
        int head = f.Builder.NewBlock();
        int bodyBlock = f.Builder.NewBlock();
        int exit = f.Builder.NewBlock();
        f.Place(head, node);
        if (body < 0)
        {
            f.HasBrokenType = true;
            return;
        }

        f.Conditions.Branch(condition, bodyBlock, exit);
        f.Place(bodyBlock, body);
        Body(body, exit, head);
        f.Goto(head, node);
        f.Place(exit, node);
    }

    private void Do(int node)
    {
        int body = f.Tree.FirstChild(node);
        int condition = body < 0 ? CursorTree.None : f.Tree.NextSibling(body);
        int bodyBlock = f.Builder.NewBlock();
        int test = f.Builder.NewBlock();
        int exit = f.Builder.NewBlock();
        f.Place(bodyBlock, node);
        if (condition < 0)
        {
            f.HasBrokenType = true;
            return;
        }

        Body(body, exit, test);
        f.Place(test, condition);
        f.Conditions.Branch(condition, bodyBlock, exit);
        f.Place(exit, node);
    }

    private void For(int node)
    {
        ForParts parts = ForParts.Of(f, node);
        f.Scopes.Enter(node);
        if (parts.Initialiser >= 0)
        {
            Statement(parts.Initialiser);
        }

        int head = f.Builder.NewBlock();
        int bodyBlock = f.Builder.NewBlock();
        int step = f.Builder.NewBlock();
        int exit = f.Builder.NewBlock();
        f.Place(head, node);
        if (parts.Condition >= 0)
        {
            f.Conditions.Branch(parts.Condition, bodyBlock, exit);
        }

        f.Place(bodyBlock, parts.Body);
        Body(parts.Body, exit, step);
        f.Place(step, node);
        if (parts.Increment >= 0)
        {
            Statement(parts.Increment);
        }

        f.Goto(head, node);
        f.Place(exit, node);
        f.Scopes.Exit(f.Span(node));
    }

    private void Body(int body, int breakBlock, int continueBlock)
    {
        breaks.Push((breakBlock, f.Scopes.Depth));
        continues.Push((continueBlock, f.Scopes.Depth));
        Substatement(body);
        breaks.Pop();
        continues.Pop();
    }

    private void Jump(Stack<(int Block, int Depth)> targets, int node)
    {
        if (!targets.TryPeek(out (int Block, int Depth) target))
        {
            f.HasBrokenType = true;
            return;
        }

        f.Scopes.Leave(target.Depth, f.Span(node));
        f.Goto(target.Block, node);
    }

    private void Switch(int node)
    {
        int value = f.Tree.FirstChild(node);
        int body = value < 0 ? CursorTree.None : f.Tree.NextSibling(value);
        if (body < 0)
        {
            f.HasBrokenType = true;
            return;
        }

        int mark = ExpressionMark;
        Expression selector = f.Expressions.Value(value);
        EndExpression(mark, f.Span(value));
        int exit = f.Builder.NewBlock();
        int defaultBlock = exit;
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

        f.Builder.Terminate(new SwitchTerminator(selector, cases.ToImmutable(), defaultBlock, f.Span(node), f.Macro(node)));
        foreach ((int block, int label) in entries)
        {
            f.Place(block, label);
            f.Scopes.Jump(label, f.Span(label));
            f.Goto(caseBlocks[label], label);
        }

        breaks.Push((exit, f.Scopes.Depth));
        Statement(body);
        breaks.Pop();
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

    private void Case(int node)
    {
        if (caseBlocks.TryGetValue(node, out int block))
        {
            f.Place(block, node);
        }

        Inner(f.Tree.LastChild(node));
    }

    private void Goto(int node)
    {
        int label = FindLabel(node);
        if (label < 0)
        {
            f.HasBrokenType = true;
            f.Builder.Terminate(new UnreachableTerminator(f.Span(node)));
            return;
        }

        f.Scopes.Jump(label, f.Span(node));
        f.Goto(LabelBlock(label), node);
    }

    /// <summary>The labels by name; none where two blocks have labels of one name.</summary>
    private Dictionary<string, int> LabelsByName
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

    /// <summary>The statement that a goto or a label's address means: by name where the name is the function's only one.</summary>
    private int FindLabel(int node)
    {
        int reference = f.Tree.FirstChild(node);
        return reference >= 0 && LabelsByName.TryGetValue(f.Tree.Spelling(reference), out int label) && label >= 0 ? label : f.Tree.LabelTarget(node);
    }

    private void IndirectGoto(int node)
    {
        int mark = ExpressionMark;
        Expression address = f.Expressions.Value(f.FirstExpression(node));
        EndExpression(mark, f.Span(node));
        f.Builder.Terminate(new IndirectGotoTerminator(address, AddressTaken(), f.Span(node)));
    }

    private ImmutableArray<int> AddressTaken()
    {
        var blocks = ImmutableArray.CreateBuilder<int>();
        foreach (int taken in f.Facts.AddressTakenLabels)
        {
            if (FindLabel(taken) is var label and >= 0 && LabelBlock(label) is var block && !blocks.Contains(block))
            {
                blocks.Add(block);
            }
        }

        return blocks.ToImmutable();
    }

    private void Return(int node)
    {
        int operand = f.FirstExpression(node);
        SourceSpan span = f.Span(node);
        if (operand < 0)
        {
            f.Scopes.Leave(0, span);
            f.Builder.Terminate(new ReturnTerminator(null, span));
            return;
        }

        int mark = ExpressionMark;
        IrType type = f.Type(operand);
        Expression? value = null;
        if (type.Kind == TypeKind.Void)
        {
            f.Expressions.Effect(operand);
        }
        else if (type.Kind == TypeKind.Record)
        {
            // The record moves to a place that outlives the function's variables.
            Local result = f.NewSynthetic(type, span);
            f.Expressions.RecordInto(operand, f.AddressOf(result), type);
            value = new RecordValueExpression(f.AddressOf(result), type);
        }
        else
        {
            value = f.Expressions.Value(operand);
        }

        EndExpression(mark, span);
        f.Scopes.Leave(0, span);
        f.Builder.Terminate(new ReturnTerminator(value, span));
    }

    private void Assembly(int node)
    {
        var outputs = ImmutableArray.CreateBuilder<Expression>();
        var inputs = ImmutableArray.CreateBuilder<Expression>();
        foreach (int operand in f.Tree.Children(node))
        {
            if (f.Tree.Kind(operand).IsExpression() && f.Tree.Kind(operand) != CXCursor_StringLiteral)
            {
                // Operands without a load around them are places: they are written, or read through memory.
                if (f.Addresses.IsLvalue(operand))
                {
                    outputs.Add(f.Addresses.Address(operand));
                }
                else
                {
                    inputs.Add(f.Expressions.Value(operand));
                }
            }
        }

        f.Builder.Add(new AssemblyInstruction(outputs.ToImmutable(), inputs.ToImmutable(), f.Span(node), f.Macro(node)));
        SourcePosition place = f.Tree.SpellingLocation(node);
        if (place.IsNone)
        {
            return;
        }

        foreach (string name in AssemblyLabels.Read(f.Tree.Unit.Contents(place.File), place.Offset))
        {
            if (LabelsByName.TryGetValue(name, out int label) && label >= 0)
            {
                int next = f.Builder.NewBlock();
                f.Builder.Terminate(new BranchTerminator(new UnknownExpression(f.Types.Int), LabelBlock(label), next, f.Span(node), f.Macro(node)));
                f.Place(next, node);
            }
        }
    }

    /// <summary>The closing brace of a block, or its last token's place.</summary>
    private SourceSpan EndOf(int node)
    {
        int last = f.Tree.LastChild(node);
        return last >= 0 ? f.Span(last) : f.Span(node);
    }
}
