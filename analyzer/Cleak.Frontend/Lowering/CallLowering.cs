using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXUnaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Calls, direct and through pointers; behind one that never returns the path ends.</summary>
internal sealed class CallLowering(FunctionContext f)
{
    /// <summary>Lowers a call; its result, or null where it has none or none is wanted.</summary>
    /// <param name="destination">Where a record result goes; null: to a synthetic local.</param>
    public Expression? Call(int node, Expression? destination, bool isWanted)
    {
        IrType type = f.Type(node);
        int calleeNode = f.FirstExpression(node);
        if (calleeNode < 0)
        {
            f.HasBrokenType = true;
            return new UnknownExpression(type);
        }

        if (f.Builtins.Name(node) is { } builtin && f.Builtins.TryCall(node, builtin, type, out Expression? result))
        {
            return result;
        }

        Symbol? symbol = DirectCallee(calleeNode);
        int firstArgument = f.Tree.NextSibling(calleeNode);
        Expression callee = symbol is null
            ? f.Expressions.Value(calleeNode)
            : new SymbolAddressExpression(symbol, f.Types.PointerTo(symbol.Type));
        Held heldCallee = f.Hold(callee, BranchesFrom(firstArgument), calleeNode);
        ImmutableArray<Expression> arguments = Arguments(firstArgument);
        return Emit(node, heldCallee.Release(), arguments, type, destination, isWanted);
    }

    /// <summary>The values of a call's arguments, left to right, all usable in the block that is open at the end.</summary>
    public ImmutableArray<Expression> Arguments(int first)
    {
        var held = new List<Held>();
        for (int argument = first; argument >= 0; argument = f.Tree.NextSibling(argument))
        {
            if (!f.Tree.Kind(argument).IsExpression())
            {
                continue;
            }

            Expression value = f.Expressions.Value(argument);
            held.Add(f.Hold(value, BranchesFrom(f.Tree.NextSibling(argument)), argument));
        }

        var arguments = ImmutableArray.CreateBuilder<Expression>(held.Count);
        foreach (Held value in held)
        {
            arguments.Add(value.Release());
        }

        return arguments.MoveToImmutable();
    }

    /// <summary>Emits a call to a function that only its name is known of.</summary>
    public Expression? EmitNamed(int node, string name, ImmutableArray<Expression> arguments, IrType type, Expression? destination, bool isWanted)
    {
        Symbol symbol = f.Unit.Symbols.Builtin(name, f.Types.VariadicFunction(type));
        return Emit(node, new SymbolAddressExpression(symbol, f.Types.PointerTo(symbol.Type)), arguments, type, destination, isWanted);
    }

    private Expression? Emit(int node, Expression callee, ImmutableArray<Expression> arguments, IrType type, Expression? destination, bool isWanted)
    {
        SourceSpan span = Span(node);
        Expression? result = null;
        int temporary = -1;
        if (type.Kind is TypeKind.Record)
        {
            if (destination is null)
            {
                Local local = f.NewSynthetic(type, span);
                f.Statements.EndWithExpression(local);
                destination = f.AddressOf(local);
            }

            f.Types.Complete(type);
            result = new RecordValueExpression(destination, type);
        }
        else
        {
            destination = null;
            if (isWanted && type.Kind != TypeKind.Void)
            {
                temporary = f.Builder.NewTemporary();
                result = new TemporaryExpression(temporary, type);
            }
        }

        f.Builder.Add(new CallInstruction(temporary, destination, callee, arguments, type, span, f.Macro(node)));
        if (callee is SymbolAddressExpression { Symbol.Attributes.IsNoReturn: true })
        {
            f.Builder.Terminate(new UnreachableTerminator(span));
        }

        return result;
    }

    /// <summary>The function that a callee names: not through a variable, whatever casts and operators stand around it.</summary>
    private Symbol? DirectCallee(int node)
    {
        while (true)
        {
            switch (f.Tree.Kind(node))
            {
                case CXCursor_DeclRefExpr:
                    return f.Addresses.FunctionSymbol(node) is { } symbol ? Normalize(symbol) : null;
                case CXCursor_ParenExpr:
                case CXCursor_CStyleCastExpr when f.Type(node).IsPointer:
                case CXCursor_UnexposedExpr when f.Builtins.IsTransparent(node):
                case CXCursor_UnaryOperator when f.Facts.Unary(node) is CXUnaryOperator_Deref or CXUnaryOperator_AddrOf or CXUnaryOperator_Extension:
                    node = f.LastExpression(node);
                    if (node < 0)
                    {
                        return null;
                    }

                    continue;
                case CXCursor_GenericSelectionExpr when f.Builtins.SelectedBranch(node) is var branch and >= 0:
                    node = branch;
                    continue;
                default:
                    return null;
            }
        }
    }

    /// <summary>alloca is one function, whatever it is called by.</summary>
    private Symbol Normalize(Symbol symbol) =>
        symbol is { Name: "alloca", IsInSystemHeader: true } ? f.Unit.Symbols.Builtin("__builtin_alloca", symbol.Type) : symbol;

    private bool BranchesFrom(int argument)
    {
        for (; argument >= 0; argument = f.Tree.NextSibling(argument))
        {
            if (f.Facts.Branches(argument))
            {
                return true;
            }
        }

        return false;
    }

    private SourceSpan Span(int node)
    {
        int name = f.FirstExpression(node);
        while (name >= 0 && f.Tree.Kind(name) is CXCursor_UnexposedExpr or CXCursor_ParenExpr)
        {
            name = f.FirstExpression(name);
        }

        SourcePosition start = f.Tree.Location(node);
        return f.Unit.Spans.Call(start, name >= 0 && f.Tree.Kind(name) is CXCursor_DeclRefExpr or CXCursor_MemberRefExpr ? f.Tree.Location(name) : start);
    }
}
