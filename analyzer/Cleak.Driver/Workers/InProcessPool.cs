using Cleak.Clang;

namespace Cleak.Driver.Workers;

/// <summary>
/// The same work on threads of this process: for tests and small inputs. What would end a worker ends the run.
/// </summary>
/// <param name="makeWorker">Makes what does the items of one thread.</param>
public sealed class InProcessPool(Func<IWorker> makeWorker, int jobs) : IWorkPool
{
    public WorkResult[] Run(IReadOnlyList<WorkItem> items, Action<int>? done, CancellationToken cancellation)
    {
        var results = new WorkResult[items.Count];
        int[] order = WorkOrder.LargestFirst(items);
        int next = -1, finished = 0;
        Exception? failure = null;
        var threads = new Thread[Math.Clamp(jobs, 1, Math.Max(1, items.Count))];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = ParseThread.Start(Serve);
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return results;

        void Serve()
        {
            try
            {
                using IWorker worker = makeWorker();
                int turn;
                while (!cancellation.IsCancellationRequested && Volatile.Read(ref failure) is null && (turn = Interlocked.Increment(ref next)) < order.Length)
                {
                    results[order[turn]] = worker.Do(items[order[turn]].Request);
                    done?.Invoke(Interlocked.Increment(ref finished));
                }
            }
            catch (Exception problem)
            {
                Interlocked.CompareExchange(ref failure, problem, null);
            }
        }
    }
}
