namespace Cleak.Analysis;

/// <summary>Where a resource stands on a path.</summary>
internal enum ResourceState : byte
{
    /// <summary>Acquired here, to be released.</summary>
    Live,

    /// <summary>Not acquired here: known only because something happened to it.</summary>
    Foreign,

    /// <summary>Freed, closed, joined.</summary>
    Released,

    /// <summary>A block that realloc may have moved away.</summary>
    Moved,

    /// <summary>A thread that nobody need join.</summary>
    Detached,

    /// <summary>Kept by something that is not seen: nothing is said of it any more.</summary>
    Escaped,

    /// <summary>Nothing reachable names it; it becomes a finding when the path goes on to a return.</summary>
    Lost,
}

[Flags]
internal enum ResourceFlags : byte
{
    None = 0,

    /// <summary>A defect of it has been recorded: nothing follows from it.</summary>
    Reported = 1,

    /// <summary>A realloc of it failed on this path, and it is still owned.</summary>
    ReallocFailed = 2,

    /// <summary>Lost by the store of the result of the realloc that failed.</summary>
    LostByRealloc = 4,

    /// <summary>Stands for several: releases are not double, losses not certain.</summary>
    Imprecise = 8,

    /// <summary>It was kept where the analysis does not see before its state changed: what hangs on it may still be.</summary>
    ContentsKept = 16,

    /// <summary>In a summary: what stands in the block decides that it is released. Callers know only where the result tells them.</summary>
    ByContents = 32,

    /// <summary>A callee hands out it, or something else in its place, and the path has not looked at it (<see cref="AlternativeBlocks"/>).</summary>
    Alternative = 64,

    /// <summary>It was put under a key of thread-specific data.</summary>
    UnderKey = 128,
}

/// <summary>One tracked resource of a state.</summary>
/// <param name="Term">The block's address, the handle, the descriptor.</param>
/// <param name="Acquired">Event of its acquisition, -1 where it is foreign.</param>
/// <param name="Last">Event that led to its state.</param>
internal readonly record struct Resource(int Term, ResourceKind Kind, ResourceState State, ResourceFlags Flags, int Family, int Acquired, int Last)
{
    /// <summary>
    /// Bytes from <see cref="Term"/> to the address that was released: a header before it, the record around it. <see cref="Somewhere"/>
    /// where the distance is not constant.
    /// </summary>
    public int ReleasedAt { get; init; }

    public const int Somewhere = int.MinValue;

    /// <summary>It was there at entry and is kept somewhere: where one of two paths keeps it, both may.</summary>
    public bool IsKeptForeign => State == ResourceState.Escaped && Acquired < 0;

    /// <summary>
    /// States that differ in it stay apart as long as they can: a merge would forget what is known of it. From what is kept where the analysis
    /// does not see nothing follows.
    /// </summary>
    public bool KeepsApart => State != ResourceState.Escaped || Has(ResourceFlags.UnderKey);

    /// <summary>A callee acquired it and left it where others see it: see <see cref="HeldBlocks"/>.</summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// What is told of it hangs on its state: states that differ in it never count as kin. Not so what others hold, and what was released
    /// perhaps: no defect follows from it.
    /// </summary>
    public bool IsCore => State switch
    {
        ResourceState.Escaped => false,
        ResourceState.Live => !IsHeld,
        ResourceState.Released or ResourceState.Moved => Kind != ResourceKind.Heap || (Flags & (ResourceFlags.Imprecise | ResourceFlags.ContentsKept)) == 0,
        _ => true,
    };

    public bool IsOwned => State == ResourceState.Live;

    public bool Has(ResourceFlags flag) => (Flags & flag) != 0;

    /// <summary>What decides whether two states may be merged: kind and state, not how it came about.</summary>
    public ulong Shape => ((ulong)(uint)Term << 16) | ((ulong)State << 8) | (byte)Flags;
}
