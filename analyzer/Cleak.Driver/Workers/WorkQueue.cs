namespace Cleak.Driver.Workers;

/// <summary>
/// Hands out items to the threads of a pool: preparations first, then the largest, so that none is left to run alone at the end;
/// each once what it needs is over. Results do not depend on the order.
/// </summary>
internal sealed class WorkQueue
{
    private readonly object gate = new();
    private readonly IReadOnlyList<WorkItem> items;
    private readonly List<int> waiting;
    private readonly bool[] over;
    private bool isClosed;

    public WorkQueue(IReadOnlyList<WorkItem> items)
    {
        this.items = items;
        over = new bool[items.Count];
        waiting = [.. Enumerable.Range(0, items.Count).OrderByDescending(index => items[index].IsPreparation).ThenByDescending(index => items[index].Size)];
    }

    /// <summary>Takes an item, once there is one that can be begun; false when none is left.</summary>
    public bool TryTake(out int index)
    {
        lock (gate)
        {
            while (waiting.Count > 0 && !isClosed)
            {
                int at = waiting.FindIndex(candidate => items[candidate].Needs < 0 || over[items[candidate].Needs]);
                if (at >= 0)
                {
                    index = waiting[at];
                    waiting.RemoveAt(at);
                    return true;
                }

                Monitor.Wait(gate);
            }
        }

        index = -1;
        return false;
    }

    /// <summary>An item that was taken is done, or will not be.</summary>
    public void Finish(int index)
    {
        lock (gate)
        {
            over[index] = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Nothing more is handed out.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.PulseAll(gate);
        }
    }
}
