namespace Cleak.Analysis;

/// <summary>How much is done exactly before it is done roughly. All of it counts steps, never time.</summary>
public sealed record EngineLimits
{
    public static EngineLimits Default { get; } = new();

    /// <summary>Loops whose turns are counted apart; deeper ones share a counter.</summary>
    internal const int MaxLoopDepth = 7;

    /// <summary>Turns of a loop that are followed exactly before its states are widened.</summary>
    public int ExactRounds { get; init; } = 2;

    /// <summary>How often a loop's widened state may change before it is taken for stable.</summary>
    public int WidenedRounds { get; init; } = 6;

    /// <summary>States at a join beyond which those whose resources stand alike are merged.</summary>
    public int StatesPerJoin { get; init; } = 4;

    /// <summary>States at a join beyond which even others are merged.</summary>
    public int StatesPerJoinHard { get; init; } = 8;

    /// <summary>States at a block that only returns: nothing follows in which they could multiply, and the summary groups them by what they return.</summary>
    public int StatesPerReturn { get; init; } = 12;

    /// <summary>States at a join beyond which even others are merged, where the budget is spent.</summary>
    public int StatesOverBudget { get; init; } = 2;

    /// <summary>
    /// Work that every function may take with its states kept apart: a unit for each block that a state runs through, and for each sixteen
    /// cells that a merge or an outcome of a call goes through. From there on they are merged as <see cref="StatesOverBudget"/> says.
    /// </summary>
    public int WorkPerFunction { get; init; } = 500;

    /// <summary>And for each of its blocks.</summary>
    public int WorkPerBlock { get; init; } = 10;

    /// <summary>Budgets after which one state stands for all that meet.</summary>
    public int BudgetsToOneState { get; init; } = 3;

    /// <summary>Budgets after which a function is given up.</summary>
    public int BudgetsToTheEnd { get; init; } = 6;

    /// <summary>
    /// States of a function that may exist at once, two to four KiB each, before its budget counts as spent: in a generated scanner thousands
    /// of blocks wait for each other.
    /// </summary>
    public int StatesAtOnce { get; init; } = 32_768;

    public int CasesPerSummary { get; init; } = 8;
}
