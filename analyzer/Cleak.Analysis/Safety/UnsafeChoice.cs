namespace Cleak.Analysis;

/// <summary>Which of a function's unsafe calls of one kind its callers are told of: the surest first.</summary>
internal static class UnsafeChoice
{
    /// <param name="calls">All of the kind; they are put into the order in which they are told.</param>
    /// <param name="max">How many are told where each is bound to conditions.</param>
    /// <param name="chosen">Where they go, the most telling first.</param>
    public static void Choose(List<PendingUnsafeCall> calls, UnsafeKind kind, int max, List<PendingUnsafeCall> chosen)
    {
        if (kind is UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite)
        {
            ChooseEach(calls, max, chosen, static (call, other) => call.Object == other.Object);
            return;
        }

        calls.Sort(Compare);
        if (kind == UnsafeKind.OwnLock)
        {
            ChooseEach(calls, max, chosen, static (call, other) => call.Lock == other.Lock);
        }
        else if (Always(calls) is { } always)
        {
            chosen.Add(always);
        }
        else
        {
            for (int i = 0; i < calls.Count && i < max; i++)
            {
                chosen.Add(calls[i]);
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

    private static int Compare(PendingUnsafeCall call, PendingUnsafeCall other)
    {
        int order = Rank(call).CompareTo(Rank(other));
        return order != 0 ? order : call.Instruction.CompareTo(other.Instruction);
    }

    /// <summary>A lock in a record may hang on which record it is; a variable is the same for all.</summary>
    private static int Rank(PendingUnsafeCall call) =>
        (call.IsInChild ? 16 : 0) + (call.EndsOrDies ? 8 : 0) + (call.IsGuessed ? 4 : 0) + (call.Lock is { IsKnown: true, Owner.Length: > 0 } ? 2 : 0) + (call.IsAfterExec ? 0 : 1);
}
