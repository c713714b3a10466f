using System.Text;
using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// What the compiler knows and libclang hardly shows: the forms behind nodes without a kind of their own (casts, va_arg,
/// offsetof, GNU's <c>a ?: b</c>, atomics), <c>_Generic</c>, sizeof, and calls of builtins.
/// </summary>
internal sealed class BuiltinLowering
{
    private readonly FunctionContext f;
    private readonly Form[] forms;
    private readonly Dictionary<int, int> selected = [];
    private readonly bool vaListIsArray;

    public BuiltinLowering(FunctionContext context)
    {
        f = context;
        forms = new Form[context.Tree.Count];
        vaListIsArray = context.Unit.IsVaListArray;
    }

    private enum Form : byte
    {
        Unclassified,

        /// <summary>An implicit cast, or nothing at all.</summary>
        Transparent,
        Choose,
        Special,
    }

    /// <summary>Whether a node without a kind of its own only converts its single operand.</summary>
    public bool IsTransparent(int node) => FormOf(node) == Form.Transparent;

    /// <summary>The operand that <c>__builtin_choose_expr</c> takes, or -1 where the node is none.</summary>
    public int ChosenOperand(int node)
    {
        if (FormOf(node) != Form.Choose)
        {
            return CursorTree.None;
        }

        int condition = f.FirstExpression(node);
        int first = f.Tree.NextSibling(condition);
        return f.Tree.TryEvaluateInteger(condition, out ConstantInteger value) && value.Bits == 0 ? f.Tree.NextSibling(first) : first;
    }

    /// <summary>
    /// The branch that <c>_Generic</c> takes, or -1. The tree shows all branches and not which one: it is the one of the
    /// result's type, and where several have that type, the one of the result's value.
    /// </summary>
    public int SelectedBranch(int node)
    {
        if (!selected.TryGetValue(node, out int branch))
        {
            selected[node] = branch = Select(node);
        }

        return branch;
    }

    /// <summary>The two operands of GNU's <c>a ?: b</c>; -1 where the node is something else.</summary>
    public (int Value, int Otherwise) ElvisOperands(int node) =>
        FormOf(node) == Form.Special && f.FirstExpression(node) is var first && IsElvis(node, first)
            ? (first, f.Tree.LastChild(node))
            : (CursorTree.None, CursorTree.None);

    /// <summary>A node without a kind of its own that is neither a cast nor a choice.</summary>
    public Expression Special(int node, IrType type, Expression? destination)
    {
        int first = f.FirstExpression(node);
        if (IsElvis(node, first))
        {
            return Elvis(node, first, type, destination);
        }

        string word = Encoding.UTF8.GetString(f.Unit.Spans.SpelledWord(f.Tree, node));
        if (word == "__builtin_va_arg" || (first >= 0 && f.Tree.NextSibling(first) < 0 && f.Type(first).Kind is TypeKind.Pointer or TypeKind.Array && word.EndsWith("va_arg", StringComparison.Ordinal)))
        {
            return f.Calls.EmitNamed(node, "__builtin_va_arg", [ListAddress(first)], type, destination, true) ?? new UnknownExpression(type);
        }

        if (word.Contains("atomic_", StringComparison.Ordinal) && first >= 0)
        {
            return f.Atomics.Lower(node, word, type, destination);
        }

        if (f.Tree.TryEvaluateInteger(node, out ConstantInteger value))
        {
            return ConstantFolder.Constant(value.AsSigned, type);
        }

        for (int operand = first; operand >= 0; operand = f.Tree.NextSibling(operand))
        {
            if (f.Tree.Kind(operand).IsExpression())
            {
                f.Expressions.Effect(operand);
            }
        }

        if (word is "__builtin_offsetof" or "offsetof" or "__builtin_shufflevector" or "__builtin_convertvector" || type.Kind is TypeKind.Vector)
        {
            return new UnknownExpression(type);
        }

        if (first < 0)
        {
            // What is left of an expression that did not parse.
            f.HasBrokenType = true;
            return new UnknownExpression(type);
        }

        return f.Unsupported(word.StartsWith("__", StringComparison.Ordinal) ? word : "expression of an unknown form", node, type);
    }

