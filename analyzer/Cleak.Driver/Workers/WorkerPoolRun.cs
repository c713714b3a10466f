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
    private readonly int[] order;
    private readonly Lock gate = new();
    private readonly List<int> lost = [];
    private volatile Exception? failure;
    private int next = -1;
    private int finished;

    public WorkerPoolRun(WorkerCommand command, WorkTimeout timeout, IReadOnlyList<WorkItem> items, Action<int>? done, CancellationToken cancellation)
    {
        this.command = command;
        this.timeout = timeout;
        this.items = items;
        this.done = done;
        this.cancellation = cancellation;
        results = new WorkResult?[items.Count];
        order = WorkOrder.LargestFirst(items);
    }

    /// <summary>Takes items until there are none left: the body of one of the pool's threads.</summary>
    public void Serve()
    {
        WorkerProcess? worker = null;
        try
        {
            int turn;
            while (!cancellation.IsCancellationRequested && failure is null && (turn = Interlocked.Increment(ref next)) < order.Length)
            {
                if (Attempt(ref worker, order[turn]) is not null)
                {
                    lock (gate)
                    {
                        lost.Add(order[turn]);
                    }
                }
            }
        }
        catch (Exception problem)
        {
            failure ??= problem;
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
                if (Attempt(ref worker, index) is { } obituary)
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
    private string? Attempt(ref WorkerProcess? worker, int index)
    {
        worker ??= Begin();
        WorkResult? result;
        string? obituary;
        using (cancellation.Register(worker.Kill))
        {
            result = worker.Do(items[index], timeout.For(items[index].Size), out obituary);
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
        done?.Invoke(Interlocked.Increment(ref finished));
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
