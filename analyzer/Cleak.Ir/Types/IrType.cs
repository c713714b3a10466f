using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>
/// A canonical C type with the target's layout, interned in its unit's <see cref="TypeTable"/>: within a unit, equal types are
/// one object. The name of a typedef that matters to the analysis (pthread_t, pthread_attr_t, …) stays in <see cref="Name"/>.
/// </summary>
public sealed class IrType
{
    public required int Id { get; init; }

    public required TypeKind Kind { get; init; }

    /// <summary>As a reader of the source would write it.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes; -1 where the type is incomplete, of variable length, or unknown.</summary>
    public long Size { get; init; } = -1;

    /// <summary>Bytes; 0 where unknown.</summary>
    public int Alignment { get; init; }

    public bool IsSigned { get; init; }

    /// <summary>Pointee, element, or result; null for other kinds.</summary>
    public IrType? Element { get; set; }

    /// <summary>For pointers: the pointee is const, so a callee that is given one does not write through it.</summary>
    public bool IsElementConst { get; init; }

    /// <summary>Elements of an array or vector; -1 where unknown (flexible, incomplete, variable).</summary>
    public long Count { get; init; } = -1;

    public bool IsUnion { get; init; }

    /// <summary>
    /// Members of a record in order of offset, anonymous members' members folded in: all where the unit stores, copies or
    /// initialises the record, else those that it uses.
    /// </summary>
    public ImmutableArray<Field> Fields { get; set; } = [];

    /// <summary>Parameter types of a function.</summary>
    public ImmutableArray<IrType> Parameters { get; set; } = [];

    /// <summary>Of a function: "…" follows the parameters.</summary>
    public bool IsVariadic { get; init; }

    /// <summary>Of a function: declared without a prototype (K&amp;R), so any arguments may be passed.</summary>
    public bool IsUnprototyped { get; init; }

    public bool IsPointer => Kind == TypeKind.Pointer;

    /// <summary>A value of this type fits a register: it is loaded and stored, not copied.</summary>
    public bool IsScalar => Kind is TypeKind.Bool or TypeKind.Integer or TypeKind.Floating or TypeKind.Pointer;

    /// <summary>Copied by address. A vector is not: it is loaded and stored as one value that nothing is known of.</summary>
    public bool IsAggregate => Kind is TypeKind.Record or TypeKind.Array;

    public override string ToString() => Name;
}
