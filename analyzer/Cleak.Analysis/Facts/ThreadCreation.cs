using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A place where a handle is kept beyond its function: a variable, or a field of a record type.</summary>
/// <param name="Owner">The record's name; empty for variables.</param>
/// <param name="Name">The field's or variable's name.</param>
/// <param name="Variable">The program's variable; -1 for fields.</param>
public readonly record struct HandlePlace(string Owner, string Name, int Variable)
{
    public bool IsKnown => !string.IsNullOrEmpty(Name);

    public override string ToString() => string.IsNullOrEmpty(Owner) ? Name ?? "" : $"{Owner}.{Name}";
}

/// <summary>How a thread's end is taken care of.</summary>
[Flags]
public enum DetachStates
{
    None = 0,

    /// <summary>On some path it is created joinable.</summary>
    Joinable = 1,

    /// <summary>On some path it is detached: by attribute, or by its creator later.</summary>
    Detached = 2,

    /// <summary>The attribute comes from elsewhere.</summary>
    Unknown = 4,
}

/// <summary>A call that creates a thread, over all paths that reach it.</summary>
public sealed record ThreadCreation(int Function, SourceSpan Span)
{
    /// <summary>Functions of the program that the thread may run; empty where not known.</summary>
    public ImmutableArray<int> StartRoutines { get; init; } = [];

    public DetachStates States { get; init; }

    /// <summary>The call creates the thread itself, not through a function of the program.</summary>
    public bool IsDirect { get; init; }

    /// <summary>What detaches it, for the text.</summary>
    public TraceStep? Detach { get; init; }

    /// <summary>Where its handle is kept when the function is left.</summary>
    public ImmutableArray<HandlePlace> KeptIn { get; init; } = [];

    /// <summary>The function that creates it cancels it, too.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Function that creates: pthread_create, thrd_create.</summary>
    public string Callee { get; init; } = "";

    public string Macro { get; init; } = "";
}
