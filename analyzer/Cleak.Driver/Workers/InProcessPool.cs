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
        var queue = new WorkQueue(items);
        int finished = 0;
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
                while (!cancellation.IsCancellationRequested && queue.TryTake(out int index))
                {
                    results[index] = worker.Do(items[index].Request);
                    queue.Finish(index);
                    if (!items[index].IsPreparation)
                    {
                        done?.Invoke(Interlocked.Increment(ref finished));
                    }
                }
            }
            catch (Exception problem)
            {
                Interlocked.CompareExchange(ref failure, problem, null);
                queue.Close();
            }
        }
    }
}
