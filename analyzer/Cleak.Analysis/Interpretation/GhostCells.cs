namespace Cleak.Analysis;

/// <summary>Cells that hold a fact about an object beside its bytes: they live and go with it, and are told to callers as its bytes are.</summary>
internal static class GhostCells
{
    /// <summary>Whether threads made with a thread attribute are detached.</summary>
    public const byte DetachState = 0;

    /// <summary>What was acquired in place: the object itself is the resource.</summary>
    public const byte Resource = 1;

    /// <summary>What was done to a lock: a <see cref="LockState"/>.</summary>
    public const byte Lock = 2;

    public static bool Is(in Cell cell, byte what) => cell.Width == Memory.GhostWidth && cell.BitWidth == what && !GhostFacts.Is(cell);

    public static int Of(AnalysisContext context, Value address, byte what) =>
        context.Cells.Intern(new Cell(address.Term, address.Offset, Memory.GhostWidth, 0, what));
}
