using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// The threads of all programs: who creates them and what they run, where their handles go, who joins and detaches them, and what runs on
/// which of them. Made of the facts of all functions; rules ask it.
/// </summary>
public sealed class ThreadGraph
{
    private readonly Program program;
    private readonly ImmutableArray<FunctionFacts> functions;
    private readonly ThreadReach reach;
    private readonly Dictionary<int, ThreadRun> detached = [];
    private readonly Dictionary<int, List<ThreadRun>> byEntry = [];
    private readonly HashSet<(HandlePlace Place, int Function)> copied = [];
    private readonly ILookup<HandlePlace, ThreadEnd> endsByPlace;
    private readonly HandleInstances? instances;
    private readonly Dictionary<int, TraceStep?> selfDetaches = [];
    private readonly ThreadSessions sessions;

    internal ThreadGraph(Program program, ImmutableArray<FunctionFacts> functions, ImmutableArray<ImmutableArray<int>> callees)
    {
        this.program = program;
        this.functions = functions;
        Ends = [.. functions.SelectMany(f => f.ThreadEnds)];
        endsByPlace = Ends.SelectMany(end => end.Places.Select(place => (place, end))).ToLookup(pair => pair.place, pair => pair.end);
        FunctionFields? fields = functions.Any(f => f.Creations.Length > 0) ? new FunctionFields(program) : null;
        reach = new ThreadReach(program, functions, callees, fields);
        Creations = InheritedRoutines.Of([.. functions.SelectMany(f => f.Creations).Select(creation => Resolved(creation, fields))]);
        instances = Creations.IsEmpty ? null : new HandleInstances(program, Creations, Ends);
        CopiedHandles.FindJoined(program, Creations, Ends, copied);
        sessions = new ThreadSessions(program, reach, KeptEndsOf);
        FindRuns();
        Presence = new ThreadPresence(program, functions, reach, Creations);
    }

    /// <summary>Every call that creates a thread, those of wrappers by their callers included, in order of function and place.</summary>
    public ImmutableArray<ThreadCreation> Creations { get; }

    /// <summary>Every call that joins or detaches one.</summary>
    public ImmutableArray<ThreadEnd> Ends { get; }

    /// <summary>Which functions run on threads or beside them, and beside which.</summary>
    public ThreadPresence Presence { get; }

    /// <summary>What can be reached from where by calls.</summary>
    internal ThreadReach Reach => reach;

    /// <summary>How a function comes to run on a detached thread, or null.</summary>
    public ThreadRun? DetachedRunOf(int function) => detached.GetValueOrDefault(function);

    /// <summary>How a place in a function comes to be reached on a detached thread, or null.</summary>
    public ThreadRun? DetachedRunOf(int function, Cleak.Ir.SourceSpan place) =>
        DetachedRunOf(function) is not { } run ? null : reach.Gets(run.Entry, function, place) ? run : RunsOf(function).FirstOrDefault(other => other.IsDetached && reach.Gets(other.Entry, function, place));

    /// <summary>A thread that somebody can wait for, and on which a place in the function is reached as well; null where there is none.</summary>
    public ThreadRun? JoinableRunOf(int function, Cleak.Ir.SourceSpan place) => RunsOf(function).FirstOrDefault(run => !run.IsDetached && reach.Gets(run.Entry, function, place));

    /// <summary>The threads that start in a function: a creation each.</summary>
    public IReadOnlyList<ThreadRun> RunsFrom(int entry) => byEntry.TryGetValue(entry, out List<ThreadRun>? runs) ? runs : [];

    /// <summary>The threads on which a function runs, by whatever way.</summary>
    public IEnumerable<ThreadRun> RunsOf(int function) =>
        byEntry.Where(entry => reach.From(entry.Key).Contains(function)).OrderBy(entry => entry.Key).SelectMany(entry => entry.Value).Where(run => AreTogether(function, run.Creation.Function));

    /// <summary>Something joins or detaches what is kept in a place, in a program that the function is part of: fields of other programs only go by the same name.</summary>
    public bool IsJoinedSomewhere(HandlePlace place, int function) =>
        EndsOf(place, function).Any() || copied.Any(copy => copy.Place == place && AreTogether(copy.Function, function));

    /// <summary>Something joins or detaches what is kept where a creation leaves its handle.</summary>
    public bool IsJoinedSomewhere(ThreadCreation creation) =>
        KeptEndsOf(creation).Any() || copied.Any(copy => creation.KeptIn.Contains(copy.Place) && AreTogether(copy.Function, creation.Function));

    /// <summary>Where a call that creates a thread through another function leaves the handle, if the call says so: <c>&amp;server-&gt;listener</c>.</summary>
    public HandlePlace? KeptByCall(ThreadCreation creation) => instances?.OfCall(creation);

    /// <summary>The calls that join or detach what is kept where a creation leaves its handle, in a program that it is part of.</summary>
    public IEnumerable<ThreadEnd> KeptEndsOf(ThreadCreation creation) =>
        instances is null ? [] : instances.Of(creation).SelectMany(instances.EndsOf).Distinct().Where(end => AreTogether(end.Function, creation.Function));

    /// <summary>The calls that join or detach what is kept in a place, in a program that the function is part of.</summary>
    public IEnumerable<ThreadEnd> EndsOf(HandlePlace place, int function) => endsByPlace[place].Where(end => AreTogether(end.Function, function));

    private bool AreTogether(int left, int right) => program.ShareProgram(program.Functions[left].UnitIndex, program.Functions[right].UnitIndex);

    /// <summary>The calls that join or detach the thread of a creation, as far as they are seen.</summary>
    public IEnumerable<ThreadEnd> EndsOf(ThreadCreation creation) =>
        Ends.Where(end => end.Function == creation.Function && end.Creations.Contains(creation.Span)).Concat(KeptEndsOf(creation))
            .DistinctBy(end => (end.Function, end.Span, end.Kind)).OrderBy(end => end.Function).ThenBy(end => end.Span);

