using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What a function does to its callers: cases, each with its condition on what the caller can see and its effects, keyed by what is
/// returned and what happens to resources, so that a return code and an out-parameter stay together (biabduction's specs: Calcagno
/// et al., JACM 58(6), 2011). Terms are the summary's own; only those that a caller can see or get are in it.
/// </summary>
internal sealed class FunctionSummary
{
    public required int Function { get; init; }

    public required ImmutableArray<Term> Terms { get; init; }

    /// <summary>The ways it may come back, told apart as far as a summary does.</summary>
    public required SummaryOutcomes Outcomes { get; init; }

    /// <summary>The same for a caller that drops the result: those that differ in it alone are one.</summary>
    public required SummaryOutcomes Effects { get; init; }

    /// <summary>Empty: the function does not come back.</summary>
    public ImmutableArray<SummaryCase> Cases => Outcomes.Cases;

    /// <summary>
    /// Of what may be a start routine that releases its argument because of what stands in it: the cases as they are. Whoever creates the thread
    /// knows what stands there; empty for others.
    /// </summary>
    public ImmutableArray<SummaryCase> ByContents { get; init; } = [];

    /// <summary>By term: what it is in the caller hangs on the case, for its conditions bound it or its effects make it.</summary>
    public required ImmutableArray<bool> IsOfCase { get; init; }

    /// <summary>Objects there at entry into which something may have been written in a way that no case tells.</summary>
    public ImmutableArray<int> VaguelyWritten { get; init; } = [];

    /// <summary>Names of the resource families in the cases.</summary>
    public required ImmutableArray<string> Families { get; init; }

    /// <summary>Threads it creates whose start routine the caller passes in.</summary>
    public ImmutableArray<SpawnOfParameter> Spawns { get; init; } = [];

    /// <summary>Calls that are not async-signal-safe, on any path: the first few of each kind.</summary>
    public ImmutableArray<SummaryUnsafeCall> UnsafeCalls { get; init; } = [];

    /// <summary>Parameters, by bit, at which it makes a lock for several processes.</summary>
    public uint SharesParameter { get; init; }

    /// <summary>Losses in it and in its callees that hang on what is there at its entry.</summary>
    public ImmutableArray<SummaryEntryDefect> EntryDefects { get; init; } = [];

    /// <summary>Calls through pointers that the caller gives.</summary>
    public ImmutableArray<SummaryCallThrough> CallsThrough { get; init; } = [];

    /// <summary>Signal handlers that it registers for its caller.</summary>
    public ImmutableArray<SummaryHandler> Handlers { get; init; } = [];

    /// <summary>Some path tries an exec, in the process that the function was called in.</summary>
    public bool TriesExec { get; init; }

    /// <summary>A call by which some path comes back with errno changed; looked for only where that is asked for.</summary>
    public TraceStep? ChangesErrno { get; init; }

    /// <summary>Where the handles of threads that it creates are kept.</summary>
    public ImmutableArray<HandlePlace> KeptPlaces { get; init; } = [];

    /// <summary>Threads may have been created by it or below it.</summary>
    public bool CreatesThreads { get; init; }

    /// <summary>Integers that were there at entry and are kept, on some path, where the caller does not see them.</summary>
    public ImmutableArray<int> KeptHandles { get; init; } = [];

    /// <summary>Objects there at entry whose bytes are copied, on some path, to where the caller does not see them.</summary>
    public ImmutableArray<int> CopiedContents { get; init; } = [];

    /// <summary>Parameters, by bit, whose thread it joins or detaches.</summary>
    public uint JoinsParameter { get; init; }

    /// <summary>Those of them whose thread it detaches.</summary>
    public uint DetachesParameter { get; init; }

    /// <summary>Where it joins, it gets what the thread returned.</summary>
    public bool TakesThreadResult { get; init; }

    /// <summary>Parameters that say to how many bytes a block is reallocated, and may be zero there.</summary>
    public ImmutableArray<(int Parameter, TraceStep Step)> ReallocSizes { get; init; } = [];

    /// <summary>Products of what the caller gives that become the size of a block, without a test.</summary>
    public ImmutableArray<SizeProduct> SizeProducts { get; init; } = [];

