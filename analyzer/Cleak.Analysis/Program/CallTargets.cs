using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Where calls go that name no function of the program, or name one that is followed with a certain callback. A target is a function's id,
/// or below zero a function that only a model describes (<see cref="External"/>).
/// </summary>
internal sealed class CallTargets
{
    /// <summary>Functions beyond which a call goes to any function.</summary>
    public const int MaxTargets = 4;

    private readonly Dictionary<CallInstruction, ImmutableArray<int>>?[] targets;
    private readonly Dictionary<CallInstruction, int>?[] copies;

    public CallTargets(int functions)
    {
        targets = new Dictionary<CallInstruction, ImmutableArray<int>>?[functions];
        copies = new Dictionary<CallInstruction, int>?[functions];
    }

    /// <summary>Functions whose address some function uses as a value.</summary>
    public HashSet<int> Taken { get; } = [];

    /// <summary>By id of the function: those that are summarised before it for certain, in order.</summary>
    public ImmutableArray<ImmutableArray<int>> Before { get; set; } = [];

    /// <summary>The target that stands for a function without a body.</summary>
    public static int External(int unit, Symbol symbol) => -1 - ((unit << 16) | symbol.Id);

    /// <summary>What an external target is called in one of the units.</summary>
    public static (int Unit, Symbol Symbol) Named(Program program, int target) =>
        ((-1 - target) >> 16, program.Units[(-1 - target) >> 16].Symbols[(-1 - target) & 0xFFFF]);

    /// <summary>The functions that a call through a pointer may go to; empty where not all are known, or they are many.</summary>
    public ImmutableArray<int> Of(int function, CallInstruction call) =>
        Known(function, call) is { Length: <= MaxTargets } found ? found : [];

    /// <summary>The same, however many there are.</summary>
    public ImmutableArray<int> Known(int function, CallInstruction call) =>
        targets[function] is { } known && known.TryGetValue(call, out ImmutableArray<int> found) ? found : [];

    public void Set(int function, CallInstruction call, ImmutableArray<int> found) =>
        (targets[function] ??= []).Add(call, found);

    /// <summary>The copy of the callee that is bound to the callbacks that this call passes; null for none.</summary>
    public int? Copy(int function, CallInstruction call) =>
        copies[function] is { } known && known.TryGetValue(call, out int copy) ? copy : null;

    public void SetCopies(int function, Dictionary<CallInstruction, int> found) => copies[function] = found;

    /// <summary>The function is summarised before the other one, on any machine and with any number of jobs.</summary>
    public bool IsBefore(int function, int target) => function < Before.Length && Before[function].BinarySearch(target) >= 0;
}
