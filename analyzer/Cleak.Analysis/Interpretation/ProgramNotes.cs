namespace Cleak.Analysis;

/// <summary>A thread creation while its function is interpreted.</summary>
internal sealed class PendingCreation
{
    public DetachStates States { get; set; }

    public bool IsDirect { get; set; }

    public TraceStep? Detach { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>On some path its creator joins it, or the callee that creates it does.</summary>
    public bool IsJoined { get; set; }

    public SortedSet<int> Routines { get; } = [];

    public SortedSet<int> ParameterRoutines { get; } = [];

    public HashSet<HandlePlace> Places { get; } = [];

    /// <summary>Where the start routine is read from.</summary>
    public HashSet<HandlePlace> RoutinePlaces { get; } = [];

    public bool IsCreatedDetached { get; set; }

    public ThreadArgumentSources Argument { get; set; }

    public string ArgumentText { get; set; } = "";

    /// <summary>The parameter that is handed on to the thread as it is; -1 for none.</summary>
    public int ArgumentParameter { get; set; } = -1;

    /// <summary>Which argument of the call that is.</summary>
    public int ArgumentAt { get; set; } = -1;

    /// <summary>The callee, where it is a function of the program, does nothing else with it.</summary>
    public bool IsArgumentOnlyHanded { get; set; } = true;

    public string Handle { get; set; } = "";

    /// <param name="place">Where the routine was read from, if it was.</param>
    public void AddRoutine(AnalysisContext context, Value routine, HandlePlace place)
    {
        if (place.IsKnown && !(routine.IsTerm && context.Terms[routine.Term].Kind == TermKind.FunctionAddress))
        {
            RoutinePlaces.Add(place);
        }

        if (!routine.IsTerm)
        {
            return;
        }

        ref readonly Term term = ref context.Terms[routine.Term];
        if (term.Kind == TermKind.Content && context.Terms[context.Terms.Object(term.A)] is { Kind: TermKind.GlobalAddress } table)
        {
            AddTable(context, table.A);
        }
        else if (term.Kind == TermKind.FunctionAddress && term.A >= 0)
        {
            Routines.Add(term.A);
        }
        else if (term.Kind == TermKind.Parameter)
        {
            ParameterRoutines.Add(term.A);
        }
    }

    /// <summary>Any function of a table that is never written.</summary>
    private void AddTable(AnalysisContext context, int variable)
    {
        LinkedVariable table = context.Program.Variables[variable];
        if (!table.Symbol.IsConst || table.Definition is null || table.Unit is null)
        {
            return;
        }

        int unit = context.Program.Units.IndexOf(table.Unit);
        foreach (Cleak.Ir.Initializer initializer in table.Definition.Initializers)
        {
            if (initializer.Value is Cleak.Ir.SymbolAddressExpression { Symbol.Kind: Cleak.Ir.SymbolKind.Function } function && context.Program.Function(unit, function.Symbol) is { } target)
            {
                Routines.Add(target.Id);
            }
        }
    }
}

/// <summary>A call that joins or detaches, while its function is interpreted.</summary>
internal sealed class PendingThreadEnd
{
    public ThreadEndKind Kind { get; set; }

    public HashSet<HandlePlace> Places { get; } = [];

    /// <summary>Instructions that created the thread.</summary>
    public SortedSet<int> Creations { get; } = [];

    public bool IsOfParameter { get; set; }

    public bool TakesResult { get; set; }
}

/// <summary>What the interpretation of a function notes for the whole program, over all paths.</summary>
internal sealed class ProgramNotes
{
    private readonly SortedDictionary<int, PendingCreation> creations = [];
    private readonly SortedDictionary<int, SortedSet<string>> revelations = [];

    public SortedSet<int> Callees { get; } = [];

    /// <summary>Functions that are called while a thread may run that was created on the way to the call, and the call.</summary>
    public SortedSet<(int Callee, int Call)> CalleesWithThreads { get; } = [];

    /// <summary>Calls of functions of the program that create threads.</summary>
    public SortedSet<(int Call, int Callee)> Creators { get; } = [];

    public void Called(AbstractState state, int call, int callee)
    {
        Callees.Add(callee);
        if (state.ThreadEvent >= 0)
        {
            CalleesWithThreads.Add((callee, call));
        }
    }

