using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>How a function comes to run on a detached thread.</summary>
/// <param name="Entry">The start routine through which it is reached.</param>
/// <param name="Steps">The creation and what detaches the thread.</param>
public sealed record DetachedRun(int Entry, ImmutableArray<TraceStep> Steps);

/// <summary>The facts of all functions, and what follows from them for the whole program.</summary>
public sealed class ProgramFacts
{
    private readonly Dictionary<int, DetachedRun> detached = [];
    private readonly ImmutableArray<ImmutableArray<int>> callees;
    private readonly HashSet<HandlePlace> joined;

    internal ProgramFacts(Program program, ImmutableArray<FunctionFacts> functions, ImmutableArray<ImmutableArray<int>> callees)
    {
        Program = program;
        Functions = functions;
        joined = [.. functions.SelectMany(f => f.JoinedPlaces.Concat(f.DetachedPlaces))];
        FindDetachedRuns(callees);
        Threads = new ThreadPresence(program, functions, callees);
        Handlers = new ForkHandlers(program, functions);
        this.callees = callees;
    }

    public Program Program { get; }

    /// <summary>Whose promises rules may build on.</summary>
    public SafetyProfile Profile => Program.Safety;

    /// <summary>Whose C library it is.</summary>
    public LibcProfile Libc => Profile.Libc;

    public ImmutableArray<FunctionFacts> Functions { get; }

    /// <summary>How a function comes to run on a detached thread, or null.</summary>
    public DetachedRun? DetachedRunOf(int function) => detached.GetValueOrDefault(function);

    /// <summary>Something in the program joins or detaches what is kept in a place.</summary>
    public bool IsJoinedSomewhere(HandlePlace place) => joined.Contains(place);

    /// <summary>Which functions run on threads or beside them.</summary>
    public ThreadPresence Threads { get; }

    /// <summary>What pthread_atfork has run around forks.</summary>
    public ForkHandlers Handlers { get; }

    /// <summary>The thread that starts in a function detaches itself.</summary>
    public bool DetachesItself(int entry) => SelfDetach(entry, callees) is not null;

    /// <summary>The thread that starts in a function leaves its handle where something joins it.</summary>
    public bool HandsItselfOver(int entry) => Reachable(entry).Any(function => Functions[function].SelfPlaces.Any(IsJoinedSomewhere));

    /// <summary>A program that the function is part of allocates, and does not define the allocator itself.</summary>
    public bool AllocatesByLibrary(int function)
    {
        int unit = Program.Functions[function].UnitIndex;
        bool allocates = false;
        foreach (FunctionFacts facts in Functions)
        {
            if ((facts.UnsafeCalls.Any(call => call.Kind == UnsafeKind.Allocation) || facts.Function.Name == "malloc") && Program.ShareProgram(unit, facts.Function.UnitIndex))
            {
                if (facts.Function.Name == "malloc")
                {
                    return false;
                }

                allocates = true;
            }
        }

        return allocates;
    }

    private void FindDetachedRuns(ImmutableArray<ImmutableArray<int>> callees)
    {
        var work = new Queue<int>();
        void Add(int entry, DetachedRun run)
        {
            if (detached.TryAdd(entry, run))
            {
                work.Enqueue(entry);
            }
        }

        HashSet<HandlePlace> detachedPlaces = [.. Functions.SelectMany(f => f.DetachedPlaces)];
        foreach (FunctionFacts facts in Functions)
        {
            foreach (ThreadCreation creation in facts.Creations)
            {
                bool isLater = creation.KeptIn.Any(detachedPlaces.Contains);
                if ((creation.States & DetachStates.Detached) == 0 && !isLater)
                {
                    continue;
                }

                foreach (int entry in creation.StartRoutines)
                {
                    TraceStep created = Created(creation, isDetached: (creation.States & DetachStates.Detached) != 0 && creation.Detach is null && !isLater);
                    Add(entry, new DetachedRun(entry, creation.Detach is { } step ? [created, step] : [created]));
                }
            }
        }

        foreach (FunctionFacts facts in Functions)
        {
            foreach (ThreadCreation creation in facts.Creations)
            {
                foreach (int entry in creation.StartRoutines)
                {
                    if (SelfDetach(entry, callees) is { } step)
                    {
                        Add(entry, new DetachedRun(entry, [Created(creation, isDetached: false), step]));
                    }
                }
            }
        }

        while (work.Count > 0)
        {
            int function = work.Dequeue();
            foreach (int callee in Callees(function, callees))
            {
                Add(callee, detached[function]);
            }
        }
    }

    private IEnumerable<int> Callees(int function, ImmutableArray<ImmutableArray<int>> callees) =>
        callees[function].Concat(Functions[function].Callees).Distinct();

    private TraceStep Created(ThreadCreation creation, bool isDetached) =>
        TraceStep.Here(creation.Span, Functions[creation.Function].Function.Name, $"thread created {(isDetached ? "detached " : "")}by '{creation.Callee}'", Findings.FlowStepKinds.Spawn);

    /// <summary>Where the thread that starts there detaches itself, there or in what it calls by name.</summary>
    private TraceStep? SelfDetach(int entry, ImmutableArray<ImmutableArray<int>> graph) =>
        Reachable(entry, graph).Select(function => Functions[function].SelfDetach).FirstOrDefault(step => step is not null);

    private List<int> Reachable(int entry) => Reachable(entry, callees);

    private static List<int> Reachable(int entry, ImmutableArray<ImmutableArray<int>> graph)
    {
        var reached = new List<int> { entry };
        var seen = new HashSet<int> { entry };
        for (int i = 0; i < reached.Count; i++)
        {
            foreach (int callee in graph[reached[i]])
            {
                if (seen.Add(callee))
                {
                    reached.Add(callee);
                }
            }
        }

        return reached;
    }
}
