using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>What can be reached from where by calls.</summary>
internal sealed class ThreadReach(Program program, ImmutableArray<FunctionFacts> functions, ImmutableArray<ImmutableArray<int>> graph, FunctionFields? fields)
{
    /// <summary>Sets of numbers with which a function is looked at before it is taken for called with any.</summary>
    private const int MaxBindings = 6;

    private readonly BoundCalls bound = new(program);
    private readonly Dictionary<int, List<int>> reached = [];
    private readonly Dictionary<int, Dictionary<int, List<ImmutableArray<long?>>>> bindings = [];
    private readonly ImmutableArray<int>[] callees = new ImmutableArray<int>[functions.Length];
    private readonly ImmutableArray<int>[] certain = new ImmutableArray<int>[functions.Length];
    private HashSet<int>? called;
    private List<int>[]? callers;
    private HashSet<int>? calledInLoops;

    /// <summary>By name, through variables of which all values are known, through fields, and through pointers that the path knows.</summary>
    public ImmutableArray<int> Callees(int function)
    {
        if (callees[function].IsDefault)
        {
            IEnumerable<int> found = graph[function].Concat(functions[function].Callees);
            found = fields is null ? found : found.Concat(fields.CalledThroughFields(program.Functions[function]));
            callees[function] = [.. found.Distinct()];
        }

        return callees[function];
    }

    /// <summary>By name, through variables of which all values are known, and through pointers that the path knows: not what a field may hold.</summary>
    public ImmutableArray<int> CertainCallees(int function)
    {
        if (certain[function].IsDefault)
        {
            certain[function] = [.. graph[function].Concat(functions[function].Callees).Distinct()];
        }

        return certain[function];
    }

    /// <summary>Some function calls it, as far as names and known variables say.</summary>
    public bool IsCalled(int function) => (called ??= [.. graph.SelectMany(c => c)]).Contains(function);

    /// <summary>It calls through a pointer of which nothing is known.</summary>
    public bool CallsUnseen(int function)
    {
        LinkedFunction linked = program.Functions[function];
        return linked.Function.Blocks.Any(block => block.Instructions.Any(instruction =>
            instruction is Cleak.Ir.CallInstruction { DirectCallee: null } call && program.Calls.Known(function, call).IsEmpty
            && (fields is null || HandlePlaces.OfValue(program, linked.UnitIndex, block, call.Callee) is not { IsKnown: true } place || fields.TargetsOf(place).Count == 0)));
    }

    /// <summary>The function itself, and all below it, but for what the numbers that are passed on the way rule out.</summary>
    public List<int> From(int entry)
    {
        if (reached.TryGetValue(entry, out List<int>? known))
        {
            return known;
        }

        var found = new List<int>();
        var seen = new Dictionary<int, List<ImmutableArray<long?>>>();
        var work = new Queue<(int Function, ImmutableArray<long?> Given)>();
        Add(entry, []);
        while (work.TryDequeue(out (int Function, ImmutableArray<long?> Given) next))
        {
            foreach ((int callee, ImmutableArray<long?> given) in bound.Of(next.Function, next.Given))
            {
                Add(callee, given);
            }

            HashSet<int> named = bound.Named(next.Function);
            foreach (int callee in Callees(next.Function))
            {
                if (!named.Contains(callee))
                {
                    Add(callee, []);
                }
            }
        }

        bindings[entry] = seen;
        return reached[entry] = found;

        void Add(int function, ImmutableArray<long?> given)
        {
            if (!seen.TryGetValue(function, out List<ImmutableArray<long?>>? before))
            {
                seen[function] = before = [];
                found.Add(function);
            }

            given = given.Any(number => number is not null) ? given : [];
            if (before.Exists(other => other.IsEmpty || other.SequenceEqual(given)))
            {
                return;
            }

            given = before.Count >= MaxBindings ? [] : given;
            before.Add(given);
            work.Enqueue((function, given));
        }
    }

    /// <summary>What runs from an entry gets to a place in a function, as far as the numbers say that are passed on the way.</summary>
    public bool Gets(int entry, int function, Cleak.Ir.SourceSpan place)
    {
        From(entry);
        return bindings[entry].TryGetValue(function, out List<ImmutableArray<long?>>? given) && given.Exists(numbers => bound.Gets(function, numbers, place));
    }

    /// <summary>Main itself, or called from one place alone, not in a loop, by what runs once.</summary>
    public bool RunsOnce(int function)
    {
        var seen = new HashSet<int>();
        while (seen.Add(function))
        {
            if (functions[function].Function.Name == "main")
            {
                return true;
            }

            if (IsCalledInLoop(function) || Callers(function) is not [var caller] || CallsOf(caller, function) != 1)
            {
                return false;
            }

            function = caller;
        }

        return false;
    }

    /// <summary>Some function calls it by name in a loop of its own.</summary>
    public bool IsCalledInLoop(int function)
    {
        if (calledInLoops is null)
        {
            calledInLoops = [];
            foreach (LinkedFunction caller in program.Functions)
            {
                calledInLoops.UnionWith(LoopCalls.Of(program, caller));
            }
        }

        return calledInLoops.Contains(function);
    }

    /// <summary>The functions that call one, in order.</summary>
    public List<int> Callers(int function)
    {
        if (callers is null)
        {
            callers = new List<int>[functions.Length];
            for (int i = 0; i < callers.Length; i++)
            {
                callers[i] = [];
            }

            for (int i = 0; i < callers.Length; i++)
            {
                foreach (int callee in Callees(i))
                {
                    callers[callee].Add(i);
                }
            }
        }

        return callers[function];
    }

    private int CallsOf(int caller, int callee) =>
        program.Functions[caller].Function.Blocks.Sum(block => block.Instructions.Count(instruction =>
            instruction is Cleak.Ir.CallInstruction { DirectCallee: { } symbol } && program.Function(program.Functions[caller].UnitIndex, symbol)?.Id == callee));
}
