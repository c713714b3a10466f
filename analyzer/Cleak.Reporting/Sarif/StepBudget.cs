using System.Collections.Immutable;
using Cleak.Findings;

namespace Cleak.Reporting.Sarif;

/// <summary>Keeps a path short enough for those who read it: code scanning shows no more steps than this.</summary>
internal static class StepBudget
{
    public const int Steps = 100;

    /// <summary>
    /// The steps that tell the most, in their order: the least important go first, among them the deepest, among these the
    /// last.
    /// </summary>
    public static ImmutableArray<FlowStep> Apply(ImmutableArray<FlowStep> steps)
    {
        if (steps.Length <= Steps)
            return steps;
        IEnumerable<int> kept = Enumerable.Range(0, steps.Length)
            .OrderByDescending(i => steps[i].Importance)
            .ThenBy(i => steps[i].Nesting)
            .ThenBy(i => i)
            .Take(Steps)
            .Order();
        return [.. kept.Select(i => steps[i])];
    }
}
