namespace Cleak.Driver.Workers;

/// <summary>Does work items at the same time, in whatever order, and hands the results back in theirs.</summary>
public interface IWorkPool
{
    /// <param name="items">What to do.</param>
    /// <param name="done">Called with the number of items that are done, from any thread; for progress alone.</param>
    /// <returns>As many results as there are items, in their order.</returns>
    /// <exception cref="WorkerUnfitException">No worker can work, such as when there is no libclang.</exception>
    WorkResult[] Run(IReadOnlyList<WorkItem> items, Action<int>? done, CancellationToken cancellation);
}
