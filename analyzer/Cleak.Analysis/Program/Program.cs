using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A function definition of the run, with the unit it came from.</summary>
public sealed record LinkedFunction(int Id, int UnitIndex, TranslationUnit Unit, Function Function)
{
    /// <summary>In place of a target: the parameter is what the caller passes.</summary>
    internal const int Unbound = int.MinValue;

    public string Name => Function.Name;

    /// <summary>By parameter, for a copy that is followed with certain callbacks: the function that it is. None for the function itself.</summary>
    internal ImmutableArray<int> Bindings { get; init; }

    /// <summary>The function that a parameter is for certain, as <see cref="CallTargets"/> numbers them; null where the caller decides.</summary>
    internal int? BindingOf(int parameter) => Bindings.IsDefault || Bindings[parameter] == Unbound ? null : Bindings[parameter];

    /// <summary>It calls other functions.</summary>
    public bool HasCalls { get; } = Function.Blocks.Any(block => block.Instructions.Any(instruction => instruction.Kind == InstructionKind.Call));

    public override string ToString() => Name;
}

/// <summary>A variable of static storage duration, by the name its program knows it.</summary>
public sealed record LinkedVariable(int Id, Symbol Symbol, TranslationUnit? Unit, Global? Definition);

/// <summary>
/// All units of a run, linked. Several programs may share units; a name is resolved among the definitions that stand in a
/// program with the unit that uses it, and where two programs give it two meanings, it has none.
/// </summary>
public sealed class Program
{
    private readonly int[][] functionOf;
    private readonly int[][] variableOf;
    private readonly Lazy<bool> cancelsThreads;

    internal Program(
        ImmutableArray<TranslationUnit> units,
        ImmutableArray<LinkedFunction> functions,
        ImmutableArray<LinkedVariable> variables,
        ImmutableArray<ImmutableArray<int>> programs,
        int[][] functionOf,
        int[][] variableOf)
    {
        Units = units;
        Functions = functions;
        Variables = variables;
        Programs = programs;
        this.functionOf = functionOf;
        this.variableOf = variableOf;
        cancelsThreads = new Lazy<bool>(() => Units.Any(unit => unit.Symbols.Any(symbol => symbol.Name == "pthread_cancel")));
    }

    public ImmutableArray<TranslationUnit> Units { get; }

    /// <summary>All definitions, and behind them the copies for certain callbacks.</summary>
    public ImmutableArray<LinkedFunction> Functions { get; internal set; }

    public ImmutableArray<LinkedVariable> Variables { get; }

    /// <summary>The units of each program, by index.</summary>
    public ImmutableArray<ImmutableArray<int>> Programs { get; }

    /// <summary>Where calls go that name no function.</summary>
    internal CallTargets Calls { get; set; } = null!;

    /// <summary>By id of a function: it never comes back.</summary>
    internal bool[] Endless { get; set; } = [];

    /// <summary>By id of a function: all its callers are seen.</summary>
    internal bool[] Closed { get; set; } = [];

    /// <summary>By whose word calls are async-signal-safe.</summary>
    internal SafetyProfile Safety { get; set; } = SafetyProfile.Default;

    /// <summary>Some unit names pthread_cancel.</summary>
    internal bool CancelsThreads => cancelsThreads.Value;

    /// <summary>What is known of functions beyond their bodies.</summary>
    internal ProgramModels Models { get; set; } = null!;

    /// <summary>By program: the allocator that stands in the place of the C library's; null for none.</summary>
    internal ImmutableArray<string?> Allocators { get; set; } = [];

    /// <summary>The programs that a unit is part of.</summary>
    public IEnumerable<int> ProgramsOf(int unit) => Enumerable.Range(0, Programs.Length).Where(p => Programs[p].BinarySearch(unit) >= 0);

    public bool ShareProgram(int left, int right) => left == right || ProgramsOf(left).Intersect(ProgramsOf(right)).Any();

    /// <summary>The definition that a unit means by a function symbol, or null.</summary>
    public LinkedFunction? Function(int unit, Symbol symbol)
    {
        int id = functionOf[unit][symbol.Id];
        return id < 0 ? null : Functions[id];
    }

    /// <summary>The id of the variable that a unit means by a symbol.</summary>
    public LinkedVariable Variable(int unit, Symbol symbol) => Variables[variableOf[unit][symbol.Id]];
}
