using System.Collections.Immutable;

namespace Cleak.Findings;

/// <summary>The path that leads to a finding, in order of execution, through all its functions and threads.</summary>
public sealed record CodeFlow(ImmutableArray<FlowStep> Steps)
{
    public static CodeFlow Empty { get; } = new([]);

    public bool IsEmpty => Steps.IsEmpty;

    /// <summary>The threads that take part, in the order in which they first appear.</summary>
    public ImmutableArray<FlowThread> Threads => [.. Steps.Select(step => step.Thread).Distinct()];
}
