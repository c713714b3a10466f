using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A function definition of the run, with the unit it came from.</summary>
public sealed record LinkedFunction(int Id, int UnitIndex, TranslationUnit Unit, Function Function)
{
    public string Name => Function.Name;

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
    }

    public ImmutableArray<TranslationUnit> Units { get; }

    public ImmutableArray<LinkedFunction> Functions { get; }

    public ImmutableArray<LinkedVariable> Variables { get; }

    /// <summary>The units of each program, by index.</summary>
    public ImmutableArray<ImmutableArray<int>> Programs { get; }

    /// <summary>The functions that a variable may hold the address of, where all are known.</summary>
    internal ImmutableDictionary<int, ImmutableArray<int>> PointerTargets { get; set; } = ImmutableDictionary<int, ImmutableArray<int>>.Empty;

    /// <summary>By id of a function: it never comes back.</summary>
    internal bool[] Endless { get; set; } = [];

    /// <summary>What is known of functions beyond their bodies.</summary>
    internal ProgramModels Models { get; set; } = null!;

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
