namespace Cleak.Driver.Workers;

/// <summary>Something for a worker to do.</summary>
/// <param name="Request">What the worker is sent.</param>
/// <param name="Size">Bytes of the file: large ones are begun first and get more time.</param>
public sealed record WorkItem(byte[] Request, long Size)
{
    /// <summary>Done for other items only: begun before all else, not counted, not tried again.</summary>
    public bool IsPreparation { get; init; }

    /// <summary>The preparation that must be over, however it went, before this is begun; -1 for none.</summary>
    public int Needs { get; init; } = -1;

    /// <summary>What the worker is sent when the item was lost once: the same without what was prepared for it.</summary>
    public byte[] RetryRequest { get; init; } = Request;
}
