using System.Collections.Immutable;
using Cleak.Frontend.Compilation;

namespace Cleak.Frontend.Parsing;

/// <summary>How an attempt to parse went wrong.</summary>
internal enum ParseObstacle
{
    /// <summary>libclang gave no translation unit.</summary>
    NoUnit,
    /// <summary>A header of the system includes another that does not exist: the C library does not fit.</summary>
    UnfitLibc,
}

/// <summary>A simplification that lets a unit be parsed after all.</summary>
/// <param name="Note">What is given up, for the report.</param>
/// <param name="Against">The obstacle that it may remove.</param>
/// <param name="Applies">Whether it changes anything.</param>
/// <param name="Change">The simpler attempt.</param>
internal sealed record RetryStep(
    string Note, ParseObstacle Against, Func<ParseAttempt, bool> Applies, Func<ParseAttempt, ParseAttempt> Change);

/// <summary>
/// What is given up, in this order, when libclang refuses a command: an unknown target or processor and an unknown
/// standard give no unit at all.
/// </summary>
internal static class RetryLadder
{
    public static readonly ImmutableArray<RetryStep> Steps =
    [
        new(
            "parsed for this machine: libclang does not know the target or processor",
            ParseObstacle.NoUnit,
            attempt => attempt.Command.Target is not null || attempt.Command.Flags.Any(IsMachineFlag),
            attempt => attempt with { Command = attempt.Command with { Target = null, Flags = attempt.Command.Flags.RemoveAll(flag => IsMachineFlag(flag)) } }),
        new(
            "parsed as " + CompileCommand.DefaultStandard + ": libclang does not know the standard",
            ParseObstacle.NoUnit,
            attempt => attempt.Command.Standard is not (null or CompileCommand.DefaultStandard),
            attempt => attempt with { Command = attempt.Command with { Standard = CompileCommand.DefaultStandard } }),
        new(
            "parsed with include folders and macros alone: libclang refuses the other flags",
            ParseObstacle.NoUnit,
            attempt => attempt.Command.Flags.Any(IsLanguageFlag),
            attempt => attempt with { Command = attempt.Command with { Flags = attempt.Command.Flags.RemoveAll(flag => IsLanguageFlag(flag)) } }),
        new(
            "parsed with the analyzer's own C library headers: the system's do not fit the flags",
            ParseObstacle.UnfitLibc,
            attempt => !attempt.WithoutSystemLibc && !attempt.Command.Flags.Contains("-nostdinc"),
            attempt => attempt with { WithoutSystemLibc = true }),
    ];

    private static bool IsMachineFlag(string flag) => flag.StartsWith("-m", StringComparison.Ordinal) || flag is "-EB" or "-EL";

    private static bool IsLanguageFlag(string flag) =>
        flag.StartsWith("-f", StringComparison.Ordinal) || flag is "-undef" or "-trigraphs" or "-pthread";
}