    /// <summary>The thread that starts in a function detaches itself.</summary>
    public bool DetachesItself(int entry) => SelfDetach(entry) is not null;

    /// <summary>The thread that starts in a function leaves its handle where something joins it.</summary>
    public bool HandsItselfOver(int entry) => reach.From(entry).Any(function => functions[function].SelfPlaces.Any(place => IsJoinedSomewhere(place, function)));

    /// <summary>The thread that starts in a function never comes to its end.</summary>
    public bool NeverEnds(int entry) => program.Endless[entry] && !functions[entry].EndsThread;

    /// <summary>The function itself, and what it calls, directly or through what it was given.</summary>
    public IReadOnlyList<int> ReachedFrom(int function) => reach.From(function);

    /// <summary>The call is made at most once in the life of a process: from main alone, and not in a loop.</summary>
    public bool HappensOnce(ThreadCreation creation) => !creation.IsInLoop && reach.RunsOnce(creation.Function);

    /// <summary>
    /// Where it shows that a thread is created over the handle of one that nobody has joined, though something joins what is kept there in the
    /// end; null where it does not show.
    /// </summary>
    public TraceStep? RenewedWithoutJoin(ThreadCreation creation) => sessions.RenewedWithoutJoin(creation);

    /// <summary>The thread serves until it is told to stop, or for ever: its start routine, or what that calls itself, goes round a loop.</summary>
    public bool Serves(int entry) => GoesRound(entry) || reach.Callees(entry).Any(GoesRound);

    private bool GoesRound(int function) => program.Functions[function].Function.Blocks.Any(block => block.Terminator.Successors.Any(next => FunctionCode.IsBackEdge(block.Ordinal, next)));

    /// <summary>The creations that a function makes; several may stand at one place, in a macro.</summary>
    public IEnumerable<ThreadCreation> CreationsOf(int function) => Creations.Where(creation => creation.Function == function);

    /// <summary>The first creation that a function makes at a place; null where it makes none there.</summary>
    public ThreadCreation? CreationAt(int function, Cleak.Ir.SourceSpan span) => Creations.FirstOrDefault(creation => creation.Function == function && creation.Span == span);

    /// <summary>Where the thread that starts there detaches itself, there or in what it calls by name.</summary>
    private TraceStep? SelfDetach(int entry) =>
        selfDetaches.TryGetValue(entry, out TraceStep? known) ? known
            : selfDetaches[entry] = reach.From(entry).Where(function => AreTogether(function, entry)).Select(function => functions[function].SelfDetach).FirstOrDefault(step => step is not null);

    private ThreadCreation Resolved(ThreadCreation creation, FunctionFields? fields)
    {
        if (fields is null || creation.RoutinePlaces.IsEmpty)
        {
            return creation;
        }

        var routines = new SortedSet<int>(creation.StartRoutines);
        routines.UnionWith(creation.RoutinePlaces.SelectMany(fields.TargetsOf).Where(routine => AreTogether(routine, creation.Function)));
        return creation with { StartRoutines = [.. routines] };
    }

    private void FindRuns()
    {
        foreach (ThreadCreation creation in Creations)
        {
            ThreadEnd? later = KeptEndsOf(creation).FirstOrDefault(end => end.Kind == ThreadEndKind.Detach);
            bool isDetached = (creation.States & DetachStates.Detached) != 0;
            foreach (int entry in creation.StartRoutines)
            {
                ThreadRun run;
                if (isDetached)
                {
                    TraceStep created = Created(creation, isDetached: creation.Detach is null, entry);
                    run = new ThreadRun(entry, creation, true, creation.Detach is { } step ? [created, step] : [created]);
                }
                else if (later is not null)
                {
                    TraceStep detach = TraceStep.Here(later.Span, functions[later.Function].Function.Name, $"detached by '{later.Callee}'", Findings.FlowStepKinds.Detach);
                    run = new ThreadRun(entry, creation, true, [Created(creation, isDetached: false, entry), detach]);
                }
                else if (SelfDetach(entry) is { } itself && !creation.IsJoined)
                {
                    run = new ThreadRun(entry, creation, true, [Created(creation, isDetached: false, entry), itself with { Thread = new StepThread(functions[entry].Function.Name, creation.Span) }]);
                }
                else
                {
                    run = new ThreadRun(entry, creation, false, [Created(creation, isDetached: false, entry)]);
                }

                (byEntry.TryGetValue(entry, out List<ThreadRun>? known) ? known : byEntry[entry] = []).Add(run);
            }
        }

        // What detaches at creation is told before what does so later, and that before the thread itself.
        List<ThreadRun> runs = [.. byEntry.OrderBy(entry => entry.Key).SelectMany(entry => entry.Value).Where(run => run.IsDetached).OrderBy(run => run.Steps.Length == 2 && run.Steps[1].Thread is not null ? 1 : 0)];
        foreach (ThreadRun run in runs)
        {
            detached.TryAdd(run.Entry, run);
        }

        foreach (ThreadRun run in runs.Where(run => detached[run.Entry] == run))
        {
            foreach (int function in reach.From(run.Entry).Where(function => AreTogether(function, run.Creation.Function)))
            {
                detached.TryAdd(function, run);
            }
        }
    }

    private TraceStep Created(ThreadCreation creation, bool isDetached, int entry) =>
        TraceStep.Here(creation.Span, functions[creation.Function].Function.Name, $"thread '{functions[entry].Function.Name}' created {(isDetached ? "detached " : "")}by '{creation.Callee}'", Findings.FlowStepKinds.Spawn);
}