    /// <summary>Parameters that it keeps as values of the running thread.</summary>
    public ImmutableArray<ThreadKeySet> ThreadKeySets { get; init; } = [];

    /// <summary>The key whose value it returns, on some path.</summary>
    public HandlePlace ThreadKeyReturned { get; init; }

    /// <summary>Parameters, by bit, whose thread it cancels.</summary>
    public uint CancelsParameter { get; init; }

    /// <summary>Where the thread may be cancelled, in it or below it; looked for only where the program cancels threads.</summary>
    public TraceStep? CancellationPoint { get; init; }

    /// <summary>Some path waits for what another thread does, or calls what is not seen.</summary>
    public bool MayWait { get; init; }

    /// <summary>What it returns was, on some path, chosen outside the program.</summary>
    public bool GivesInput { get; init; }

    /// <summary>What it leaves where it is told was, on some path, chosen outside the program.</summary>
    public bool FillsInput { get; init; }

    /// <summary>The outcomes that count at a call.</summary>
    public SummaryOutcomes OutcomesFor(CallInstruction call) => call.Temporary < 0 && call.ResultAddress is null ? Effects : Outcomes;

    /// <summary>The terms of which the cases know different things: what decides how it comes back. Found when first asked for.</summary>
    public ImmutableArray<int> DecidingTerms
    {
        get
        {
            if (decidingTerms.IsDefault)
            {
                decidingTerms = FindDecidingTerms();
            }

            return decidingTerms;
        }
    }

    private ImmutableArray<int> decidingTerms;

    private ImmutableArray<int> FindDecidingTerms()
    {
        var known = new Dictionary<int, (Fact Fact, int Count)>();
        var deciding = new SortedSet<int>();
        foreach (SummaryCase one in Cases)
        {
            foreach ((int term, Fact fact) in one.Conditions)
            {
                (Fact Fact, int Count) before = known.GetValueOrDefault(term, (fact, 0));
                known[term] = (before.Fact, before.Count + 1);
                if (before.Fact != fact)
                {
                    deciding.Add(term);
                }
            }

            foreach (ImmutableArray<(int Term, Fact Fact)> way in one.Alternatives)
            {
                deciding.UnionWith(way.Select(condition => condition.Term));
            }
        }

        deciding.UnionWith(known.Where(term => term.Value.Count < Cases.Length).Select(term => term.Key));
        return [.. deciding];
    }

    /// <summary>Nothing happens in it to a resource, a lock or a thread but that it is kept or looked at.</summary>
    public bool IsPlain
    {
        get
        {
            if (plain == Plainness.NotAsked)
            {
                plain = FindIsPlain() ? Plainness.Plain : Plainness.NotPlain;
            }

            return plain == Plainness.Plain;
        }
    }

    /// <summary>Written at once: several threads may ask.</summary>
    private volatile Plainness plain;

    private enum Plainness : byte
    {
        NotAsked,
        Plain,
        NotPlain,
    }

