using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Findings;

/// <summary>A defect that a rule found: plain data that knows no output format.</summary>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Location">The one place it points at.</param>
/// <param name="Message">
/// Says what is wrong in one sentence with its full stop, the user's own names in single quotes.
/// <c>[text](1)</c> links to the related location 1.
/// </param>
public sealed record Finding(RuleDescriptor Rule, SourceSpan Location, string Message)
{
    public Level Level { get; init; } = Rule.DefaultLevel;

    /// <summary>The function whose body holds <see cref="Location"/>; empty outside of functions.</summary>
    public string Function { get; init; } = "";

    public ImmutableArray<RelatedLocation> RelatedLocations { get; init; } = [];

    public CodeFlow CodeFlow { get; init; } = CodeFlow.Empty;

    public ImmutableArray<Fix> Fixes { get; init; } = [];

    /// <summary>Not empty when the finding is known and accepted.</summary>
    public ImmutableArray<Suppression> Suppressions { get; init; } = [];

    /// <summary>
    /// What tells this finding from others of its rule in its function beyond its path, such as the variable's name.
    /// Nothing in it may change when lines move.
    /// </summary>
    public ImmutableArray<string> FingerprintParts { get; init; } = [];

    public bool IsSuppressed => !Suppressions.IsEmpty;
}
