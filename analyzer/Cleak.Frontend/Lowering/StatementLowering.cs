using System.Runtime.CompilerServices;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Statements: blocks and jumps, and the storage that ends on the way.</summary>
internal sealed class StatementLowering(FunctionContext f)
{
    private readonly List<Local> temporaries = [];
    private readonly Stack<(int Block, int Depth)> breaks = [];
    private readonly Stack<(int Block, int Depth)> continues = [];

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
        f.Unit.Parallel?.Enter(f, node);
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
                f.Switches.Switch(node);
                break;
            case CXCursor_CaseStmt or CXCursor_DefaultStmt:
                f.Switches.Case(node);
                break;
            case CXCursor_LabelStmt:
                f.Builder.Place(f.Labels.Block(node), f.Span(node));
                Inner(f.Tree.FirstChild(node));
                break;
            case CXCursor_GotoStmt:
                f.Labels.Goto(node);
                break;
            case CXCursor_IndirectGotoStmt:
                f.Labels.IndirectGoto(node);
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
                f.Assembly.Assembly(node);
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
                f.Builder.Place(f.Labels.Block(statement), f.Span(statement));
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
                    f.Records.Into(statement, destination, f.Type(statement));
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

    /// <summary>What a label or attribute stands before.</summary>
    public void Inner(int node)
    {
        if (node >= 0 && (f.Tree.Kind(node).IsStatement() || f.Tree.Kind(node).IsExpression()))
        {
            Statement(node);
        }
    }

    /// <summary>The body of a switch, out of which break leads.</summary>
    public void Breakable(int body, int exit)
    {
        breaks.Push((exit, f.Scopes.Depth));
        Statement(body);
        breaks.Pop();
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
            f.Records.Into(operand, f.AddressOf(result), type);
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

    /// <summary>The closing brace of a block, or its last token's place.</summary>
    private SourceSpan EndOf(int node)
    {
        int last = f.Tree.LastChild(node);
        return last >= 0 ? f.Span(last) : f.Span(node);
    }
}
