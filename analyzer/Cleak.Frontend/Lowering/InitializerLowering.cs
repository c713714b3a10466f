using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>Initialisers of automatic objects: zero what is left out, then store what is written, in the order of the source.</summary>
internal sealed class InitializerLowering(FunctionContext f)
{
    /// <summary>Initialises an object from a list or string literal.</summary>
    public void Initialize(int node, IrType type, Expression destination)
    {
        f.Types.Complete(type);
        var reader = new InitializerReader(f);
        reader.Read(node, new Part(type, 0, destination, default));
        long covered = 0;
        foreach (InitializerEntry entry in reader.Entries)
        {
            covered += Bits(entry);
        }

        bool isZeroed = covered < LeafBits(type);
        if (isZeroed)
        {
            f.Builder.Add(new ZeroInstruction(destination, type.Size, f.Span(node), f.Macro(node)));
        }

        foreach (InitializerEntry entry in reader.Entries)
        {
            int mark = f.Statements.ExpressionMark;
            Emit(entry, isZeroed);
            f.Statements.EndExpression(mark, f.Span(entry.Node));
        }
    }

    /// <summary>The object of a compound literal: it lives as long as the block around it, or for ever at file level.</summary>
    public Expression CompoundLiteral(int node)
    {
        IrType type = f.Types.Complete(f.Type(node));
        int list = f.LastExpression(node);
        if (f.IsStatic)
        {
            return f.Unit.Globals.CompoundLiteral(f, node, list, type);
        }

        Local local = f.Builder.AddLocal(string.Empty, type, f.Span(node));
        f.Builder.Add(new LifetimeStartInstruction(local.Slot, null, f.Span(node)));
        f.Scopes.Add(local, node, null);
        if (list >= 0 && type.IsScalar)
        {
            f.StoreTo(local, f.Expressions.Value(list, type), node);
        }
        else if (list >= 0)
        {
            Initialize(list, type, f.AddressOf(local));
        }

        return f.AddressOf(local);
    }

    /// <summary>How many elements of an array a string literal sets: its terminator only where there is room.</summary>
    public static long StringElements(StringLiteral literal, IrType array)
    {
        long elements = literal.ObjectSize / literal.ElementSize;
        return array.Count >= 0 ? Math.Min(elements, array.Count) : elements;
    }

    private void Emit(in InitializerEntry entry, bool isZeroed)
    {
        switch (entry.Kind)
        {
            case InitializerKind.String:
                StringLiteral literal = f.Unit.Strings.Get(f.Tree, entry.Node);
                IrType element = entry.Type.Element!;
                IrType part = f.Types.ArrayOf(element, StringElements(literal, entry.Type));
                if (literal.Bytes.Length > 0 || !isZeroed)
                {
                    f.Copy(entry.Address!, new StringAddressExpression(literal, f.Types.PointerTo(part)), part, entry.Node);
                }

                break;
            case InitializerKind.Aggregate when entry.Type.Kind == TypeKind.Record:
                f.Records.Into(entry.Node, entry.Address!, entry.Type);
                break;
            case InitializerKind.Aggregate:
                if (f.Addresses.IsLvalue(entry.Node))
                {
                    f.Copy(entry.Address!, f.Addresses.Address(entry.Node), entry.Type, entry.Node);
                }
                else
                {
                    f.Unsupported("array value of an unknown form", entry.Node, f.Types.Void, entry.Address!);
                }

                break;
            default:
                Expression value = entry.Type.IsScalar
                    ? f.Expressions.Value(entry.Node, entry.Type)
                    : f.Expressions.Value(entry.Node);
                if (!isZeroed || !IsZero(value))
                {
                    f.Builder.Add(new StoreInstruction(entry.Address!, value, entry.Type, entry.Bits, AccessTraits.None, f.Span(entry.Node), f.Macro(entry.Node)));
                }

                break;
        }
    }

    public static bool IsZero(Expression value) =>
        value is ConstantExpression { Value: 0 } || (value is FloatingExpression { Value: 0 } floating && !double.IsNegative(floating.Value));

    private long Bits(in InitializerEntry entry) => entry.Kind switch
    {
        InitializerKind.String => StringElements(f.Unit.Strings.Get(f.Tree, entry.Node), entry.Type) * entry.Type.Element!.Size * 8,
        InitializerKind.Aggregate => LeafBits(entry.Type),
        _ => entry.Bits.IsBitField ? entry.Bits.Width : Math.Max(0, entry.Type.Size) * 8,
    };

    /// <summary>The bits of a type that hold values: padding need not be set.</summary>
    private long LeafBits(IrType type)
    {
        switch (type.Kind)
        {
            case TypeKind.Array:
                return Math.Max(0, type.Count) * LeafBits(type.Element!);
            case TypeKind.Record when !type.IsUnion:
                long sum = 0;
                foreach (RecordMember member in f.Types.Members(type))
                {
                    sum += member.BitWidth > 0 ? member.BitWidth : LeafBits(member.Type);
                }

                return sum;
            default:
                return Math.Max(0, type.Size) * 8;
        }
    }
}
