using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Variables declared in functions: their storage, their cleanup, their first value.</summary>
internal sealed class VariableLowering(UnitLowering unit)
{
    public void Declare(FunctionContext f, int node)
    {
        Cursor declaration = f.Tree.Cursor(node);
        switch (declaration.StorageClass)
        {
            case CX_StorageClass.CX_SC_Static:
                Symbol symbol = unit.Symbols.Get(declaration, f.FunctionName);
                unit.Globals.Variable(f, symbol, Initializer(f, node), false);
                return;
            case CX_StorageClass.CX_SC_Extern or CX_StorageClass.CX_SC_PrivateExtern:
                return;
        }

        SourceSpan span = f.Span(node);
        Local local = f.Local(f.Tree.Declaration(node), node);
        Expression? size = f.Tree.CanonicalTypeKind(node) == CXTypeKind.CXType_VariableArray ? VariableSize(f, node, local) : null;
        f.Builder.Add(new LifetimeStartInstruction(local.Slot, size, span));
        f.Scopes.Add(local, node, Cleanup(f, node));
        if (Initializer(f, node) is var initializer and >= 0)
        {
            Initialize(f, node, initializer, local);
        }
    }

    /// <summary>The initialiser's node; array sizes are children of the declaration too.</summary>
    public static int Initializer(FunctionContext f, int node)
    {
        int last = f.LastExpression(node);
        if (last < 0)
        {
            return CursorTree.None;
        }

        Cursor initializer = f.Tree.Cursor(node).Initializer;
        return initializer.IsNull ? CursorTree.None : f.Tree.Cursor(last).IsSame(initializer) ? last : f.Tree.Find(initializer);
    }

    private static void Initialize(FunctionContext f, int node, int initializer, Local local)
    {
        int mark = f.Statements.ExpressionMark;
        LocalAddressExpression address = f.AddressOf(local);
        switch (local.Type.Kind)
        {
            case TypeKind.Record when f.Tree.Kind(f.Strip(initializer)) != CXCursor_InitListExpr:
                f.Records.Into(initializer, address, local.Type);
                break;
            case TypeKind.Record or TypeKind.Array:
                f.Initializers.Initialize(initializer, local.Type, address);
                break;
            default:
                Expression value = f.Expressions.Value(initializer, local.Type);
                AccessTraits traits = f.Types.Traits(f.Tree.TypeId(node));
                f.Store(new Place(address, local.Type, default, traits), value, node);
                break;
        }

        f.Statements.EndExpression(mark, f.Span(node));
    }

    /// <summary>The bytes of a variable-length array, kept where sizeof finds them.</summary>
    private static Expression VariableSize(FunctionContext f, int node, Local array)
    {
        int initializer = Initializer(f, node);
        IrType offset = f.Types.PointerDifference;
        IrType element = array.Type;
        int levels = 0;
        for (; element.Kind == TypeKind.Array; element = element.Element!)
        {
            levels++;
        }

        Expression? size = ConstantFolder.Constant(element.Size, offset);
        int bounds = 0;
        foreach (int child in f.Tree.Children(node))
        {
            if (!f.Tree.Kind(child).IsExpression() || child == initializer)
            {
                continue;
            }

            bounds++;
            Held held = f.Hold(size, f.Facts.Branches(child), child);
            Expression bound = f.Expressions.Value(child, offset);
            size = ConstantFolder.Binary(BinaryOperator.Multiply, bound, held.Release(), offset);
        }

        if (bounds != levels || element.Size < 0)
        {
            // Declared through a typedef or typeof of a variable-length type: its bounds were evaluated there.
            size = new UnknownExpression(offset);
        }

        Local kept = f.Builder.AddLocal(string.Empty, offset, f.Span(node));
        f.Builder.Add(new LifetimeStartInstruction(kept.Slot, null, f.Span(node)));
        f.Scopes.Add(kept, node, null);
        f.StoreTo(kept, size, node);
        f.ArraySizes[array.Slot] = kept;
        return size;
    }

    private Symbol? Cleanup(FunctionContext f, int node)
    {
        foreach (int child in f.Tree.Children(node))
        {
            if (f.Tree.Kind(child) == CXCursor_UnexposedAttr)
            {
                var attributes = new AttributeReader(f.Tree.Unit);
                attributes.Read(f.Tree.Cursor(node));
                return attributes.Cleanup is { } name ? unit.FunctionByName(name) : null;
            }
        }

        return null;
    }
}
