using ClangSharp.Interop;
using Cleak.Clang;
using Cleak.Ir;
using static ClangSharp.Interop.CXCursorKind;
using static ClangSharp.Interop.CXUnaryOperatorKind;

namespace Cleak.Frontend.Lowering;

/// <summary>Lvalues: where an expression's object is, as a base and steps of bytes.</summary>
internal sealed class AddressLowering(FunctionContext f)
{
    /// <summary>Whether the expression names an object or function rather than a value.</summary>
    public bool IsLvalue(int node)
    {
        switch (f.Tree.Kind(node))
        {
            case CXCursor_DeclRefExpr:
                return f.ReferencedKind(node) != CXCursor_EnumConstantDecl;
            case CXCursor_MemberRefExpr or CXCursor_ArraySubscriptExpr or CXCursor_CompoundLiteralExpr or CXCursor_StringLiteral:
                return true;
            case CXCursor_ParenExpr:
                return f.FirstExpression(node) is var inner and >= 0 && IsLvalue(inner);
            case CXCursor_UnaryOperator:
                return f.Facts.Unary(node) switch
                {
                    CXUnaryOperator_Deref => true,
                    CXUnaryOperator_Extension or CXUnaryOperator_Real or CXUnaryOperator_Imag => IsLvalue(f.Tree.FirstChild(node)),
                    _ => false,
                };
            case CXCursor_GenericSelectionExpr:
                return f.Builtins.SelectedBranch(node) is var branch and >= 0 && IsLvalue(branch);
            case CXCursor_UnexposedExpr:
                int child = f.FirstExpression(node);
                if (child < 0)
                {
                    return false;
                }

                return f.Tree.Kind(child) == CXCursor_StringLiteral
                    ? f.Type(node).Kind == TypeKind.Array
                    : f.Builtins.ChosenOperand(node) is var chosen and >= 0 && IsLvalue(chosen);
            default:
                return false;
        }
    }

    /// <summary>The place that an lvalue names; for a record that is a value, the place where it was put.</summary>
    public Place Place(int node)
    {
        IrType type = f.Type(node);
        switch (f.Tree.Kind(node))
        {
            case CXCursor_DeclRefExpr:
                return Plain(Declared(node), node, type);
            case CXCursor_ParenExpr:
                return Place(f.FirstExpression(node));
            case CXCursor_MemberRefExpr:
                return Member(node, type);
            case CXCursor_ArraySubscriptExpr:
                return Plain(Element(node, type), node, type);
            case CXCursor_StringLiteral:
                return Plain(f.Unit.Strings.Address(f.Tree, node), node, type);
            case CXCursor_CompoundLiteralExpr:
                return Plain(f.Initializers.CompoundLiteral(node), node, type);
            case CXCursor_GenericSelectionExpr:
                return Place(f.Builtins.SelectedBranch(node));
            case CXCursor_UnaryOperator:
                int operand = f.Tree.FirstChild(node);
                switch (f.Facts.Unary(node))
                {
                    case CXUnaryOperator_Deref:
                        return Plain(f.Expressions.Value(operand), node, type);
                    case CXUnaryOperator_Extension:
                        return Place(operand);
                    case CXUnaryOperator_Real:
                        return Place(operand) with { Type = type };
                    case CXUnaryOperator_Imag:
                        Place complex = Place(operand);
                        return complex with { Address = ConstantFolder.Offset(complex.Address, type.Size, null, f.Types.PointerTo(type)), Type = type };
                }

                break;
            case CXCursor_UnexposedExpr when IsLvalue(node):
                int child = f.FirstExpression(node);
                return f.Tree.Kind(child) == CXCursor_StringLiteral ? Place(child) : Place(f.Builtins.ChosenOperand(node));
        }

        if (type.Kind == TypeKind.Record)
        {
            return Plain(f.Records.Address(node), node, type);
        }

        return Plain(f.Expressions.Value(node), node, type);
    }

    public Expression Address(int node) => Place(node).Address;

    /// <summary>Whether the address needs no instruction: it may be evaluated late, after something with side effects.</summary>
    public bool IsFixed(int node)
    {
        node = f.Strip(node);
        return f.Tree.Kind(node) switch
        {
            CXCursor_DeclRefExpr => true,
            CXCursor_MemberRefExpr => f.FirstExpression(node) is var child and >= 0 && !f.Type(child).IsPointer && IsFixed(child),
            _ => false,
        };
    }