    /// <summary>sizeof and alignof: a constant, or for a variable-length array what its declaration computed.</summary>
    public Expression SizeOrAlignment(int node, IrType type)
    {
        if (f.Tree.TryEvaluateInteger(node, out ConstantInteger value))
        {
            return ConstantFolder.Constant(value.AsSigned, type);
        }

        int operand = f.FirstExpression(node);
        operand = operand >= 0 ? f.Strip(operand) : operand;
        if (operand >= 0 && f.Tree.Kind(operand) == CXCursor_DeclRefExpr
            && f.FindLocal(f.Referenced(operand)) is { } array && f.ArraySizes.TryGetValue(array.Slot, out Local? size))
        {
            return ConstantFolder.Convert(f.Load(f.AddressOf(size), size.Type, node), type);
        }

        return new UnknownExpression(type);
    }

    /// <summary>The first argument of <c>__builtin_expect</c>, which is its value; -1 where the call is another.</summary>
    public int ExpectedValue(int call) =>
        Name(call) is "__builtin_expect" or "__builtin_expect_with_probability" && f.FirstExpression(call) is var callee and >= 0
            ? f.Tree.NextSibling(callee)
            : CursorTree.None;

    /// <summary>The value of a call that is a constant by definition, or null.</summary>
    public long? ConstantCall(int call)
    {
        string? name = Name(call);
        switch (name)
        {
            case "__builtin_constant_p" or "__builtin_classify_type":
                return f.Tree.TryEvaluateInteger(call, out ConstantInteger value) ? value.AsSigned : 0;
            case "__builtin_object_size" or "__builtin_dynamic_object_size":
                if (f.Tree.TryEvaluateInteger(call, out ConstantInteger size))
                {
                    return size.AsSigned;
                }

                return f.Tree.TryEvaluateInteger(f.Tree.LastChild(call), out ConstantInteger kind) && (kind.Bits & 2) != 0 ? 0 : -1;
            default:
                return null;
        }
    }

    /// <summary>The name of the builtin that is called, or null where the callee is a function like any other.</summary>
    public string? Name(int call)
    {
        int callee = f.FirstExpression(call);
        while (callee >= 0 && f.Tree.Kind(callee) is CXCursor_UnexposedExpr or CXCursor_ParenExpr)
        {
            callee = f.FirstExpression(callee);
        }

        return callee >= 0 && f.Tree.Kind(callee) == CXCursor_DeclRefExpr && f.Tree.CanonicalTypeKind(callee) == CXTypeKind.CXType_Unexposed
            ? f.Tree.Unit.Name(f.Referenced(callee))
            : null;
    }

    /// <summary>Lowers a builtin that is more or less than a call.</summary>
    public bool TryCall(int node, string name, IrType type, out Expression? result)
    {
        int first = f.Tree.NextSibling(f.FirstExpression(node));
        result = null;
        switch (name)
        {
            case "__builtin_expect" or "__builtin_expect_with_probability" or "__builtin_assume_aligned":
                result = f.Expressions.Value(first, type);
                return true;
            case "__builtin_unreachable":
                f.Builder.Terminate(new UnreachableTerminator(f.Span(node)));
                return true;
            case "__builtin_assume":
                int holds = f.Builder.NewBlock();
                int fails = f.Builder.NewBlock();
                f.Conditions.Branch(first, holds, fails);
                f.Place(fails, node);
                f.Builder.Terminate(new UnreachableTerminator(f.Span(node)));
                f.Place(holds, node);
                return true;
            case "__builtin_prefetch":
                f.Expressions.Effect(first);
                return true;
            case "__atomic_thread_fence" or "__atomic_signal_fence" or "__c11_atomic_thread_fence" or "__c11_atomic_signal_fence":
                return true;
            case "__atomic_test_and_set" or "__atomic_clear":
                result = f.Atomics.Flag(node, first, type, name == "__atomic_test_and_set");
                return true;
            case "__builtin_va_start" or "__builtin_va_end" or "__builtin_stdarg_start" or "__builtin_c23_va_start":
                f.Calls.EmitNamed(node, name == "__builtin_va_end" ? name : "__builtin_va_start", [ListAddress(first)], type, null, false);
                return true;
            case "__builtin_va_copy":
                Expression destination = ListAddress(first);
                f.Calls.EmitNamed(node, name, [destination, ListAddress(f.Tree.NextSibling(first))], type, null, false);
                return true;
        }

        if (ConstantCall(node) is { } constant)
        {
            result = ConstantFolder.Constant(constant, type);
            return true;
        }

        return name.StartsWith("__sync_", StringComparison.Ordinal) && f.Atomics.TryLowerSync(node, name, first, type, out result);
    }

