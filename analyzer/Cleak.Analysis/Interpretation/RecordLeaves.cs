using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The scalars that a value of a type is made of.</summary>
internal static class RecordLeaves
{
    /// <summary>Adds the scalars of a type with their offsets.</summary>
    /// <param name="offset">Bytes before the value.</param>
    /// <returns>False where there are more than <paramref name="most"/>, or one is of unknown extent.</returns>
    public static bool Find(IrType type, int offset, List<(int Offset, IrType Type, BitRange Bits)> leaves, int most)
    {
        if (type.IsScalar)
        {
            leaves.Add((offset, type, default));
            return leaves.Count <= most;
        }

        if (type.Kind == TypeKind.Array && type.Element is { } element && type.Count >= 0 && element.Size > 0)
        {
            for (long i = 0; i < type.Count; i++)
            {
                if (!Find(element, offset + (int)(i * element.Size), leaves, most))
                {
                    return false;
                }
            }

            return true;
        }

        if (type.Kind != TypeKind.Record || type.IsUnion)
        {
            return false;
        }

        foreach (Field field in type.Fields)
        {
            if (field.IsBitField)
            {
                leaves.Add((offset + (int)field.ByteOffset, field.Type, new BitRange((byte)(field.BitOffset % 8), (byte)field.BitWidth)));
            }
            else if (!Find(field.Type, offset + (int)field.ByteOffset, leaves, most))
            {
                return false;
            }
        }

        return leaves.Count <= most;
    }
}
