using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>One scalar of a static initialiser.</summary>
/// <param name="Offset">Bytes from the variable's start.</param>
public sealed record Initializer(long Offset, Expression Value);

/// <summary>A variable of static storage duration that the unit defines.</summary>
public sealed class Global
{
    public required Symbol Symbol { get; init; }

    /// <summary>What the initialiser sets, in order of offset; all other bytes are zero.</summary>
    public required ImmutableArray<Initializer> Initializers { get; init; }

    /// <summary>Defined without an initialiser: another unit's may give one.</summary>
    public bool IsTentative { get; init; }
}
