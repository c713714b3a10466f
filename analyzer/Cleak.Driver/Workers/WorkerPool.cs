namespace Cleak.Driver.Workers;

/// <summary>
/// Worker processes that parse and lower. One that dies or hangs costs its item alone: the item is tried once more when nothing
/// else runs, then given up with the reason. This process never loads libclang.
/// </summary>
public sealed class WorkerPool(WorkerCommand command, int jobs, WorkTimeout timeout) : IWorkPool
{
    public WorkResult[] Run(IReadOnlyList<WorkItem> items, Action<int>? done, CancellationToken cancellation)
    {
        var run = new WorkerPoolRun(command, timeout, items, done, cancellation);
        var threads = new Thread[Math.Clamp(jobs, 1, Math.Max(1, items.Count))];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(run.Serve) { IsBackground = true, Name = $"worker {i}" };
            threads[i].Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        run.RetryAlone();
        return run.Results();
    }
}
