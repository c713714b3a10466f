using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a call does to a thread that somebody would have to wait for.</summary>
public enum ThreadEndKind
{
    /// <summary>Waits for its end: pthread_join, thrd_join.</summary>
    Join,

    /// <summary>Waits for its end and may fail, which leaves it joinable: pthread_tryjoin_np, pthread_timedjoin_np, pthread_clockjoin_np.</summary>
    TryJoin,

    /// <summary>Says that nobody will wait for it: pthread_detach, thrd_detach.</summary>
    Detach,

    /// <summary>The same, said by the thread of itself.</summary>
    SelfDetach,
}

/// <summary>A call that joins or detaches a thread, over all paths that reach it.</summary>
public sealed record ThreadEnd(int Function, SourceSpan Span, ThreadEndKind Kind)
{
    /// <summary>Where the handle was read from, if that outlives the function.</summary>
    public ImmutableArray<HandlePlace> Places { get; init; } = [];

    /// <summary>Of a library function's call: where the handle stands, with what is around it.</summary>
    public HandlePath? At { get; init; }

    /// <summary>Calls of the same function that created the thread, on some path.</summary>
    public ImmutableArray<SourceSpan> Creations { get; init; } = [];

    /// <summary>The handle is a parameter's value: the callers say which thread it is.</summary>
    public bool IsOfParameter { get; init; }

    /// <summary>Somebody gets what the thread returned.</summary>
    public bool TakesResult { get; init; }

    /// <summary>Function that joins or detaches: pthread_join, a wrapper.</summary>
    public string Callee { get; init; } = "";

    /// <summary>The handle in the words of the source; empty where it has none.</summary>
    public string Handle { get; init; } = "";
}