    private Form FormOf(int node)
    {
        Form form = forms[node];
        if (form == Form.Unclassified)
        {
            forms[node] = form = f.Tree.Kind(node) == CXCursor_UnexposedExpr ? Classify(node) : Form.Special;
        }

        return form;
    }

    private Form Classify(int node)
    {
        int expressions = 0;
        int others = 0;
        int single = CursorTree.None;
        foreach (int child in f.Tree.Children(node))
        {
            if (f.Tree.Kind(child).IsExpression())
            {
                single = child;
                expressions++;
            }
            else
            {
                others++;
            }
        }

        if (expressions == 1 && others == 0)
        {
            return MayBeVaArg(node, single) && f.Unit.Spans.SpelledWord(f.Tree, node).EndsWith("va_arg"u8) ? Form.Special : Form.Transparent;
        }

        return expressions == 3 && f.Unit.Spans.SpelledWord(f.Tree, node).SequenceEqual("__builtin_choose_expr"u8) ? Form.Choose : Form.Special;
    }

    /// <summary>Spares the look at the source for what can only be a cast.</summary>
    private bool MayBeVaArg(int node, int operand)
    {
        IrType type = f.Type(node);
        IrType from = f.Type(operand);
        if (from.IsPointer && from.Element!.Kind == TypeKind.Record && from.Element.Name.Contains("va_list", StringComparison.Ordinal))
        {
            return !ReferenceEquals(type, from);
        }

        return f.Addresses.IsLvalue(operand) && from.Kind is not (TypeKind.Array or TypeKind.Function)
            && (!vaListIsArray || !ReferenceEquals(type, from));
    }

    private bool IsElvis(int node, int first) =>
        first >= 0 && f.Tree.ChildCount(node) == 4 && f.Tree.SpellingLocation(first) == f.Tree.SpellingLocation(node)
        && f.Tree.SpellingLocation(f.Tree.NextSibling(first)) == f.Tree.SpellingLocation(first);

    /// <summary>The condition is evaluated once and is the value where it holds; the tree's second and third child repeat it.</summary>
    private Expression Elvis(int node, int first, IrType type, Expression? destination)
    {
        int otherwise = f.Tree.LastChild(node);
        if (type.Kind == TypeKind.Record)
        {
            return f.Unsupported("record in a ?: b", node, type, destination ?? new UnknownExpression(type));
        }

        Expression value = f.Expressions.Value(first);
        if (type.Kind == TypeKind.Void || value is RecordValueExpression)
        {
            f.Expressions.Effect(otherwise);
            return new UnknownExpression(type);
        }

        if (value is ConstantExpression constant)
        {
            return constant.Value != 0 ? ConstantFolder.Convert(value, type) : f.Expressions.Value(otherwise, type);
        }

        Local result = f.NewSynthetic(type, f.Span(node));
        f.StoreTo(result, ConstantFolder.Convert(value, type), first);
        int zero = f.Builder.NewBlock();
        int join = f.Builder.NewBlock();
        f.Builder.Terminate(new BranchTerminator(value, join, zero, f.Span(first), f.Macro(first)));
        f.Place(zero, otherwise);
        int mark = f.Statements.ExpressionMark;
        f.StoreTo(result, f.Expressions.Value(otherwise, type), otherwise);
        f.Statements.EndExpression(mark, f.Span(otherwise));
        f.Place(join, node);
        return f.Take(result, node);
    }

    private int Select(int node)
    {
        int controlling = f.FirstExpression(node);
        IrType type = f.Type(node);
        var candidates = new List<int>();
        for (int branch = f.Tree.NextSibling(controlling); branch >= 0; branch = f.Tree.NextSibling(branch))
        {
            if (f.Tree.Kind(branch).IsExpression() && f.Tree.CanonicalTypeId(branch) == f.Tree.CanonicalTypeId(node))
            {
                candidates.Add(branch);
            }
        }

        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        if (type.Kind is TypeKind.Integer or TypeKind.Bool && f.Tree.TryEvaluateInteger(node, out ConstantInteger value))
        {
            foreach (int candidate in candidates)
            {
                if (f.Tree.TryEvaluateInteger(candidate, out ConstantInteger other) && other.Bits == value.Bits)
                {
                    return candidate;
                }
            }
        }

        return CursorTree.None;
    }

    /// <summary>Where a va_list is: it is an array on some targets, a structure or pointer on others.</summary>
    private Expression ListAddress(int node) =>
        f.Addresses.IsLvalue(node) && f.Type(node).Kind != TypeKind.Array ? f.Addresses.Address(node) : f.Expressions.Value(node);
}
