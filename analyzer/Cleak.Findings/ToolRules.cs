using System.Collections.Immutable;

namespace Cleak.Findings;

/// <summary>What the tool says about its own run. These are notifications, not findings.</summary>
public static class ToolRules
{
    public static RuleDescriptor UnusedSuppression { get; } = new()
    {
        Id = "CK9001",
        Name = "UnusedSuppression",
        Title = "Suppression that suppresses nothing",
        ShortDescription = "A suppression comment matches no finding, or its begin or end is missing.",
        Explanation = """
            A suppression that matches nothing hides the next real finding in its place.

            ## What to do

            Remove the comment, or correct the rule's id in it. A `cleak-suppress-begin` needs its `cleak-suppress-end`
            in the same file.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.VeryHigh,
        Tags = ["tool"],
        Since = "0.1.0",
    };

    public static RuleDescriptor UnitNotAnalysed { get; } = new()
    {
        Id = "CK9002",
        Name = "UnitNotAnalysed",
        Title = "Translation unit not analysed",
        ShortDescription = "A translation unit could not be analysed.",
        Explanation = """
            Nothing is known about the functions of this unit: what they release, keep or create is taken as unknown
            wherever they are called, and no defect is found inside them.

            ## What to do

            The message says why. Most often a header or a flag of the build is missing: give the analyzer the project's
            `compile_commands.json`, or the flags behind `--`. `cleak doctor` shows what was found.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.VeryHigh,
        Tags = ["tool"],
        Since = "0.1.0",
    };

    public static RuleDescriptor FunctionNotAnalysedWhole { get; } = new()
    {
        Id = "CK9003",
        Name = "FunctionNotAnalysedWhole",
        Title = "Function not analysed as a whole",
        ShortDescription = "A function was not analysed, or not on every one of its paths.",
        Explanation = """
            No finding in this function does not mean that there is no defect in it. Either its body has errors, and
            rules are silent there, or it has more paths than the budget for one function allows.

            ## What to do

            Errors in a body mostly come from a missing header or macro: complete the flags of the build. The budget is
            counted in steps, never in time, and can be raised.
            """,
        DefaultLevel = Level.Note,
        Precision = Precision.VeryHigh,
        Tags = ["tool"],
        Since = "0.1.0",
    };

    public static RuleDescriptor UnitReadWithErrors { get; } = new()
    {
        Id = "CK9004",
        Name = "UnitReadWithErrors",
        Title = "Translation unit read with errors",
        ShortDescription = "A translation unit has errors; what they cover is not analysed.",
        Explanation = """
            The unit was read, but not all of it was understood. Functions with an error inside them are not analysed, and a
            declaration that is missing is missing everywhere. The rest is analysed as usual.

            ## What to do

            A header that was not found needs an include folder: give the analyzer the project's `compile_commands.json`, or
            `-I` flags behind `--`. A project that makes headers while it is built must be configured or built first.
            """,
        DefaultLevel = Level.Warning,
        Precision = Precision.VeryHigh,
        Tags = ["tool"],
        Since = "0.1.0",
    };

    /// <summary>All of them, by id.</summary>
    public static ImmutableArray<RuleDescriptor> All { get; } =
        [UnusedSuppression, UnitNotAnalysed, FunctionNotAnalysedWhole, UnitReadWithErrors];
}
