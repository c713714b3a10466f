namespace Cleak.Tests.Samples;

/// <summary>What a sample's line says about one rule.</summary>
/// <param name="Rule">The rule's id or its name, as written.</param>
/// <param name="Level">The finding's level in lower case; empty when the sample does not say.</param>
/// <param name="Text">What the message contains; empty when the sample does not say.</param>
/// <param name="Label">Tells the findings of a file apart for their steps; empty for the file's only one with steps.</param>
public sealed record Expectation(ExpectationKind Kind, string Rule, string Level, string Text, string Label, string File, int Line)
{
    /// <summary>Whether the program really has this defect on this line.</summary>
    public bool IsDefect => Kind is ExpectationKind.Expect or ExpectationKind.Gap;

    /// <summary>Whether the analysis is known to report it.</summary>
    public bool IsReported => Kind is ExpectationKind.Expect or ExpectationKind.Noise;

    public bool Names(ReportedFinding finding) => Rule == finding.RuleId || Rule == finding.RuleName;

    public override string ToString() =>
        $"{File}:{Line}: {Kind.ToString().ToLowerInvariant()} {Rule}{(Level.Length == 0 ? "" : " " + Level)}{(Text.Length == 0 ? "" : $" \"{Text}\"")}";
}