    private bool FindIsPlain()
    {
        if (Cases.IsEmpty || CreatesThreads || Spawns.Length > 0)
        {
            return false;
        }

        foreach (SummaryCase one in Cases)
        {
            if (one.EndsThread || one.Fork is not null || one.RunningThread is not null)
            {
                return false;
            }

            foreach (SummaryResource resource in one.Resources)
            {
                if (resource.IsNew || resource.State != ResourceState.Escaped)
                {
                    return false;
                }
            }

            foreach (SummaryWrite write in one.Writes)
            {
                if (write.Width == Memory.GhostWidth && write.BitWidth == GhostCells.Lock)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Not all paths were followed to their end: what it may change beyond the cases is not known.</summary>
    public bool IsIncomplete { get; init; }
}

/// <param name="Kept">What was there at entry and is kept in each of the cases, whichever of them it is: no case tells it again.</param>
internal sealed record SummaryOutcomes(ImmutableArray<SummaryCase> Cases, ImmutableArray<int> Kept);

/// <param name="Parameter">The start routine.</param>
/// <param name="Argument">The parameter that the thread is handed; -1 for none.</param>
/// <param name="IsOnlyHanded">Nothing else happens to that parameter but that it may be released.</param>
/// <param name="IsJoined">It waits for the thread itself.</param>
internal readonly record struct SpawnOfParameter(int Parameter, int Argument, bool IsOnlyHanded, bool IsJoined, DetachStates States, TraceStep Step);

/// <summary>One way a function may come back.</summary>
internal sealed record SummaryCase
{
    public required Value Result { get; init; }

    /// <summary>What must hold at entry, of terms that the caller can see; and what holds of new ones.</summary>
    public required ImmutableArray<(int Term, Fact Fact)> Conditions { get; init; }

    /// <summary>The case stands for several paths: what each of them asks beyond the conditions, one of which must be so. Empty for any.</summary>
    public ImmutableArray<ImmutableArray<(int Term, Fact Fact)>> Alternatives { get; init; } = [];

    public required ImmutableArray<SummaryWrite> Writes { get; init; }

    /// <summary>Objects whose contents are not known any more but for the writes.</summary>
    public required ImmutableArray<int> Havocs { get; init; }

    /// <summary>Objects whose first bytes are zero but for the writes.</summary>
    public required ImmutableArray<(int Term, int Bytes)> Zeroed { get; init; }

    public required ImmutableArray<SummaryResource> Resources { get; init; }

    /// <summary>What was there at entry and is dereferenced.</summary>
    public required ImmutableArray<(int Term, TraceStep Step)> Uses { get; init; }

    /// <summary>Contents at entry that are read before they are written.</summary>
    public required ImmutableArray<(int Term, TraceStep Step)> Reads { get; init; }

    /// <summary>Objects that were there at entry, and the byte behind the furthest of each that is written for certain.</summary>
    public required ImmutableArray<(int Term, Value End, TraceStep Step)> Written { get; init; }

    /// <summary>What was there at entry and is given to threads that may still run.</summary>
    public ImmutableArray<SummaryLoan> Lent { get; init; } = [];

    /// <summary>How it leaves the thread's cancelability.</summary>
    public CancelStates Cancel { get; init; }

    public ProcessRole Role { get; init; }

    public RoleFlags RoleFlags { get; init; }

    /// <summary>It made a child, and this is the parent.</summary>
    public bool IsParent { get; init; }

    public TraceStep? Fork { get; init; }

    /// <summary>A thread that it created may still run.</summary>
    public TraceStep? RunningThread { get; init; }

    /// <summary>Pointers were written through pointers of which nothing is known.</summary>
    public bool WritesAliased { get; init; }

    /// <summary>The thread ended: nothing comes back.</summary>
    public bool EndsThread { get; init; }

    /// <summary>Where it does.</summary>
    public TraceStep? ThreadEnd { get; init; }

    /// <summary>Of what may be a start routine: the branches that lead to its end.</summary>
    public TraceStep? Way { get; init; }

    /// <summary>Variables that others see may have changed in ways not written here.</summary>
    public bool HavocsGlobals { get; init; }
}

/// <param name="Argument">What the thread is given, of what the caller can name.</param>
/// <param name="Thread">The thread's handle, where the caller gets it; -1 where it does not.</param>
/// <param name="Routine">Function that the thread runs; -1 where it is not known.</param>
internal readonly record struct SummaryLoan(Value Argument, int Thread, int Routine, TraceStep Step);

/// <param name="Address">Term of the object's address.</param>
/// <param name="Value">None where it is not known.</param>
internal readonly record struct SummaryWrite(int Address, int Offset, byte Width, byte BitStart, byte BitWidth, Value Value);

/// <param name="IsNew">Acquired here and now the caller's; else it was there at entry, and this is what happened to it.</param>
/// <param name="Step">The acquisition or what happened, with its way through further calls.</param>
/// <param name="Contents">What a new block holds where no write says more.</param>
internal readonly record struct SummaryResource(int Term, ResourceKind Kind, ResourceState State, ResourceFlags Flags, int Family, bool IsNew, TraceStep Step, ObjectDefault Contents = ObjectDefault.Initial)
{
    /// <summary>Bytes from the term to the address that is released.</summary>
    public int ReleasedAt { get; init; }

    public bool Has(ResourceFlags flag) => (Flags & flag) != 0;
}
