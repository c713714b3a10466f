using System.Runtime.ExceptionServices;

namespace Cleak.Driver.Workers;

/// <summary>One run of a <see cref="WorkerPool"/>: which items are taken, done, lost.</summary>
internal sealed class WorkerPoolRun
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly WorkerCommand command;
    private readonly WorkTimeout timeout;
    private readonly IReadOnlyList<WorkItem> items;
    private readonly Action<int>? done;
    private readonly CancellationToken cancellation;
    private readonly WorkResult?[] results;
    private readonly WorkQueue queue;
    private readonly Lock gate = new();
    private readonly List<int> lost = [];
    private volatile Exception? failure;
    private int finished;

    public WorkerPoolRun(WorkerCommand command, WorkTimeout timeout, IReadOnlyList<WorkItem> items, Action<int>? done, CancellationToken cancellation)
    {
        this.command = command;
        this.timeout = timeout;
        this.items = items;
        this.done = done;
        this.cancellation = cancellation;
        results = new WorkResult?[items.Count];
        queue = new WorkQueue(items);
    }

    /// <summary>Takes items until there are none left: the body of one of the pool's threads.</summary>
    public void Serve()
    {
        WorkerProcess? worker = null;
        try
        {
            while (!cancellation.IsCancellationRequested && queue.TryTake(out int index))
            {
                if (Attempt(ref worker, index, items[index].Request) is { } obituary)
                {
                    Lose(index, obituary);
                }

                queue.Finish(index);
            }
        }
        catch (Exception problem)
        {
            failure ??= problem;
            queue.Close();
        }
        finally
        {
            worker?.Dispose();
        }
    }

    /// <summary>What was lost, one at a time, in order: whatever a neighbour took from it, it has now.</summary>
    public void RetryAlone()
    {
        lost.Sort();
        WorkerProcess? worker = null;
        try
        {
            foreach (int index in lost)
            {
                ThrowIfOver();
                if (Attempt(ref worker, index, items[index].RetryRequest) is { } obituary)
                {
                    Finish(index, WorkResult.Failed(obituary));
                }
            }
        }
        finally
        {
            worker?.Dispose();
        }
    }

    public WorkResult[] Results()
    {
        ThrowIfOver();
        return results!;
    }

    /// <returns>Null when the item has its result; else how the worker was lost over it.</returns>
    private string? Attempt(ref WorkerProcess? worker, int index, byte[] request)
    {
        worker ??= Begin();
        WorkResult? result;
        string? obituary;
        using (cancellation.Register(worker.Kill))
        {
            result = worker.Do(request, timeout.For(items[index].Size), out obituary);
        }

        if (result is not null)
        {
            Finish(index, result);
            return null;
        }

        worker.Dispose();
        worker = null;
        return obituary;
    }

    private void Lose(int index, string obituary)
    {
        if (items[index].IsPreparation)
        {
            Finish(index, WorkResult.Failed(obituary));
            return;
        }

        lock (gate)
        {
            lost.Add(index);
        }
    }

    private WorkerProcess Begin()
    {
        WorkerProcess worker = WorkerProcess.Start(command);
        try
        {
            worker.Greet(StartTimeout);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    private void Finish(int index, WorkResult result)
    {
        results[index] = result;
        if (!items[index].IsPreparation)
        {
            done?.Invoke(Interlocked.Increment(ref finished));
        }
    }

    private void ThrowIfOver()
    {
        cancellation.ThrowIfCancellationRequested();
        if (failure is { } problem)
        {
            ExceptionDispatchInfo.Throw(problem);
        }
    }
}
