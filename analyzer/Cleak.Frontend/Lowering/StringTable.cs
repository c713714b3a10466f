using System.Buffers.Binary;
using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>The unit's string literals; equal ones are one.</summary>
internal sealed class StringTable(TypeLowering types)
{
    private readonly List<StringLiteral> literals = [];
    private readonly Dictionary<(string Spelling, int ElementSize), StringLiteral> known = [];

    public ImmutableArray<StringLiteral> Literals => [.. literals];

    public StringAddressExpression Address(CursorTree tree, int node)
    {
        IrType array = types.Lower(tree.TypeId(node));
        return new StringAddressExpression(Get(tree, node), types.PointerTo(array));
    }

    public StringLiteral Get(CursorTree tree, int node)
    {
        IrType array = types.Lower(tree.TypeId(node));
        int size = array.Element is { Size: 2 or 4 } element ? (int)element.Size : 1;
        string spelling = tree.Spelling(node);
        if (!known.TryGetValue((spelling, size), out StringLiteral? literal))
        {
            literal = new StringLiteral(literals.Count, Bytes(LiteralReader.String(spelling), size), size);
            literals.Add(literal);
            known.Add((spelling, size), literal);
        }

        return literal;
    }

    /// <summary>Elements as they lie in memory; the targets that matter are little-endian.</summary>
    private static ImmutableArray<byte> Bytes(List<uint> elements, int size)
    {
        var bytes = new byte[elements.Count * size];
        for (int i = 0; i < elements.Count; i++)
        {
            Span<byte> at = bytes.AsSpan(i * size);
            switch (size)
            {
                case 1:
                    at[0] = (byte)elements[i];
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)elements[i]);
                    break;
                default:
                    BinaryPrimitives.WriteUInt32LittleEndian(at, elements[i]);
                    break;
            }
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(bytes);
    }
}
