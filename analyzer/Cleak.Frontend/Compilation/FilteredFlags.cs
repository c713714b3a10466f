using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>Why a flag does not reach libclang.</summary>
public enum DropReason
{
    /// <summary>It changes nothing that a syntax tree shows: warnings, optimisation, linking, outputs of the build.</summary>
    Irrelevant,
    /// <summary>It is not among the flags that are known to matter; most often another compiler's.</summary>
    Unknown,
    /// <summary>It could load code, write files or reach past the filter.</summary>
    Refused,
    /// <summary>It names a file or folder outside the tree, the database's folder and the system's folders.</summary>
    Outside,
}

/// <summary>A flag that was left out.</summary>
/// <param name="Name">The flag, without its value.</param>
/// <param name="Reason">Why.</param>
public readonly record struct DroppedFlag(string Name, DropReason Reason);

/// <summary>What of a command line is handed to libclang.</summary>
/// <param name="Flags">The flags kept, in order, one normalised form each; include folders are absolute and canonical.</param>
/// <param name="Standard">The C standard by name, or null when the command line does not say.</param>
/// <param name="Target">The machine compiled for, by flag or by the compiler's name; null for this one.</param>
/// <param name="IsC">The command compiles C: not C++, not assembly, not a header.</param>
/// <param name="Dropped">What was left out, in order.</param>
public sealed record FilteredFlags(
    ImmutableArray<string> Flags, string? Standard, string? Target, bool IsC, ImmutableArray<DroppedFlag> Dropped)
{
    /// <summary>OpenMP's directives have a meaning: <c>-fopenmp</c>.</summary>
    public bool IsOpenMp { get; init; }

    /// <summary>Nothing said: this machine's C.</summary>
    public static FilteredFlags None { get; } = new([], null, null, true, []);
}
