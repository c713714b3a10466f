namespace Cleak.Findings;

/// <summary>How much was analysed, and how much was not. Counts alone: the same input gives the same numbers.</summary>
public sealed record RunStatistics
{
    /// <summary>Translation units of the run.</summary>
    public int Units { get; init; }

    /// <summary>Units of which nothing could be analysed.</summary>
    public int UnitsFailed { get; init; }

    /// <summary>Programs that the units were joined into.</summary>
    public int Programs { get; init; }

    /// <summary>Functions with a body in the user's files.</summary>
    public int Functions { get; init; }

    /// <summary>Functions with errors in their body: rules are silent in them.</summary>
    public int FunctionsDamaged { get; init; }

    /// <summary>Functions that needed more than their budget: seen, but not on every path.</summary>
    public int FunctionsOverBudget { get; init; }

    /// <summary>Calls in forked children of functions of which nothing is known: not judged.</summary>
    public int UnknownCallsInChildren { get; init; }

    /// <summary>Constructs that the lowering does not know, whose values are unknown to the analysis.</summary>
    public int UnsupportedConstructs { get; init; }
}
