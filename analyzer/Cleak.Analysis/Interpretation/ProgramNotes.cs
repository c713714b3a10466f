namespace Cleak.Analysis;

/// <summary>A thread creation while its function is interpreted.</summary>
internal sealed class PendingCreation
{
    public DetachStates States { get; set; }

    public bool IsDirect { get; set; }

    public TraceStep? Detach { get; set; }

    public bool IsCancelled { get; set; }

    public SortedSet<int> Routines { get; } = [];

    public SortedSet<int> ParameterRoutines { get; } = [];

    public HashSet<HandlePlace> Places { get; } = [];

    public void AddRoutine(AnalysisContext context, Value routine)
    {
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

/// <summary>What the interpretation of a function notes for the whole program, over all paths.</summary>
internal sealed class ProgramNotes
{
    private readonly SortedDictionary<int, PendingCreation> creations = [];
    private readonly SortedDictionary<int, SortedSet<string>> revelations = [];

    public SortedSet<int> Callees { get; } = [];

    /// <summary>Functions that are called while a thread may run that was created on the way to the call.</summary>
    public SortedSet<int> CalleesWithThreads { get; } = [];

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

    public HashSet<HandlePlace> JoinedPlaces { get; } = [];

    public HashSet<HandlePlace> DetachedPlaces { get; } = [];

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

    public uint JoinsParameter { get; set; }

    /// <summary>Called with the state of a path that runs into the null page.</summary>
    public Action<AbstractState> CrashEnds { get; set; } = static _ => { };

    /// <summary>Called with the state of a path on which the thread ends, the instruction, and the value it leaves.</summary>
    public Action<AbstractState, int, Value> ThreadEnds { get; set; } = static (_, _, _) => { };

    public IEnumerable<(int Instruction, PendingCreation Creation)> Creations => creations.Select(c => (c.Key, c.Value));

    public IEnumerable<(int Instruction, string Text)> Revelations => revelations.Select(r => (r.Key, string.Join(" | ", r.Value)));

    public PendingCreation Creation(int instruction) =>
        creations.TryGetValue(instruction, out PendingCreation? creation) ? creation : creations[instruction] = new PendingCreation();

    public void Joined(HandlePlace place, bool isDetach) => (isDetach ? DetachedPlaces : JoinedPlaces).Add(place);

    public void Reveal(int instruction, string text) =>
        (revelations.TryGetValue(instruction, out SortedSet<string>? texts) ? texts : revelations[instruction] = new SortedSet<string>(StringComparer.Ordinal)).Add(text);
}
