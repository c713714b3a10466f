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
    /// <summary>
    /// Functions of the program that the thread may run; empty where not known. The thread graph adds to those that the creator's paths
    /// name what the program stores in <see cref="RoutinePlaces"/>.
    /// </summary>
    public ImmutableArray<int> StartRoutines { get; init; } = [];

    /// <summary>The function of the program by which it is created; -1 for a library's.</summary>
    public int Through { get; init; } = -1;

    /// <summary>Fields and variables from which the start routine is read.</summary>
    public ImmutableArray<HandlePlace> RoutinePlaces { get; init; } = [];

    /// <summary>Parameters of the creator that are the start routine: it is a wrapper, and its callers say what runs.</summary>
    public ImmutableArray<int> ParameterRoutines { get; init; } = [];

    public DetachStates States { get; init; }

    /// <summary>The call creates the thread itself, not through a function of the program.</summary>
    public bool IsDirect { get; init; }

    /// <summary>What detaches it, for the text.</summary>
    public TraceStep? Detach { get; init; }

    /// <summary>The attribute with which it is created says that it is detached.</summary>
    public bool IsCreatedDetached { get; init; }

    /// <summary>Who creates it waits for it: what its routine detaches on some path are other threads.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Where its handle is kept when the function is left.</summary>
    public ImmutableArray<HandlePlace> KeptIn { get; init; } = [];

    /// <summary>Of a direct creation: where the handle is left, with what is around it.</summary>
    public HandlePath? KeptAt { get; init; }

    /// <summary>The function that creates it cancels it, too.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Where the handle goes first, in the words of the source: <c>worker</c>, <c>pool-&gt;threads[i]</c>, <c>*out</c>.</summary>
    public string Handle { get; init; } = "";

    public ThreadArgumentSources Argument { get; init; }

    /// <summary>The argument in the words of the source.</summary>
    public string ArgumentText { get; init; } = "";

    /// <summary>The creator goes round the call in a loop.</summary>
    public bool IsInLoop { get; init; }

    /// <summary>What must hold of memory that others see for the call to be reached.</summary>
    public ImmutableArray<CreationGuard> Guards { get; init; } = [];

    /// <summary>Function that creates: pthread_create, thrd_create.</summary>
    public string Callee { get; init; } = "";

    public string Macro { get; init; } = "";
}

/// <summary>A flag that a creation asks before: it happens only while the place holds zero, or only while it does not.</summary>
public readonly record struct CreationGuard(HandlePlace Place, bool IsZero);
