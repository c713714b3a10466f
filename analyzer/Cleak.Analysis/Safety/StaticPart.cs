using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Which part of a variable an address names, as far as the code itself says: of an array's element with an index that is no number, the array.</summary>
/// <param name="Base">What the steps start from.</param>
/// <param name="Offset">Bytes from there; -1 where not known.</param>
/// <param name="Size">Bytes; below 1 where not known.</param>
internal readonly record struct StaticPart(Expression Base, long Offset, long Size)
{
    public Symbol? Variable => Base is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Variable } symbol } ? symbol : null;

    public static StaticPart Of(Expression address, long size)
    {
        long offset = 0;
        bool isKnown = true;
        while (true)
        {
            switch (address)
            {
                case OffsetExpression step:
                    offset += step.Bytes;
                    address = step.Address;
                    break;
                case IndexExpression { Index: ConstantExpression { Value: >= 0 } constant, ElementSize: > 0 } index:
                    offset += constant.Value * index.ElementSize;
                    address = index.Address;
                    break;
                case IndexExpression index:
                    (offset, size) = (0, ArrayExtents.Of(index));
                    isKnown = size > 0;
                    address = index.Address;
                    break;
                case CastExpression cast:
                    address = cast.Operand;
                    break;
                default:
                    return new StaticPart(address, isKnown ? offset : -1, size);
            }
        }
    }
}
