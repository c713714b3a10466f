using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>All that the interpretation of one function brought to light.</summary>
public sealed record FunctionFacts(LinkedFunction Function)
{
    public ImmutableArray<Defect> Defects { get; init; } = [];

    public ImmutableArray<ThreadCreation> Creations { get; init; } = [];

    /// <summary>Its calls that join or detach threads.</summary>
    public ImmutableArray<ThreadEnd> ThreadEnds { get; init; } = [];

    /// <summary>Where the function detaches the thread that runs it, if it does.</summary>
    public TraceStep? SelfDetach { get; init; }

    /// <summary>Places where the running thread leaves its own handle.</summary>
    public ImmutableArray<HandlePlace> SelfPlaces { get; init; } = [];

    /// <summary>What it does with keys of thread-specific data.</summary>
    public ImmutableArray<ThreadKeyFact> ThreadKeys { get; init; } = [];

    /// <summary>Places whose threads the function cancels.</summary>
    public ImmutableArray<HandlePlace> CancelledPlaces { get; init; } = [];

    /// <summary>Functions it calls while its thread may be cancelled; known only where the program cancels threads.</summary>
    public ImmutableArray<int> CancellableCallees { get; init; } = [];

    /// <summary>Functions it calls while a thread may run that it created before.</summary>
    internal ImmutableArray<CalleeWithThreads> CalleesWithThreads { get; init; } = [];

    /// <summary>Functions that it has run in the child of each fork.</summary>
    public ImmutableArray<int> ChildHandlers { get; init; } = [];

    /// <summary>Functions that it has run in the parent before and after each fork.</summary>
    public ImmutableArray<int> PrepareHandlers { get; init; } = [];

    /// <summary>Its calls that are not async-signal-safe: the first few of each kind.</summary>
    public ImmutableArray<UnsafeCall> UnsafeCalls { get; init; } = [];

    /// <summary>A call by which it comes back with errno changed on some path; looked for only where that is asked for.</summary>
    public TraceStep? ChangesErrno { get; init; }

    /// <summary>Signal handlers that it registers.</summary>
    public ImmutableArray<SignalHandler> Handlers { get; init; } = [];

    /// <summary>Its calls that make child processes.</summary>
    public ImmutableArray<ForkSite> Forks { get; init; } = [];

    /// <summary>Losses, its own or of its callees, for which it makes what they hang on at entry.</summary>
    internal ImmutableArray<EntryDefect> PossibleDefects { get; init; } = [];

    /// <summary>Locks that it takes, gives back or makes anew, and what it does to them.</summary>
    public ImmutableArray<LockUse> LockUses { get; init; } = [];

    /// <summary>Calls in a forked child of functions of which nothing is known.</summary>
    public int UnknownInChild { get; init; }

    /// <summary>Functions it calls, directly or through pointers it holds.</summary>
    public ImmutableArray<int> Callees { get; init; } = [];

    /// <summary>On some path it ends the thread that runs it.</summary>
    public bool EndsThread { get; init; }

    /// <summary>It creates threads itself, or calls what does.</summary>
    public bool CreatesThreads { get; init; }

    /// <summary>What <c>CLEAK_REVEAL</c> showed, by line.</summary>
    public ImmutableArray<Revelation> Revelations { get; init; } = [];

    /// <summary>The fault of ours that ended the interpretation; null where there was none.</summary>
    public string? InternalError { get; init; }

    /// <summary>Ran out of its budget: what was found holds, what was not is not known.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>States that were executed block by block, and the work in them that counts like it: the unit of the budget.</summary>
    public int Steps { get; init; }

    public int MergedStates { get; init; }
}

/// <summary>A value shown at a <c>CLEAK_REVEAL</c>: the joined texts of all paths.</summary>
public sealed record Revelation(Cleak.Ir.SourceSpan Span, string Text);
