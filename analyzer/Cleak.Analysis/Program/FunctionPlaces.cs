using Cleak.Ir;

namespace Cleak.Analysis;

internal enum FunctionPlaceKind : byte
{
    /// <summary>Nothing is known of it.</summary>
    None,

    /// <summary>A variable, or an array of pointers: all elements together. A member where the record has no name.</summary>
    Variable,

    /// <summary>A member of a record type, of all its objects together.</summary>
    Field,

    /// <summary>A local or a parameter of one function.</summary>
    Local,

    /// <summary>What a function returns.</summary>
    Result,
}

/// <summary>Where addresses of functions are kept.</summary>
/// <param name="Owner">The variable, the number of the record's name, or the function.</param>
/// <param name="Offset">Bytes, or the local's slot.</param>
internal readonly record struct FunctionPlace(FunctionPlaceKind Kind, int Owner, long Offset)
{
    public bool IsKnown => Kind != FunctionPlaceKind.None;
}

/// <summary>Which place an address expression names. Records of one name are one type in the whole program.</summary>
internal sealed class FunctionPlaces(Program program)
{
    private readonly Dictionary<string, int> records = new(StringComparer.Ordinal);

    public static bool IsFunctionPointer(IrType type) => type is { Kind: TypeKind.Pointer, Element.Kind: TypeKind.Function };

    /// <summary>The number of a record type; -1 for what is none, or has no name that tells it from others.</summary>
    public int Record(IrType? type)
    {
        while (type is { Kind: TypeKind.Array })
        {
            type = type.Element;
        }

        if (type is not { Kind: TypeKind.Record } || type.Name.Contains('(', StringComparison.Ordinal))
        {
            return -1;
        }

        string name = Unqualified(type.Name);
        return records.TryGetValue(name, out int known) ? known : records[name] = records.Count;
    }

    /// <summary>The place at an address that is a pointer to a function's address.</summary>
    public FunctionPlace At(LinkedFunction function, Expression address)
    {
        long beyond = 0;
        while (true)
        {
            switch (address)
            {
                case IndexExpression index:
                    address = index.Address;
                    break;
                case OffsetExpression offset when Record(offset.Address.Type.Element) is >= 0 and var record:
                    return new FunctionPlace(FunctionPlaceKind.Field, record, offset.Bytes + beyond);
                case OffsetExpression offset when offset.Address is OffsetExpression or SymbolAddressExpression or IndexExpression:
                    beyond += offset.Bytes;
                    address = offset.Address;
                    break;
                case SymbolAddressExpression { Symbol: { Kind: SymbolKind.Variable } symbol }:
                    return new FunctionPlace(FunctionPlaceKind.Variable, program.Variable(function.UnitIndex, symbol).Id, beyond);
                case LocalAddressExpression local when beyond == 0:
                    return new FunctionPlace(FunctionPlaceKind.Local, function.Id, local.Slot);
                default:
                    return default;
            }
        }
    }

    /// <summary>The place that an initialiser sets, by its distance from the variable's start.</summary>
    public FunctionPlace InVariable(int variable, IrType type, long offset)
    {
        long start = 0;
        while (true)
        {
            if (type is { Kind: TypeKind.Array, Element: { Size: > 0 } element })
            {
                start += (offset - start) / element.Size * element.Size;
                type = element;
            }
            else if (type.Kind == TypeKind.Record && Inner(type, offset - start) is { } field && (field.Type.IsAggregate || Record(type) < 0))
            {
                if (!field.Type.IsAggregate)
                {
                    return new FunctionPlace(FunctionPlaceKind.Variable, variable, offset);
                }

                if (field.Type is { Kind: TypeKind.Array, Element.IsAggregate: false })
                {
                    return Record(type) is >= 0 and var holder ? new FunctionPlace(FunctionPlaceKind.Field, holder, field.ByteOffset) : new FunctionPlace(FunctionPlaceKind.Variable, variable, start + field.ByteOffset);
                }

                start += field.ByteOffset;
                type = field.Type;
            }
            else if (type.Kind == TypeKind.Record)
            {
                return Record(type) is >= 0 and var record ? new FunctionPlace(FunctionPlaceKind.Field, record, offset - start) : new FunctionPlace(FunctionPlaceKind.Variable, variable, offset);
            }
            else
            {
                return new FunctionPlace(FunctionPlaceKind.Variable, variable, 0);
            }
        }
    }

    private static Field? Inner(IrType record, long offset)
    {
        Field? found = null;
        foreach (Field field in record.Fields)
        {
            if (!field.IsBitField && field.ByteOffset <= offset && offset < field.ByteOffset + Math.Max(field.Type.Size, 1) && (found is null || field.Type.IsAggregate))
            {
                found = field;
            }
        }

        return found;
    }

    private static string Unqualified(string name)
    {
        while (name.StartsWith("const ", StringComparison.Ordinal) || name.StartsWith("volatile ", StringComparison.Ordinal))
        {
            name = name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        return name;
    }
}
