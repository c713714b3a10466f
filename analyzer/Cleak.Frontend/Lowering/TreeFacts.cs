using ClangSharp.Interop;
using Cleak.Clang;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// What lowering asks of a function's tree again and again: operators, which expressions branch, where variables are declared,
/// which labels have their address taken.
/// </summary>
internal sealed class TreeFacts
{
    private readonly byte[] operators;
    private readonly bool[] branches;

    public TreeFacts(CursorTree tree)
    {
        operators = new byte[tree.Count];
        branches = new bool[tree.Count];
        for (int node = tree.Count - 1; node >= 0; node--)
        {
            bool branch = branches[node];
            switch (tree.Kind(node))
            {
                case CXCursor_BinaryOperator:
                    var op = tree.BinaryOperator(node);
                    operators[node] = (byte)op;
                    branch |= op is CXBinaryOperatorKind.CXBinaryOperator_LAnd or CXBinaryOperatorKind.CXBinaryOperator_LOr;
                    break;
                case CXCursor_CompoundAssignOperator:
                    operators[node] = (byte)tree.BinaryOperator(node);
                    break;
                case CXCursor_UnaryOperator:
                    operators[node] = (byte)tree.UnaryOperator(node);
                    break;
                case CXCursor_ConditionalOperator or CXCursor_StmtExpr:
                    branch = true;
                    break;
                case CXCursor_UnexposedExpr:
                    // More than one operand: GNU's a ?: b, or an atomic operation that may become a loopless compare and branch.
                    branch |= !tree.IsLeaf(node) && HasSeveralOperands(tree, node);
                    break;
                case CXCursor_CallExpr:
                    branch |= CallsBuiltinThatBranches(tree, node);
                    break;
                case CXCursor_VarDecl:
                    Variables.Add(node);
                    break;
                case CXCursor_AddrLabelExpr:
                    AddressTakenLabels.Add(node);
                    break;
            }

            branches[node] = branch;
            if (branch && tree.Parent(node) is var parent and >= 0)
            {
                branches[parent] = true;
            }
        }

        Variables.Reverse();
        AddressTakenLabels.Reverse();
    }

    /// <summary>Nodes that declare variables, in source order.</summary>
    public List<int> Variables { get; } = [];

    /// <summary>The places where a label's address is taken.</summary>
    public List<int> AddressTakenLabels { get; } = [];

    public CXBinaryOperatorKind Binary(int node) => (CXBinaryOperatorKind)operators[node];

    public CXUnaryOperatorKind Unary(int node) => (CXUnaryOperatorKind)operators[node];

    /// <summary>Evaluating the node may end the open block, so that temporaries made before do not reach beyond it.</summary>
    public bool Branches(int node) => node >= 0 && branches[node];

    private static bool HasSeveralOperands(CursorTree tree, int node)
    {
        int operands = 0;
        foreach (int child in tree.Children(node))
        {
            operands += tree.Kind(child).IsExpression() ? 1 : 0;
        }

        return operands > 1;
    }

    private static bool CallsBuiltinThatBranches(CursorTree tree, int call)
    {
        int callee = tree.FirstChild(call);
        while (callee >= 0 && tree.Kind(callee) is CXCursor_UnexposedExpr or CXCursor_ParenExpr)
        {
            callee = tree.FirstChild(callee);
        }

        // Builtins have a type of no known kind.
        return callee >= 0 && tree.Kind(callee) == CXCursor_DeclRefExpr
            && tree.CanonicalTypeKind(callee) == CXTypeKind.CXType_Unexposed
            && tree.Spelling(callee).StartsWith("__sync_", StringComparison.Ordinal);
    }
}
