using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>A function definition to its control-flow graph. Whatever the tree is, a function comes out.</summary>
internal sealed class FunctionLowering(UnitLowering unit)
{
    public Function Lower(Cursor definition, string? damage)
    {
        Symbol symbol = unit.Symbols.Get(definition);
        SourceSpan span = unit.Spans.Token(definition.Location);
        SourcePosition end = definition.Extent.End;
        SourceSpan endSpan = end.IsNone || end.Offset == 0 ? span : unit.Spans.Token(unit.Clang.Position(end.File, end.Offset - 1));
        using CursorTree tree = unit.Clang.Tree(definition);
        Function function;
        try
        {
            function = Body(tree, symbol, span, endSpan, damage);
        }
#pragma warning disable CA1031 // No input may stop the run: what went wrong is kept in the function and counted.
        catch (Exception exception) when (exception is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            function = Failed(tree, symbol, span, endSpan, exception);
        }

        MarkAddressTaken(function);
        return function;
    }

    private Function Body(CursorTree tree, Symbol symbol, SourceSpan span, SourceSpan endSpan, string? damage)
    {
        var f = new FunctionContext(unit, tree, symbol.Name) { EndSpan = endSpan };
        int body = CursorTree.None;
        foreach (int child in tree.Children(CursorTree.Root))
        {
            if (tree.Kind(child) == CXCursor_CompoundStmt)
            {
                body = child;
            }
        }

        int count = 0;
        foreach (int parameter in Parameters(tree))
        {
            f.AddParameter(parameter, count++);
        }

        f.Scopes.Enter(CursorTree.Root);
        if (body >= 0)
        {
            f.Scopes.Enter(body);
            foreach (int child in tree.Children(body))
            {
                f.Statements.Statement(child);
            }

            f.Scopes.Exit(endSpan);
        }

        IrType result = symbol.Type.Element ?? f.Types.Void;
        Expression? value = result.Kind == TypeKind.Void ? null
            : symbol.Name == "main" && result.Kind == TypeKind.Integer ? ConstantFolder.Constant(0, result)
            : new UnknownExpression(result);
        damage ??= f.HasBrokenType && unit.HasErrors ? "an expression without a type" : null;
        return f.Builder.Build(symbol, span, endSpan, damage, new ReturnTerminator(value, endSpan));
    }

    private Function Failed(CursorTree tree, Symbol symbol, SourceSpan span, SourceSpan endSpan, Exception exception)
    {
        var builder = new FunctionBuilder();
        int count = 0;
        foreach (int parameter in Parameters(tree))
        {
            builder.AddLocal(tree.Spelling(parameter), unit.Types.Lower(tree.TypeId(parameter)), span, count++);
        }

        string reason = "lowering failed: " + exception.GetType().Name;
        builder.Add(new UnsupportedInstruction(-1, reason, [], span, null));
        return builder.Build(symbol, span, endSpan, reason, new UnreachableTerminator(endSpan));
    }

    /// <summary>The function's own parameters: of one that returns a function pointer, the tree shows that one's too.</summary>
    private static List<int> Parameters(CursorTree tree)
    {
        var parameters = new List<int>();
        foreach (int child in tree.Children(CursorTree.Root))
        {
            if (tree.Kind(child) == CXCursor_ParmDecl)
            {
                parameters.Add(child);
            }
        }

        Cursor function = tree.Cursor(CursorTree.Root);
        int count = Math.Max(0, function.ArgumentCount);
        if (parameters.Count != count)
        {
            parameters.Clear();
            for (int i = 0; i < count; i++)
            {
                parameters.Add(tree.Find(function.Argument(i)));
            }

            parameters.RemoveAll(p => p < 0);
        }

        return parameters;
    }

    /// <summary>Finds the locals whose address becomes a value: passed, stored, compared, or kept in a temporary.</summary>
    private static void MarkAddressTaken(Function function)
    {
        var marker = new AddressMarker(function);
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                marker.Visit(instruction);
            }

            marker.Visit(block.Terminator);
        }
    }
}
