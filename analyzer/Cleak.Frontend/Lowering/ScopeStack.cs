using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// The variables whose storage lives at the current place of the source, and what is owed to them when control leaves their
/// scope: cleanup calls and the end of their lifetime, the youngest first.
/// </summary>
internal sealed class ScopeStack(FunctionContext f)
{
    private readonly List<Variable> active = [];
    private readonly List<(int Node, int Count)> scopes = [];

    /// <summary>How many variables live here: a mark to leave back to.</summary>
    public int Depth => active.Count;

    public void Enter(int node) => scopes.Add((node, active.Count));

    /// <summary>Ends the innermost scope where control flows out of its end.</summary>
    public void Exit(SourceSpan span)
    {
        int count = scopes[^1].Count;
        Leave(count, span);
        active.RemoveRange(count, active.Count - count);
        scopes.RemoveAt(scopes.Count - 1);
    }

    /// <summary>The variable's storage has begun.</summary>
    /// <param name="node">The node that declares it.</param>
    /// <param name="cleanup">What its cleanup attribute names.</param>
    public void Add(Local local, int node, Symbol? cleanup) =>
        active.Add(new Variable(local, node, scopes.Count > 0 ? scopes[^1].Node : CursorTree.Root, cleanup));

    /// <summary>Control jumps out to where <paramref name="depth"/> variables live.</summary>
    public void Leave(int depth, SourceSpan span)
    {
        for (int i = active.Count - 1; i >= depth; i--)
        {
            End(active[i], span);
        }
    }

    /// <summary>Control jumps to a label or case: variables that do not live there end, those that it jumps past begin.</summary>
    public void Jump(int target, SourceSpan span)
    {
        for (int i = active.Count - 1; i >= 0; i--)
        {
            if (!LivesAt(active[i].Node, active[i].Scope, target))
            {
                End(active[i], span);
            }
        }

        foreach (Local local in Begun(target))
        {
            f.Builder.Add(new LifetimeStartInstruction(local.Slot, null, span));
        }
    }

    /// <summary>Whether a jump to the target passes declarations, so that storage begins on the way.</summary>
    public bool BeginsAny(int target) => Begun(target).Count > 0;

    private List<Local> Begun(int target)
    {
        var begun = new List<Local>();
        foreach (int variable in f.Facts.Variables)
        {
            if (variable >= target)
            {
                break;
            }

            int scope = ScopeOf(variable);
            if (LivesAt(variable, scope, target) && !active.Exists(v => v.Node == variable) && IsAutomatic(variable))
            {
                begun.Add(f.Local(f.Tree.Declaration(variable), variable));
            }
        }

        return begun;
    }

    private bool IsAutomatic(int variable) =>
        f.Tree.Cursor(variable).StorageClass is CX_StorageClass.CX_SC_None or CX_StorageClass.CX_SC_Auto or CX_StorageClass.CX_SC_Register
        && f.Tree.CanonicalTypeKind(variable) != CXTypeKind.CXType_VariableArray;

    private bool LivesAt(int declaration, int scope, int target) => declaration < target && scope <= target && target < f.Tree.End(scope);

    private int ScopeOf(int node)
    {
        for (int above = f.Tree.Parent(node); above > 0; above = f.Tree.Parent(above))
        {
            if (f.Tree.Kind(above) is CXCursor_CompoundStmt or CXCursor_ForStmt)
            {
                return above;
            }
        }

        return CursorTree.Root;
    }

    private void End(Variable variable, SourceSpan span)
    {
        if (variable.Cleanup is not null)
        {
            var callee = new SymbolAddressExpression(variable.Cleanup, f.Types.PointerTo(variable.Cleanup.Type));
            f.Builder.Add(new CallInstruction(-1, null, callee, [f.AddressOf(variable.Local)], f.Types.Void, span, null));
        }

        f.Builder.Add(new LifetimeEndInstruction(variable.Local.Slot, span));
    }

    private readonly record struct Variable(Local Local, int Node, int Scope, Symbol? Cleanup);
}
