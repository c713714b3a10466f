namespace Cleak.Ir;

/// <summary>A member of a record. Bit-fields have a <see cref="BitWidth"/> above 0.</summary>
/// <param name="BitOffset">From the start of the record, in bits.</param>
public sealed record Field(string Name, long BitOffset, int BitWidth, IrType Type)
{
    public long ByteOffset => BitOffset / 8;

    public bool IsBitField => BitWidth > 0;
}
