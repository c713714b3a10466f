using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>Variables of static storage duration: their initialisers flattened to offsets and constant expressions.</summary>
internal sealed class GlobalLowering(UnitLowering unit)
{
    private readonly List<Global> globals = [];

    public ImmutableArray<Global> Globals => [.. globals];

    /// <summary>A variable that the tree's root declares.</summary>
    public void Variable(FunctionContext f, Symbol symbol, int initializer, bool isTentative)
    {
        f.Types.Complete(symbol.Type);
        ImmutableArray<Initializer> initializers = initializer < 0 ? [] : Flatten(f, initializer, symbol.Type);
        globals.Add(new Global { Symbol = symbol, Initializers = initializers, IsTentative = isTentative });
    }

    public Expression CompoundLiteral(FunctionContext f, int node, int list, IrType type)
    {
        Symbol symbol = unit.Symbols.CompoundLiteral(type, f.Span(node), f.Types.IsConst(f.Tree.TypeId(node)));
        globals.Add(new Global { Symbol = symbol, Initializers = list < 0 ? [] : Flatten(f, list, type) });
        return new SymbolAddressExpression(symbol, f.Types.PointerTo(type));
    }

    private static ImmutableArray<Initializer> Flatten(FunctionContext f, int node, IrType type)
    {
        FunctionBuilder outer = f.Builder;
        bool wasStatic = f.IsStatic;
        f.IsStatic = true;
        f.Builder = new FunctionBuilder();
        try
        {
            var reader = new InitializerReader(f);
            reader.Read(node, new Part(f.Types.Complete(type), 0, null, default));
            var values = new List<Initializer>(reader.Entries.Count);
            var bitFields = new SortedDictionary<long, long>();
            foreach (InitializerEntry entry in reader.Entries)
            {
                Flatten(f, entry, values, bitFields);
            }

            foreach ((long offset, long value) in bitFields)
            {
                values.Add(new Initializer(offset, ConstantFolder.Constant(value, f.Types.Byte)));
            }

            return Settle(values);
        }
        finally
        {
            f.Builder = outer;
            f.IsStatic = wasStatic;
        }
    }

    private static void Flatten(FunctionContext f, in InitializerEntry entry, List<Initializer> values, SortedDictionary<long, long> bitFields)
    {
        switch (entry.Kind)
        {
            case InitializerKind.String:
                StringLiteral literal = f.Unit.Strings.Get(f.Tree, entry.Node);
                IrType element = entry.Type.Element!;
                for (int i = 0; i < Math.Min(literal.Bytes.Length, InitializerLowering.StringElements(literal, entry.Type) * literal.ElementSize); i += literal.ElementSize)
                {
                    long value = 0;
                    for (int b = literal.ElementSize - 1; b >= 0; b--)
                    {
                        value = (value << 8) | literal.Bytes[i + b];
                    }

                    values.Add(new Initializer(entry.Offset + i, ConstantFolder.Constant(value, element)));
                }

                break;
            case InitializerKind.Aggregate:
                values.Add(new Initializer(entry.Offset, new UnknownExpression(entry.Type)));
                break;
            default:
                Expression scalar = Constant(f, entry.Node, entry.Type);
                if (!entry.Bits.IsBitField)
                {
                    values.Add(new Initializer(entry.Offset, scalar));
                }
                else if (scalar is ConstantExpression bits)
                {
                    AddBits(bitFields, entry.Offset, entry.Bits, bits.Value);
                }

                break;
        }
    }

    /// <summary>A constant expression; what would need instructions is asked of the compiler, and else unknown.</summary>
    private static Expression Constant(FunctionContext f, int node, IrType type)
    {
        Expression value = f.Expressions.Value(node, type);
        if (f.Builder.IsEmpty && !ConstantFolder.UsesTemporary(value))
        {
            return value;
        }

        f.Builder = new FunctionBuilder();
        if (f.Tree.TryEvaluateInteger(node, out ConstantInteger integer))
        {
            return ConstantFolder.Convert(ConstantFolder.Constant(integer.AsSigned, f.Type(node)), type);
        }

        return f.Tree.TryEvaluateFloating(node, out double floating) ? new FloatingExpression(floating, type) : new UnknownExpression(type);
    }

    private static void AddBits(SortedDictionary<long, long> bytes, long offset, BitRange range, long value)
    {
        for (int bit = 0; bit < range.Width; bit++)
        {
            int at = range.Start + bit;
            long place = offset + (at / 8);
            long mask = 1L << (at % 8);
            long old = bytes.GetValueOrDefault(place);
            bytes[place] = (value >> bit & 1) != 0 ? old | mask : old & ~mask;
        }
    }

    /// <summary>In order of offset, the last word for each, without what is zero anyway.</summary>
    private static ImmutableArray<Initializer> Settle(List<Initializer> values)
    {
        bool isSorted = true;
        for (int i = 1; i < values.Count; i++)
        {
            isSorted &= values[i - 1].Offset < values[i].Offset;
        }

        IEnumerable<Initializer> settled = isSorted ? values : values.GroupBy(v => v.Offset).OrderBy(g => g.Key).Select(g => g.Last());
        return [.. settled.Where(v => !InitializerLowering.IsZero(v.Value))];
    }
}
