using System.Collections.Immutable;

namespace Cleak.Frontend.Compilation;

/// <summary>Where a unit's flags come from.</summary>
public enum CommandOrigin
{
    /// <summary>The file's own entry in a compilation database.</summary>
    Database,
    /// <summary>The entry of the nearest file in the database.</summary>
    Neighbour,
    /// <summary>A <c>compile_flags.txt</c>.</summary>
    FlagsFile,
    /// <summary>The user's command line.</summary>
    CommandLine,
    /// <summary>Nothing said how the file is compiled: include folders and the standard are guessed.</summary>
    Guessed,
}

/// <summary>How one translation unit is to be parsed: plain data, filtered, in a form that a worker can be sent.</summary>
/// <param name="File">Canonical path of the source file.</param>
/// <param name="Directory">The folder that relative paths start from.</param>
/// <param name="Flags">Flags for libclang, without standard and target.</param>
/// <param name="Standard">The C standard, or null for <see cref="DefaultStandard"/>.</param>
/// <param name="Target">The machine compiled for, or null for this one.</param>
/// <param name="Origin">Where the flags come from.</param>
public sealed record CompileCommand(
    string File, string Directory, ImmutableArray<string> Flags, string? Standard, string? Target, CommandOrigin Origin)
{
    /// <summary>The standard that gcc 8 to 14 and clang 14 to 22 take by themselves.</summary>
    public const string DefaultStandard = "gnu17";

    /// <summary>OpenMP's directives have a meaning: <c>-fopenmp</c>.</summary>
    public bool IsOpenMp { get; init; }

    /// <summary>Compiled as C23 or later, under whichever of its names.</summary>
    public bool IsC23 => Standard is { } name && (name.EndsWith("2x", StringComparison.Ordinal) || name.EndsWith("23", StringComparison.Ordinal) || name.EndsWith("2y", StringComparison.Ordinal) || name.EndsWith(":2024", StringComparison.Ordinal));

    /// <summary>
    /// Two commands for a file with the same meaning have the same text here. libtool compiles everything twice, once
    /// with <c>-DPIC</c>; that is no difference.
    /// </summary>
    internal string MeaningKey =>
        string.Join('\0', Flags.Where(flag => flag != "-DPIC").Prepend(Target ?? string.Empty).Prepend(Standard ?? string.Empty).Prepend(IsOpenMp ? "openmp" : string.Empty));
}
