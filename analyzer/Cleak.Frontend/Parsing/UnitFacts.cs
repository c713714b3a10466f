using System.Collections.Immutable;

namespace Cleak.Frontend.Parsing;

/// <summary>A parse error, in a form that outlives the unit.</summary>
/// <param name="Path">The file, or null when it is about the command line.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in bytes.</param>
/// <param name="Message">What the compiler says.</param>
public sealed record ParseProblem(string? Path, int Line, int Column, string Message);

/// <summary>How the parse of a unit went: plain data for the report of the run.</summary>
public sealed record UnitFacts
{
    /// <summary>Why there is no unit at all; null when there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Errors in the source that leave holes in the tree.</summary>
    public int ErrorCount { get; init; }

    /// <summary>The first of these errors.</summary>
    public ImmutableArray<ParseProblem> Errors { get; init; } = [];

    /// <summary>Headers that were not found, each once, in order.</summary>
    public ImmutableArray<string> MissingHeaders { get; init; } = [];

    /// <summary>What had to be given up to get a unit.</summary>
    public ImmutableArray<string> Concessions { get; init; } = [];

    /// <summary>Own C library headers that stood in for missing ones, in the order in which they were read.</summary>
    public ImmutableArray<string> StandInHeaders { get; init; } = [];

    /// <summary>There is a tree and nothing is missing from it.</summary>
    public bool IsWhole => Failure is null && ErrorCount == 0;
}
