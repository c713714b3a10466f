using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A call of a function's body that, itself or somewhere below, is not async-signal-safe. One for each call and kind.</summary>
/// <param name="Function">The function whose body holds the call.</param>
/// <param name="Callee">The library function at the end of the trail: malloc, printf, pthread_mutex_lock.</param>
/// <param name="Step">The call, with the way to the callee.</param>
public sealed record UnsafeCall(UnsafeKind Kind, int Function, string Callee, TraceStep Step)
{
    public SourceSpan Span => Step.Span;

    /// <summary>What is called in the body: the callee itself, or the function that leads to it.</summary>
    public string Called { get; init; } = "";

    /// <summary>The body calls the library function itself.</summary>
    public bool IsDirect => Step.Inner.IsEmpty;

    /// <summary>For a lock: where it is kept.</summary>
    public HandlePlace Lock { get; init; }

    /// <summary>For the access of a static object: which.</summary>
    public StaticObject Object { get; init; }

    /// <summary>No call, but the access of a static object.</summary>
    public bool IsObject => Kind is UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite;

    /// <summary>For an exit: an exec was tried before it.</summary>
    public bool IsAfterExec { get; init; }

    /// <summary>Reached only in the child of a fork that the function, or what it calls, makes.</summary>
    public bool IsInChild { get; init; }

    /// <summary>Reached only where something below the called function gives up the process: an assertion, an error that is fatal.</summary>
    public bool IsDying { get; init; }

    /// <summary>It allocates by a library of its own, which no C library repairs in a forked child. A fork: it runs no handlers and repairs nothing.</summary>
    public bool IsForeign { get; init; }

    /// <summary>Least first argument of the function with which the call is reached.</summary>
    public long LowestFirst { get; init; } = long.MinValue;

    /// <summary>Greatest first argument of the function with which the call is reached.</summary>
    public long HighestFirst { get; init; } = long.MaxValue;

    /// <summary>Values of the first argument between these with which it is not reached.</summary>
    public ImmutableArray<long> NotFirst { get; init; } = [];

    /// <summary>Whether the call can be reached when the first argument has a value: a handler's signal. Null stands for any.</summary>
    public bool IsReachedWith(long? first) =>
        first is not { } value || (value >= LowestFirst && value <= HighestFirst && !NotFirst.Contains(value));
}
