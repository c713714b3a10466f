namespace Cleak.Analysis;

/// <summary>A thread creation while its function is interpreted.</summary>
internal sealed class PendingCreation
{
    public DetachStates States { get; set; }

    public TraceStep? Detach { get; set; }

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
        if (term.Kind == TermKind.FunctionAddress && term.A >= 0)
        {
            Routines.Add(term.A);
        }
        else if (term.Kind == TermKind.Parameter)
        {
            ParameterRoutines.Add(term.A);
        }
    }
}

/// <summary>What the interpretation of a function notes for the whole program, over all paths.</summary>
internal sealed class ProgramNotes
{
    private readonly SortedDictionary<int, PendingCreation> creations = [];
    private readonly SortedDictionary<int, SortedSet<string>> revelations = [];

    public SortedSet<int> Callees { get; } = [];

    public HashSet<HandlePlace> JoinedPlaces { get; } = [];

    public HashSet<HandlePlace> DetachedPlaces { get; } = [];

    public TraceStep? SelfDetach { get; set; }

    public bool CreatesThreads { get; set; }

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
