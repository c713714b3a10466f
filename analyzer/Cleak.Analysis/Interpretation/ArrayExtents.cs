using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>How far the array reaches that an address is an element of: a write at an unknown index stays in it, whatever stands behind it in the record.</summary>
internal static class ArrayExtents
{
    public const long Unknown = -1;

    /// <summary>Bytes of the array; <see cref="Unknown"/> where the address is no element, or the array is a block or ends nowhere.</summary>
    public static long Of(Expression address)
    {
        while (address is OffsetExpression offset)
        {
            address = offset.Address;
        }

        return address is not IndexExpression index ? Unknown : index.Address switch
        {
            OffsetExpression { FieldName: not null } member => OfMember(member, isRecordToo: false),
            _ => Unknown,
        };
    }

    /// <summary>Bytes of the array, or the record, that is a member of a record; <see cref="Unknown"/> where it is something else.</summary>
    public static long OfMember(OffsetExpression member, bool isRecordToo) =>
        member.Address.Type.Element is { Kind: TypeKind.Record } record ? OfField(record, member.Bytes, isRecordToo) : Unknown;

    private static long OfField(IrType record, long offset, bool isRecordToo)
    {
        foreach (Field field in record.Fields)
        {
            // An array of one or no element at the end of a record is longer than it says.
            if (field.ByteOffset == offset && (field.Type is { Kind: TypeKind.Array, Count: > 1, Size: > 0 } || (isRecordToo && field.Type is { Kind: TypeKind.Record, Size: > 0 })))
            {
                return field.Type.Size;
            }
        }

        return Unknown;
    }
}
