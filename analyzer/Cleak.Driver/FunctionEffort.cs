using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Driver;

/// <summary>What the analysis of one function took, in steps: the same on every machine.</summary>
/// <param name="Steps">Executions of its blocks and the work in them, as the budget counts it.</param>
/// <param name="IsOverBudget">It was not followed on every path.</param>
public sealed record FunctionEffort(string Name, string Path, int Line, int Blocks, int Steps, bool IsOverBudget)
{
    private const int Shown = 10;

    /// <summary>The functions that took most, the dearest first.</summary>
    public static ImmutableArray<FunctionEffort> DearestOf(ProgramFacts facts, FileTable files) =>
    [
        .. facts.Functions
            .OrderByDescending(function => function.Steps).ThenBy(function => function.Function.Id)
            .Take(Shown)
            .Select(function => new FunctionEffort(
                function.Function.Name, files[function.Function.Function.Span.File].Path, function.Function.Function.Span.Line,
                function.Function.Function.Blocks.Length, function.Steps, function.IsIncomplete)),
    ];
}
