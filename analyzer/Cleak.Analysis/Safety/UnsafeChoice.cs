namespace Cleak.Analysis;

/// <summary>Which of a function's unsafe calls of one kind its callers are told of.</summary>
internal static class UnsafeChoice
{
    /// <param name="calls">All of the kind, in order.</param>
    /// <param name="max">How many are told where each is bound to conditions.</param>
    /// <param name="chosen">Where they go, the most telling first.</param>
    public static void Choose(List<PendingUnsafeCall> calls, UnsafeKind kind, int max, List<PendingUnsafeCall> chosen)
    {
        if (kind == UnsafeKind.OwnLock)
        {
            ChooseEach(calls, max, chosen, static (call, other) => call.Lock == other.Lock);
        }
        else if (kind is UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite)
        {
            ChooseEach(calls, max, chosen, static (call, other) => call.Object == other.Object);
        }
        else if (Always(calls) is { } always)
        {
            chosen.Add(always);
        }
        else
        {
            for (int rank = 0; rank < 8; rank++)
            {
                foreach (PendingUnsafeCall call in calls)
                {
                    if (chosen.Count < max && Rank(call) == rank)
                    {
                        chosen.Add(call);
                    }
                }
            }
        }

        // Those that wait for their caller's name are told in any case.
        foreach (PendingUnsafeCall call in calls)
        {
            if (call.Fork is not null && !chosen.Contains(call))
            {
                chosen.Add(call);
            }
        }
    }

    /// <summary>Each lock or object once, those first that are met where the process lives on.</summary>
    private static void ChooseEach(List<PendingUnsafeCall> calls, int max, List<PendingUnsafeCall> chosen, Func<PendingUnsafeCall, PendingUnsafeCall, bool> areSame)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (PendingUnsafeCall call in calls)
            {
                if (chosen.Count < max && call.EndsOrDies == (pass == 1) && !chosen.Exists(other => areSame(call, other)))
                {
                    chosen.Add(call);
                }
            }
        }
    }

    /// <summary>One that is reached whatever the function is given.</summary>
    private static PendingUnsafeCall? Always(List<PendingUnsafeCall> calls)
    {
        bool areSomeAfterExec = calls.Exists(static call => call.IsAfterExec);
        foreach (PendingUnsafeCall call in calls)
        {
            if (call.Conditions.Count == 0 && !call.IsInChild && !call.EndsOrDies && call.IsAfterExec == areSomeAfterExec)
            {
                return call;
            }
        }

        return null;
    }

    private static int Rank(PendingUnsafeCall call) => (call.IsInChild ? 4 : 0) + (call.EndsOrDies ? 2 : 0) + (call.IsAfterExec ? 0 : 1);
}