    /// <summary>Parameters that say to how many bytes a block is reallocated, and may be zero there.</summary>
    public SortedDictionary<int, TraceStep> ReallocSizes { get; } = [];

    /// <summary>Functions given to pthread_atfork to run in the child.</summary>
    public SortedSet<int> ChildHandlers { get; } = [];

    /// <summary>Places where the running thread's own handle is kept.</summary>
    public HashSet<HandlePlace> SelfPlaces { get; } = [];

    /// <summary>Where the furthest byte of an object of the caller's is written, by the object and the value of its end.</summary>
    public Dictionary<(int Object, ulong End), TraceStep> Written { get; } = [];

    /// <summary>Functions given to pthread_atfork to run before each fork.</summary>
    public SortedSet<int> PrepareHandlers { get; } = [];

    /// <summary>What the function itself does to locks.</summary>
    public HashSet<LockUse> LockUses { get; } = [];

    /// <summary>Calls that join or detach, by instruction.</summary>
    public SortedDictionary<int, PendingThreadEnd> Ends { get; } = [];

    public TraceStep? SelfDetach { get; set; }

    public bool CreatesThreads { get; set; }

    public uint CancelsParameter { get; set; }

    /// <summary>Places whose threads the function cancels.</summary>
    public HashSet<HandlePlace> CancelledPlaces { get; } = [];

    /// <summary>Functions that are called while the thread may be cancelled.</summary>
    public SortedSet<int> CancellableCallees { get; } = [];

    /// <summary>The first place where the thread may be cancelled.</summary>
    public TraceStep? CancellationPoint { get; set; }

    /// <summary>Some path waits for what another thread does, or calls what is not seen.</summary>
    public bool MayWait { get; set; }

    /// <summary>Parameters, by bit, whose thread is joined or detached; and those whose thread is detached.</summary>
    public uint JoinsParameter { get; set; }

    public uint DetachesParameter { get; set; }

    public void AddEndOfParameter(int parameter, bool isDetach)
    {
        JoinsParameter |= 1u << Math.Min(parameter, 31);
        DetachesParameter |= isDetach ? 1u << Math.Min(parameter, 31) : 0;
    }

    /// <summary>A callee joins or detaches the thread whose handle it is given.</summary>
    public void EndsByCallee(AnalysisContext context, int instruction, Cleak.Ir.Expression argument, Value handle, bool isDetach, bool takesResult)
    {
        PendingThreadEnd end = End(instruction);
        end.Kind = isDetach ? ThreadEndKind.Detach : ThreadEndKind.Join;
        end.TakesResult |= takesResult;
        if (HandlePlaces.OfValue(context, context.Code.BlockOf(instruction), argument) is { IsKnown: true } place)
        {
            end.Places.Add(place);
        }

        if (handle.IsTerm && context.Terms[handle.Term].Kind == TermKind.Parameter)
        {
            end.IsOfParameter = true;
            AddEndOfParameter(context.Terms[handle.Term].A, isDetach);
        }
    }

    /// <summary>Called with the state of a path that runs into the null page.</summary>
    public Action<AbstractState> CrashEnds { get; set; } = static _ => { };

    /// <summary>Called with the state of a path on which the thread ends, the instruction, and the value it leaves.</summary>
    public Action<AbstractState, int, Value> ThreadEnds { get; set; } = static (_, _, _) => { };

    public IEnumerable<(int Instruction, PendingCreation Creation)> Creations => creations.Select(c => (c.Key, c.Value));

    public IEnumerable<(int Instruction, string Text)> Revelations => revelations.Select(r => (r.Key, string.Join(" | ", r.Value)));

    public bool HasCreations => creations.Count > 0;

    public bool HasCreation(int instruction) => creations.ContainsKey(instruction);

    public PendingCreation Creation(int instruction) =>
        creations.TryGetValue(instruction, out PendingCreation? creation) ? creation : creations[instruction] = new PendingCreation();

    public PendingThreadEnd End(int instruction) =>
        Ends.TryGetValue(instruction, out PendingThreadEnd? end) ? end : Ends[instruction] = new PendingThreadEnd();

    public void Reveal(int instruction, string text) =>
        (revelations.TryGetValue(instruction, out SortedSet<string>? texts) ? texts : revelations[instruction] = new SortedSet<string>(StringComparer.Ordinal)).Add(text);
}
