namespace Cleak.Driver.Workers;

/// <summary>Does work items one after the other, on one thread.</summary>
public interface IWorker : IDisposable
{
    /// <summary>Never throws for what is wrong with an item: that is a result.</summary>
    WorkResult Do(byte[] request);
}
