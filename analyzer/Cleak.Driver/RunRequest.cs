using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Driver.Projects;
using Cleak.Findings;

namespace Cleak.Driver;

/// <summary>A whole run, as it is asked for.</summary>
public sealed record RunRequest
{
    public required LoadRequest Load { get; init; }

    /// <summary>The rules that are on; null for those that are on by default.</summary>
    public ImmutableArray<RuleDescriptor>? Rules { get; init; }

    /// <summary>By whose promises calls are safe in forked children and signal handlers.</summary>
    public SafetyProfile Safety { get; init; } = SafetyProfile.Default;

    /// <summary>What the project says of its own code.</summary>
    public ProjectFile Project { get; init; } = new();

    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    /// <summary>The folder that reports take paths from. Where files lie outside of it, the folder that holds them all is taken.</summary>
    public string Root { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Tells apart several analyses of one commit.</summary>
    public string Category { get; init; } = "";
}
