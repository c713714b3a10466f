using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Types of scalars that summaries name by their width alone.</summary>
internal static class Scalars
{
    private static readonly IrType Pointer = new() { Id = 0, Kind = TypeKind.Pointer, Name = "void *", Size = 8 };
    private static readonly IrType[] Integers = [Integer(1), Integer(2), Integer(4), Integer(8)];

    public static IrType Of(byte width, bool isPointer) =>
        isPointer ? Pointer : width switch { 1 => Integers[0], 2 => Integers[1], <= 4 => Integers[2], _ => Integers[3] };

    private static IrType Integer(int size) => new() { Id = 0, Kind = TypeKind.Integer, Name = "integer", Size = size, IsSigned = true };
}
