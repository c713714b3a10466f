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
    public int StatesPerJoin { get; init; } = 6;

    /// <summary>States at a join beyond which even others are merged.</summary>
    public int StatesPerJoinHard { get; init; } = 12;

    /// <summary>Executions of blocks that every function may take.</summary>
    public int StepsPerFunction { get; init; } = 800;

    /// <summary>And for each of its blocks.</summary>
    public int StepsPerBlock { get; init; } = 12;

    public int CasesPerSummary { get; init; } = 8;
}
