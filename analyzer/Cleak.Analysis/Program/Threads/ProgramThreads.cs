using System.Collections;
using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// The threads of one program: which of its functions run on them, and by function the creations that can have happened before it runs. Functions
/// that other programs share with it are judged for each program alone.
/// </summary>
internal sealed class ProgramThreads
{
    private readonly Program program;
    private readonly ImmutableArray<int> units;
    private readonly ImmutableArray<FunctionFacts> functions;
    private readonly ThreadReach reach;
    private readonly List<ThreadCreation> creations;
    private readonly ILookup<int, int> byFunction;
    private readonly Dictionary<int, BitArray> madeBy = [];
    private readonly Dictionary<int, ThreadCreation> onThreads = [];
    private readonly Dictionary<int, BitArray> before = [];
    private readonly HashSet<int> fromOutside = [];

    private ProgramThreads(Program program, ImmutableArray<int> units, ImmutableArray<FunctionFacts> functions, ThreadReach reach, List<ThreadCreation> creations)
    {
        this.program = program;
        this.units = units;
        this.functions = functions;
        this.reach = reach;
        this.creations = creations;
        byFunction = Enumerable.Range(0, creations.Count).ToLookup(i => creations[i].Function);
        HasMain = units.Any(unit => program.Units[unit].Functions.Any(function => function.Name == "main"));
        FindOnThreads();
        FindOutside();
        FindBefore();
    }

    /// <summary>Null where the program creates no thread.</summary>
    public static ProgramThreads? Of(Program program, int index, ImmutableArray<FunctionFacts> functions, ThreadReach reach, ImmutableArray<ThreadCreation> creations)
    {
        ImmutableArray<int> units = program.Programs[index];
        List<ThreadCreation> own = [.. creations.Where(creation => creation.Callee.Length > 0 && units.BinarySearch(program.Functions[creation.Function].UnitIndex) >= 0)];
        return own.Count == 0 ? null : new ProgramThreads(program, units, functions, reach, own);
    }

    /// <summary>A library has none, and is judged by its own threads.</summary>
    public bool HasMain { get; }

    public bool Holds(int function) => units.BinarySearch(program.Functions[function].UnitIndex) >= 0;

    /// <summary>The creation of a thread on which a function runs; null where it runs on none.</summary>
    public ThreadCreation? ThreadOf(int function) => onThreads.GetValueOrDefault(function);

    /// <summary>Some thread can have been created before the function runs.</summary>
    public bool IsBeside(int function) => before.ContainsKey(function);

    /// <summary>Who calls it, or what leads to it, is not all seen: when it runs is not known.</summary>
    public bool IsFromOutside(int function) => fromOutside.Contains(function);

    /// <summary>The creations that can have happened before the function runs, in order of function and place.</summary>
    public IEnumerable<ThreadCreation> Before(int function) =>
        before.TryGetValue(function, out BitArray? made) ? creations.Where((_, i) => made[i]) : [];

    /// <summary>The creations that a function makes, or what it calls.</summary>
    public IEnumerable<ThreadCreation> MadeBy(int function)
    {
        BitArray made = Made(function);
        return creations.Where((_, i) => made[i]);
    }

    /// <summary>What can run on the threads of some creations, also through what the fields of records hold.</summary>
    public HashSet<int> RunBy(IEnumerable<ThreadCreation> some)
    {
        var found = new HashSet<int>();
        Spread(some.SelectMany(creation => creation.StartRoutines), found, reach.Callees);
        return found;
    }

    /// <summary>All functions of the program.</summary>
    public IEnumerable<int> Functions => functions.Where(facts => Holds(facts.Function.Id)).Select(facts => facts.Function.Id);

    private void FindOnThreads()
    {
        var work = new Queue<int>();
        foreach (ThreadCreation creation in creations)
        {
            foreach (int routine in creation.StartRoutines)
            {
                if (Holds(routine) && onThreads.TryAdd(routine, creation))
                {
                    work.Enqueue(routine);
                }
            }
        }

        while (work.TryDequeue(out int function))
        {
            foreach (int callee in reach.CertainCallees(function))
            {
                if (Holds(callee) && onThreads.TryAdd(callee, onThreads[function]))
                {
                    work.Enqueue(callee);
                }
            }
        }
    }

    /// <summary>Who calls what nobody calls by name is not seen: a handler, a library's user. Only main starts alone.</summary>
    private bool IsRoot(int function) => !reach.IsCalled(function) && functions[function].Function.Name != "main";

    private void FindOutside() => Spread(Functions.Where(function => IsRoot(function) && !onThreads.ContainsKey(function)), fromOutside, reach.CertainCallees);

    private void Spread(IEnumerable<int> from, HashSet<int> found, Func<int, ImmutableArray<int>> callees)
    {
        var work = new Queue<int>();
        foreach (int function in from)
        {
            if (Holds(function) && found.Add(function))
            {
                work.Enqueue(function);
            }
        }

        while (work.TryDequeue(out int function))
        {
            foreach (int callee in callees(function))
            {
                if (Holds(callee) && found.Add(callee))
                {
                    work.Enqueue(callee);
                }
            }
        }
    }

    /// <summary>
    /// Creations spread from callers to callees, with those that a caller makes on its way to the call. Of a function that nobody calls by name
    /// is not known when it runs, but that main's threads can be there; in a library, those that others make and do not wait for.
    /// </summary>
    private void FindBefore()
    {
        var work = new Queue<int>();
        var all = new BitArray(creations.Count, true);
        HashSet<int> fromMain = [];
        Spread(Functions.Where(function => functions[function].Function.Name == "main"), fromMain, reach.CertainCallees);
        var lasting = new BitArray([.. creations.Select(creation => HasMain ? fromMain.Contains(creation.Function) || onThreads.ContainsKey(creation.Function) : !creation.IsJoined)]);
        foreach (int function in Functions)
        {
            if (onThreads.ContainsKey(function))
            {
                Add(function, all, work);
            }
            else if (IsRoot(function) && lasting.HasAnySet())
            {
                Add(function, lasting, work);
            }

            foreach (CalleeWithThreads called in functions[function].CalleesWithThreads)
            {
                var made = new BitArray(creations.Count);
                foreach (int creation in byFunction[function])
                {
                    made[creation] = called.Creations.Contains(creations[creation].Span);
                }

                foreach (int creator in called.Creators)
                {
                    made.Or(Made(creator));
                }

                Add(called.Callee, made, work);
            }
        }

        while (work.TryDequeue(out int function))
        {
            foreach (int callee in reach.CertainCallees(function))
            {
                Add(callee, before[function], work);
            }
        }
    }

    private void Add(int function, BitArray made, Queue<int> work)
    {
        if (!Holds(function))
        {
            return;
        }

        if (!before.TryGetValue(function, out BitArray? known))
        {
            before[function] = new BitArray(made);
            work.Enqueue(function);
            return;
        }

        var more = new BitArray(known);
        more.Not().And(made);
        if (more.HasAnySet())
        {
            known.Or(made);
            work.Enqueue(function);
        }
    }

    private BitArray Made(int function)
    {
        if (!madeBy.TryGetValue(function, out BitArray? made))
        {
            madeBy[function] = made = new BitArray(creations.Count);
            foreach (int creation in reach.From(function).SelectMany(reached => byFunction[reached]))
            {
                made[creation] = true;
            }
        }

        return made;
    }
}
