namespace Cleak.Analysis;

/// <summary>An unsafe call while its function is interpreted, over all paths that reach it.</summary>
internal sealed class PendingUnsafeCall
{
    public required int Instruction { get; init; }

    public required UnsafeKind Kind { get; init; }

    /// <summary>The library function at the end of the trail.</summary>
    public required string Callee { get; init; }

    /// <summary>What happens inside the called function; null for a call of the library function itself.</summary>
    public TraceStep? Inner { get; init; }

    public HandlePlace Lock { get; init; }

    /// <summary>For the access of a static object: which.</summary>
    public StaticObject Object { get; init; }

    /// <summary>For a lock: its address, as far as it is made of what the caller can see; else none.</summary>
    public Value Place { get; init; }

    public bool IsForeign { get; init; }

    public bool IsAfterExec { get; set; }

    /// <summary>Reached only in the child of a fork that the function, or what it calls, makes.</summary>
    public bool IsInChild { get; set; }

    /// <summary>The fork in whose child it is reached through a function that the caller passes by name: it is told there.</summary>
    public TraceStep? Fork { get; init; }

    /// <summary>Reached only where something below gives up the process: in a function that it calls on such a path, and that never comes back.</summary>
    public bool IsDying { get; init; }

    /// <summary>What is called here never comes back.</summary>
    public bool EndsHere { get; init; }

    /// <summary>Some call on the way goes through a pointer, to whatever the program stores where it is read from.</summary>
    public bool IsGuessed { get; init; }

    /// <summary>
    /// What must hold at entry for the call to be reached, by terms that the caller can see, each with the number of a fact: see
    /// <see cref="UnsafeNotes.FactOf"/>. Empty: it is reached anyhow.
    /// </summary>
    public List<(int Term, int Fact)> Conditions { get; } = [];

    /// <summary>It was reached whatever the function is given: nothing more can be learned of it.</summary>
    public bool IsSettled => Conditions.Count == 0 && !IsInChild && !IsDying;

    /// <summary>To callers: a path that calls what never comes back, or that is given up further below.</summary>
    public bool EndsOrDies => IsDying || EndsHere;

    /// <summary>The call with the way to the callee, once it was told.</summary>
    public TraceStep? Step { get; set; }
}

/// <summary>What a caller is told of an unsafe call: terms are the summary's.</summary>
internal sealed record SummaryUnsafeCall(UnsafeKind Kind, string Callee, TraceStep Step, System.Collections.Immutable.ImmutableArray<(int Term, Fact Fact)> Conditions)
{
    public HandlePlace Lock { get; init; }

    public StaticObject Object { get; init; }

    public bool IsObject => Kind is UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite;

    /// <summary>For a lock: its address; none where the caller cannot know it.</summary>
    public Value Place { get; init; }

    public bool IsForeign { get; init; }

    public bool IsAfterExec { get; init; }

    public bool IsInChild { get; init; }

    public TraceStep? Fork { get; init; }

    public bool IsDying { get; init; }

    public bool IsGuessed { get; init; }
}
