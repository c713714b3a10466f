namespace Cleak.Analysis;

/// <summary>Where a pointer stands that nothing was written to: in a variable of the function, or in a block that it allocated.</summary>
/// <param name="Slot">The variable; -1 for blocks.</param>
/// <param name="Offset">Bytes from the start of the variable or block.</param>
/// <param name="Acquired">Event of the block's allocation; -1 for variables.</param>
internal readonly record struct UnsetPlace(int Slot, int Offset, int Acquired)
{
    /// <summary>Bytes of a pointer.</summary>
    public const int Width = 8;

    public bool IsLocal => Slot >= 0;
}
