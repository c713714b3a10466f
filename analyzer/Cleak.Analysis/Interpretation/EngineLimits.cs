namespace Cleak.Analysis;

/// <summary>How much is done exactly before it is done roughly. All of it counts steps, never time.</summary>
public sealed record EngineLimits
{
    public static EngineLimits Default { get; } = new();

    /// <summary>Loops whose turns are counted apart; deeper ones share a counter.</summary>
    internal const int MaxLoopDepth = 7;

    /// <summary>Turns of a loop that are followed exactly before its states are widened.</summary>
    public int ExactRounds { get; init; } = 2;

    /// <summary>States at a join beyond which those whose resources stand alike are merged.</summary>
    public int StatesPerJoin { get; init; } = 4;

    /// <summary>States at a join beyond which even others are merged.</summary>
    public int StatesPerJoinHard { get; init; } = 8;

    /// <summary>The same where the budget is spent.</summary>
    public int StatesOverBudget { get; init; } = 3;

    /// <summary>
    /// Work that every function may take: a unit for each block that a state runs through, and for each sixteen cells that a merge or an
    /// outcome of a call goes through.
    /// </summary>
    public int WorkPerFunction { get; init; } = 3000;

    /// <summary>And for each of its blocks.</summary>
    public int WorkPerBlock { get; init; } = 40;

    public int CasesPerSummary { get; init; } = 8;
}
