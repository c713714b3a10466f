using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A call that makes a child process: fork itself, or a function that comes back as the child.</summary>
/// <param name="Callee">What is called.</param>
public sealed record ForkSite(SourceSpan Span, string Callee)
{
    /// <summary>The library function is called here, not through a function of the program.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Some path of the child tries an exec.</summary>
    public bool Execs { get; init; }

    /// <summary>The child calls what is not async-signal-safe.</summary>
    public bool IsUnsafe { get; init; }

    /// <summary>The child returns from the function that forks.</summary>
    public bool ChildReturns { get; init; }

    /// <summary>The parent ends behind the fork: the child is the process from there on.</summary>
    public bool IsAlone { get; init; }
}

/// <summary>A function of the program that runs when a signal comes.</summary>
/// <param name="Function">The handler.</param>
/// <param name="Step">The registration, with its way through further calls.</param>
public sealed record SignalHandler(int Function, TraceStep Step)
{
    /// <summary>The call that registers it, by number, and the function that makes it.</summary>
    internal (int Function, int Instruction) At { get; init; }

    /// <summary>The signal's number; null where it is not known.</summary>
    public long? Signal { get; init; }

    /// <summary>What registers it: sigaction, or a function of the program.</summary>
    public string Callee { get; init; } = "";
}
