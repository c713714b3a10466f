using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>Instructions that run one after the other, and how they end.</summary>
public sealed class BasicBlock
{
    /// <summary>Index in <see cref="Function.Blocks"/>; 0 is the entry.</summary>
    public required int Ordinal { get; init; }

    public required ImmutableArray<Instruction> Instructions { get; init; }

    public required Terminator Terminator { get; init; }

    /// <summary>How many temporaries the block numbers, from 0. None outlives it.</summary>
    public required int TemporaryCount { get; init; }
}