    public Symbol? FunctionSymbol(int node) =>
        f.Tree.Kind(node) == CXCursor_DeclRefExpr && f.ReferencedKind(node) == CXCursor_FunctionDecl
            ? f.Unit.Symbols.Find(f.Referenced(node)) ?? f.Unit.Symbols.Get(f.Tree.Referenced(node))
            : null;

    private Expression Declared(int node)
    {
        DeclarationId id = f.Referenced(node);
        if (f.FindLocal(id) is { } local)
        {
            return f.AddressOf(local);
        }

        Symbol? symbol = f.Unit.Symbols.Find(id);
        if (symbol is null)
        {
            Cursor declaration = f.Tree.Referenced(node);
            switch (declaration.Kind)
            {
                case CXCursor_FunctionDecl:
                    symbol = f.Unit.Symbols.Get(declaration);
                    break;
                case CXCursor_VarDecl when declaration.HasGlobalStorage || declaration.StorageClass == CX_StorageClass.CX_SC_Extern:
                    symbol = f.Unit.Symbols.Get(declaration);
                    break;
                case CXCursor_VarDecl or CXCursor_ParmDecl:
                    // Used in its own initialiser, or jumped to past its declaration.
                    return f.AddressOf(f.Local(id, node));
                default:
                    f.HasBrokenType = true;
                    return new UnknownExpression(f.Types.PointerTo(f.Type(node)));
            }
        }

        return new SymbolAddressExpression(symbol, f.Types.PointerTo(symbol.Type));
    }

    private Place Member(int node, IrType type)
    {
        int child = f.FirstExpression(node);
        if (child < 0)
        {
            f.HasBrokenType = true;
            return new Place(new UnknownExpression(f.Types.PointerTo(type)), type, default, AccessTraits.None);
        }

        IrType childType = f.Type(child);
        DeclarationId declaration = f.Referenced(node);
        if (f.Tree.Kind(child) == CXCursor_MemberRefExpr)
        {
            (child, childType) = PastAnonymous(child, childType);
        }

        bool isArrow = childType.IsPointer;
        Expression address;
        IrType record;
        AccessTraits traits = f.Types.Traits(f.Tree.TypeId(node));
        if (isArrow)
        {
            address = f.Expressions.Value(child);
            record = childType.Element!;
        }
        else
        {
            Place whole = Place(child);
            address = whole.Address;
            traits |= whole.Traits & AccessTraits.Volatile;
            record = childType;
        }

        if (f.Types.Field(record, declaration) is not { } field)
        {
            f.HasBrokenType = true;
            return new Place(new UnknownExpression(f.Types.PointerTo(type)), type, default, traits);
        }

        var bits = new BitRange((byte)(field.IsBitField ? field.BitOffset % 8 : 0), (byte)field.BitWidth);
        Expression place = ConstantFolder.Offset(address, field.ByteOffset, field.Name, f.Types.PointerTo(type));
        return new Place(place, type, bits, traits);
    }

    /// <summary>The record that a member is folded into: of nested anonymous records the tree shows all levels but the last.</summary>
    private (int Node, IrType Type) PastAnonymous(int node, IrType type)
    {
        while (f.Tree.Kind(node) == CXCursor_MemberRefExpr && f.FirstExpression(node) is var child and >= 0)
        {
            IrType childType = f.Type(child);
            IrType record = childType.IsPointer ? childType.Element! : childType;
            if (f.Types.Field(record, f.Referenced(node)) is not null)
            {
                break;
            }

            (node, type) = (child, childType);
        }

        return (node, type);
    }

    private Expression Element(int node, IrType type)
    {
        int first = f.FirstExpression(node);
        int second = f.Tree.NextSibling(first);
        Expression left = f.Type(first).Kind == TypeKind.Vector ? Lane(first, type) : f.Expressions.Value(first);
        Held held = f.Hold(left, f.Facts.Branches(second), first);
        Expression right = f.Expressions.Value(second);
        left = held.Release();

        // C allows 3[array].
        (Expression pointer, Expression index) = left.Type.IsPointer ? (left, right) : (right, left);
        return ConstantFolder.Index(pointer, index, type.Size, f.Types.PointerTo(type));
    }

    /// <summary>A vector as an array of its lanes.</summary>
    private Expression Lane(int vector, IrType type) =>
        f.Addresses.IsLvalue(vector)
            ? new CastExpression(f.Addresses.Address(vector), f.Types.PointerTo(type))
            : new UnknownExpression(f.Types.PointerTo(type));

    private Place Plain(Expression address, int node, IrType type) =>
        new(address, type, default, !type.IsPointer || !f.Types.IsArray(f.Tree.TypeId(node)) ? f.Types.Traits(f.Tree.TypeId(node)) : AccessTraits.None);
}
