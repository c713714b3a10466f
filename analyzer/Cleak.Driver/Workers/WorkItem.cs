namespace Cleak.Driver.Workers;

/// <summary>Something for a worker to do.</summary>
/// <param name="Request">What the worker is sent.</param>
/// <param name="Size">Bytes of the file: large ones are begun first and get more time.</param>
public sealed record WorkItem(byte[] Request, long Size);
