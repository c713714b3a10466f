namespace Cleak.Analysis;

/// <summary>
/// Which of the paths that were merged leads to a defect. A merged state keeps the path of one of those that it stands for; where that one
/// answers a question otherwise than the state did later, another of them is told.
/// </summary>
internal sealed class BelievedPaths(AnalysisContext context)
{
    /// <summary>Paths that are looked at for one defect.</summary>
    private const int MostTried = 12;

    private readonly PathContradictions contradictions = new(context);
    private readonly MarkedBranches marks = new(context);
    private readonly Stack<Way> open = new();

    /// <summary>Where another path came to the same state.</summary>
    /// <param name="At">Index of the first event behind it.</param>
    /// <param name="Other">The other path's last event.</param>
    private readonly record struct Join(int At, int Other);

    private readonly record struct Way(List<int> Events, List<Join> Joins);

    /// <summary>The events of a path, first event first.</summary>
    public List<int> Of(int history) => Read(history).Events;

    /// <summary>The first path that does not contradict itself, first event first; null where there is none.</summary>
    /// <param name="history">Last event of the path.</param>
    /// <param name="subject">Term whose events all paths must share; 0 where any path will do, less than that where only the first one does.</param>
    /// <param name="ofLock">As <see cref="PathContradictions.Find"/> has it.</param>
    /// <param name="accepts">What else is asked of a path.</param>
    public List<int>? Find(int history, int subject, bool ofLock, Func<List<int>, bool>? accepts)
    {
        open.Clear();
        Way first = Read(history);
        open.Push(first);
        for (int tried = 0; tried < MostTried && open.TryPop(out Way way); tried++)
        {
            int contradicted = contradictions.Find(way.Events, ofLock);
            if (contradicted < 0 && !marks.Contradict(way.Events) && accepts?.Invoke(way.Events) != false)
            {
                return way.Events;
            }

            // What was decided before is not decided where the path is another one up to there.
            for (int i = 0; i < way.Joins.Count && subject >= 0; i++)
            {
                if (way.Joins[i].At > contradicted && Replaced(way, i) is var other && AreAlike(first.Events, other.Events, subject))
                {
                    open.Push(other);
                }
            }
        }

        return null;
    }

    private Way Read(int history)
    {
        var events = new List<int>();
        var joins = new List<Join>();
        for (int e = history; e >= 0; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.Join)
            {
                joins.Add(new Join(events.Count, context.History[e].Detail));
            }
            else
            {
                events.Add(e);
            }
        }

        events.Reverse();
        joins.Reverse();
        for (int i = 0; i < joins.Count; i++)
        {
            joins[i] = joins[i] with { At = events.Count - joins[i].At };
        }

        return new Way(events, joins);
    }

    private Way Replaced(Way way, int join)
    {
        Way other = Read(way.Joins[join].Other);
        int at = way.Joins[join].At, moved = other.Events.Count - at;
        other.Events.AddRange(way.Events.GetRange(at, way.Events.Count - at));
        for (int i = join + 1; i < way.Joins.Count; i++)
        {
            other.Joins.Add(way.Joins[i] with { At = way.Joins[i].At + moved });
        }

        return other;
    }

    /// <summary>The same was done to a thing on both.</summary>
    private bool AreAlike(List<int> one, List<int> other, int subject)
    {
        if (subject == 0)
        {
            return true;
        }

        int at = 0;
        foreach (int id in one)
        {
            if (!IsOf(id, subject))
            {
                continue;
            }

            while (at < other.Count && !IsOf(other[at], subject))
            {
                at++;
            }

            if (at == other.Count || other[at++] != id)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsOf(int id, int subject) => context.History[id] is { Kind: not (EventKind.Branch or EventKind.Call) } step && step.Subject == subject;
}
