using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Follows calls that are not async-signal-safe: notes them for callers and for handlers, and records them as defects where the path is that of a
/// forked child. <see cref="SafetyProfile"/> says what is safe.
/// </summary>
internal sealed class AsyncSafety
{
    private readonly AnalysisContext context;
    private readonly PathCondition path;
    private readonly DefectRecorder recorder;
    private readonly SummarySet summaries;
    private readonly LockTracker locks;
    private readonly ProgramNotes notes;
    private readonly List<(int Term, Fact Fact)> further = [];

    public AsyncSafety(AnalysisContext context, PathCondition path, Memory memory, DefectRecorder recorder, SummarySet summaries, LockTracker locks, ProgramNotes notes)
    {
        this.context = context;
        this.path = path;
        this.recorder = recorder;
        this.summaries = summaries;
        this.locks = locks;
        this.notes = notes;
        Unsafe = new UnsafeNotes(context);
        Forks = new ForkNotes(context);
        Vfork = new VforkChecks(context, recorder);
        Through = new CallsThrough(context, this);
        Shared = new SharedLocks(context, path, notes);
        Signals = new SignalNotes(context, path, memory, recorder);
        Threads = new NamelessThreads(context, path, memory, notes);
        Errno = (context.Program.Safety.Notes & SafetyNotes.Errno) != 0 ? new ErrnoNotes(context, memory) : null;
        Objects = (context.Program.Safety.Notes & SafetyNotes.SigAtomic) != 0 ? new StaticAccesses(context, path, this) : null;
        locks.Relocked = RecordRelock;
    }

    public UnsafeNotes Unsafe { get; }

    public ForkNotes Forks { get; }

    public VforkChecks Vfork { get; }

    public CallsThrough Through { get; }

    public SignalNotes Signals { get; }

    public NamelessThreads Threads { get; }

    /// <summary>Locks that are made for several processes.</summary>
    public SharedLocks Shared { get; }

    /// <summary>Null where it is not asked for.</summary>
    public ErrnoNotes? Errno { get; }

    /// <summary>Null where it is not asked for.</summary>
    public StaticAccesses? Objects { get; }

    private bool TellsUnknown => (context.Program.Safety.Notes & SafetyNotes.Unknown) != 0;

    /// <summary>Calls of functions of which nothing is known, in a child: neither judged nor reported.</summary>
    public SortedSet<int> UnknownInChild { get; } = [];

    /// <summary>Tries an exec on some path, in the process that it was called in.</summary>
    public bool TriesExec { get; private set; }

    /// <summary>A library function is called.</summary>
    public void Model(AbstractState state, in ModelCall call)
    {
        FunctionModel model = call.Model;
        Threads.Model(state, call);
        Shared.Model(state, call);
        Signals.Model(state, call);
        Through.Model(state, call);
        NoteLock(state, call);
        Errno?.Model(call);
        UnsafeKind kind = context.Program.Safety.KindOf(model);
        if (state.Role == ProcessRole.VforkChild)
        {
            Vfork.Model(state, call.Number, model, kind);
        }

        if (kind == UnsafeKind.None)
        {
            if (model.Safety == SignalSafety.Unknown)
            {
                NoteUnknown(state, call.Number, model.Name);
            }

            return;
        }

        bool isLock = kind == UnsafeKind.OwnLock;
        if (isLock && (!IsShared(state, call.Operand(0)) || (state.Role != ProcessRole.Main && IsOwnedByChild(state, call.Operand(0)))))
        {
            return;
        }

        if (model.Behavior == Behavior.Free && context.Terms.TryConstant(path.Resolve(state, call.Operand(0)), out long freed) && freed == 0)
        {
            // free(NULL) does nothing.
            return;
        }

        bool isAfterExec = kind == UnsafeKind.Exit && (state.RoleFlags & RoleFlags.TriedExec) != 0;
        if (state.Role == ProcessRole.Main && Unsafe.Find(call.Number, kind) is { } known && Unsafe.Again(state, known, isAfterExec, isInChild: false, isDying: false, null))
        {
            return;
        }

        var pending = new PendingUnsafeCall
        {
            Instruction = call.Number,
            Kind = kind,
            EndsHere = model.Has(CallTraits.NoReturn) && kind != UnsafeKind.Exit,
            Callee = model.Name,
            Lock = isLock ? HandlePlaces.Of(context, context.Code.BlockOf(call.Number), call.Instruction.Arguments[model.Operands[0]]) : default,
            Place = isLock ? path.Resolve(state, call.Operand(0)) : Value.None,
            IsForeign = model.Has(CallTraits.RepairsNothing) && kind is UnsafeKind.Allocation or UnsafeKind.Fork,
            IsAfterExec = isAfterExec,
            IsInChild = state.Role != ProcessRole.Main,
        };
        Found(state, pending, model.Name, null);
    }

    /// <summary>A function of the program is called: what it may call, the caller may.</summary>
    /// <param name="map">Begun for the call.</param>
    public void Callee(AbstractState state, int number, FunctionSummary summary, SummaryMapping map, Value[] arguments)
    {
        Shared.Callee(state, number, summary.SharesParameter, arguments);
        string name = context.Program.Functions[summary.Function].Name;
        if (state.Role == ProcessRole.VforkChild)
        {
            Vfork.Callee(state, number, summary, name);
        }

        bool ends = context.Program.Endless[summary.Function];
        TraceStep? fork = Callbacks.IsBoundCall(context, number) ? Callbacks.Fork(context, state, recorder) : null;
        foreach (SummaryUnsafeCall call in summary.UnsafeCalls)
        {
            bool isPassedOn = call.Fork is not null && Callbacks.PassesOn(context, summary.Function);
            if (call.Fork is not null && !isPassedOn)
            {
                GivenToChild(state, number, call, summary, map);
            }

            PendingUnsafeCall? known = Unsafe.Find(number, call.Kind, call.Object);
            if (state.Role == ProcessRole.Main && known is { IsSettled: true } && !call.IsAfterExec)
            {
                continue;
            }

            further.Clear();
            Value place = call.Kind == UnsafeKind.OwnLock ? Place(call, map) : Value.None;
            bool isOwn = place.IsTerm && (!IsShared(state, place) || (state.Role != ProcessRole.Main && IsOwnedByChild(state, place)));
            if (isOwn || !CanBeReached(state, call, map))
            {
                continue;
            }

            if (call.IsInChild && state.Role != ProcessRole.Main)
            {
                // Its own child's: told there.
                continue;
            }

            bool isAfterExec = call.IsAfterExec || (call.Kind == UnsafeKind.Exit && (state.RoleFlags & RoleFlags.TriedExec) != 0);
            if (state.Role == ProcessRole.Main && fork is null && !isPassedOn && known is not null && Unsafe.Again(state, known, isAfterExec, call.IsInChild, call.IsDying, further))
            {
                continue;
            }

            Found(state, Pending(state, number, call, call.Step, isAfterExec, ends, place, isPassedOn ? call.Fork : fork), name, call.Step);
        }

        if (summary.TriesExec)
        {
            // Which of its paths come back from a failed one, its cases say.
            NoteExec(state);
        }

        Errno?.Callee(number, summary);
        Signals.Callee(state, number, summary, map);
        Through.Callee(state, number, summary, map);
    }

    /// <summary>What the callee has run in its child is named at this call.</summary>
    private void GivenToChild(AbstractState state, int number, SummaryUnsafeCall call, FunctionSummary summary, SummaryMapping map)
    {
        further.Clear();
        if (CanBeReached(state, call, map))
        {
            Record(state, Pending(state, number, call, call.Step, call.IsAfterExec, ends: false, Value.None), context.Program.Functions[summary.Function].Name, call.Step, call.Fork);
        }

        further.Clear();
    }

    /// <summary>A function whose address is known is called by somebody else at this call.</summary>
    /// <param name="way">The call of the function, inside what is called here.</param>
    /// <param name="fork">The fork in whose child it is called; null where it is not in a child of the callee's.</param>
    public void Callback(AbstractState state, int number, int function, TraceStep? way, TraceStep? fork)
    {
        if (summaries.Find(function) is not { } summary)
        {
            return;
        }

        string name = context.Program.Functions[function].Name;
        foreach (SummaryUnsafeCall call in summary.UnsafeCalls)
        {
            TraceStep inner = way is null ? call.Step : way with { Inner = [call.Step] };
            further.Clear();
            PendingUnsafeCall pending = Pending(state, number, call, inner, call.IsAfterExec, ends: false, Value.None);
            if (call.IsInChild && (fork is not null || state.Role != ProcessRole.Main))
            {
                continue;
            }

            if (fork is not null)
            {
                Record(state, pending, recorder.CalleeName(number), inner, fork);
            }
            else
            {
                Found(state, pending, name, inner);
            }
        }
    }

    /// <summary>A static object is accessed that a signal can find half done.</summary>
    public void Object(AbstractState state, int number, StaticObject accessed, bool isWrite, Func<string> name)
    {
        UnsafeKind kind = isWrite ? UnsafeKind.ObjectWrite : UnsafeKind.ObjectRead;
        if (Unsafe.Find(number, kind, accessed) is { } known && Unsafe.Again(state, known, isAfterExec: false, state.Role != ProcessRole.Main, isDying: false, null))
        {
            return;
        }

        Unsafe.Note(state, new PendingUnsafeCall { Instruction = number, Kind = kind, Callee = name(), Object = accessed, IsInChild = state.Role != ProcessRole.Main }, null);
    }

    /// <summary>A call of which nothing is known but perhaps where its function is from.</summary>
    public void Unknown(AbstractState state, int number, Value callee)
    {
        Through.Call(state, number, path.Resolve(state, callee), recorder);
        if (context.Code.Instruction(number) is CallInstruction { DirectCallee: { } symbol })
        {
            NoteUnknown(state, number, symbol.Name);
        }
        else if (state.Role != ProcessRole.Main)
        {
            UnknownInChild.Add(number);
        }
    }

    private void NoteUnknown(AbstractState state, int number, string name)
    {
        if (state.Role != ProcessRole.Main)
        {
            UnknownInChild.Add(number);
        }

        if (TellsUnknown)
        {
            Found(state, new PendingUnsafeCall { Instruction = number, Kind = UnsafeKind.Unknown, Callee = name, IsInChild = state.Role != ProcessRole.Main }, name, null);
        }
    }

    /// <summary>An exec is tried: it comes back only where it failed.</summary>
    public void Exec(AbstractState state)
    {
        state.RoleFlags |= RoleFlags.TriedExec;
        NoteExec(state);
    }

    private void NoteExec(AbstractState state)
    {
        TriesExec |= state.Role == ProcessRole.Main;
        if (Forks.Child(state) is { } fork)
        {
            fork.Execs = true;
        }
    }

    private PendingUnsafeCall Pending(AbstractState state, int number, SummaryUnsafeCall call, TraceStep inner, bool isAfterExec, bool ends, Value place, TraceStep? fork = null) => new()
    {
        Instruction = number,
        Kind = call.Kind,
        Callee = call.Callee,
        Inner = inner,
        Lock = call.Lock,
        Object = call.Object,
        Place = place,
        IsForeign = call.IsForeign,
        IsAfterExec = isAfterExec,
        IsDying = call.IsDying,
        EndsHere = ends,
        IsGuessed = call.IsGuessed || (context.Code.Instruction(number) is CallInstruction { DirectCallee: null } && !Callbacks.IsBoundCall(context, number)),
        Fork = fork,
        IsInChild = call.IsInChild || state.Role != ProcessRole.Main,
    };

    private void Found(AbstractState state, PendingUnsafeCall call, string called, TraceStep? inner)
    {
        if (state.Role == ProcessRole.ForkChild && call.Fork is null)
        {
            Record(state, call, called, inner, null);
        }
        else if (call.Fork is not null && call.Kind <= UnsafeKind.Stdio && Forks.Child(state) is { } child)
        {
            child.IsUnsafe = true;
        }

        Unsafe.Note(state, call, further.Count == 0 ? null : further);
        further.Clear();
    }

    private Value Place(SummaryUnsafeCall call, SummaryMapping map) => call.Place.IsTerm ? path.Add(map.PeekBefore(call.Place.Term), call.Place.Offset) : Value.None;

    /// <summary>What must hold for the callee to get to its call may hold here. What of it is the caller's to know is left in <see cref="further"/>.</summary>
    private bool CanBeReached(AbstractState state, SummaryUnsafeCall call, SummaryMapping map)
    {
        foreach ((int term, Fact fact) in call.Conditions)
        {
            Value value = map.PeekBefore(term);
            if (value.IsNone || value.IsUninitialized)
            {
                continue;
            }

            Fact known = path.Range(state, value);
            if (!PathCondition.MayBe(known, fact))
            {
                return false;
            }

            if (!known.IsConstant && value is { IsTerm: true, Offset: 0 } && further.Count < 6 && context.Terms.IsInterface(value.Term) && !context.Terms[value.Term].IsObjectAddress)
            {
                further.Add((value.Term, fact));
            }
        }

        return true;
    }

    private void NoteLock(AbstractState state, in ModelCall call)
    {
        FunctionModel model = call.Model;
        if (model.Behavior is Behavior.Lock or Behavior.TryLock or Behavior.Unlock && model.Operands[0] < call.Arguments.Length)
        {
            Add(model.Operands[0], model.Behavior == Behavior.Unlock ? LockAction.GiveBack : LockAction.Take, call);
        }
        else if (model.Arguments is [{ Resource: ResourceKind.ThreadObject, Index: 0 } made] && made.Has(ArgumentEffects.InPlace) && call.Arguments.Length > 0)
        {
            Add(0, LockAction.Initialize, call);
            if (state.Role != ProcessRole.Main)
            {
                locks.Renew(state, call.Number, call.Arguments[0]);
            }
        }

        void Add(int argument, LockAction action, in ModelCall call)
        {
            if (HandlePlaces.Of(context, context.Code.BlockOf(call.Number), call.Instruction.Arguments[argument]) is { IsKnown: true } place)
            {
                notes.LockUses.Add(new LockUse(place, action));
            }
        }
    }

    /// <summary>A lock that other threads can hold: not a variable of this call, nor a block made on this path.</summary>
    private bool IsShared(AbstractState state, Value place)
    {
        place = path.Resolve(state, place);
        return place.IsTerm && context.Terms[context.Terms.Object(place.Term)].Kind is not (TermKind.LocalAddress or TermKind.Acquired);
    }

    /// <summary>The forking thread held the lock, or the child gave it back or made it anew: nobody else holds it.</summary>
    private bool IsOwnedByChild(AbstractState state, Value place)
    {
        int cell = locks.CellOf(state, place);
        if (cell < 0 || locks.StateOf(state, cell) == LockState.Held)
        {
            return true;
        }

        int subject = LockTracker.Subject(cell);
        for (int e = state.History; e > state.RoleEvent; e = context.History[e].Parent)
        {
            if (context.History[e].Subject == subject && context.History[e].Kind is EventKind.Unlock or EventKind.Lock)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An unsafe call in the child of a fork.</summary>
    private void Record(AbstractState state, PendingUnsafeCall call, string called, TraceStep? inner, TraceStep? fork)
    {
        bool isExit = call.Kind == UnsafeKind.Exit;
        if (call.Kind is UnsafeKind.Fork or UnsafeKind.Jump or UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite || (isExit && ((state.RoleFlags & RoleFlags.Alone) != 0 || !(inner is null || call.IsAfterExec || (call.EndsHere && !call.IsDying && Forks.IsStraight(state))))))
        {
            return;
        }

        int number = call.Instruction;
        int forkCall = fork is null ? context.History[state.RoleEvent].Instruction : number;
        if (fork is null && call.Kind <= UnsafeKind.Stdio)
        {
            Forks.Of(forkCall).IsUnsafe = true;
        }

        string text = inner is null ? $"'{called}' in the child" : $"'{called}' is called in the child";
        TraceStep last = new(
            context.Code.Span(number), context.Function.Name, fork is null ? text : $"'{called}' runs in a child what it is given", FlowStepKinds.Call | FlowStepKinds.Defect,
            fork is not null ? [fork, inner!] : inner is null ? [] : [inner]);
        int thread = fork is null ? state.RoleThread : state.ThreadEvent;
        bool isUnrepaired = call.IsForeign || (fork is null && (state.RoleFlags & RoleFlags.Unrepaired) != 0);
        recorder.Record(isExit ? DefectKind.ExitInChild : DefectKind.UnsafeInChild, number, forkCall, default, state.History, last, part: (int)call.Kind, isThreadCertain: thread >= 0, complete: defect => defect with
        {
            Callee = called,
            Unsafe = new UnsafeCall(call.Kind, context.Code.Linked.Id, call.Callee, last)
            {
                Called = called,
                Lock = call.Lock,
                IsForeign = call.IsForeign,
                IsAfterExec = call.IsAfterExec,
                IsDying = call.IsDying,
            },
            IsThreadCertain = thread >= 0,
            IsUnrepaired = isUnrepaired,
            Related = fork?.Span ?? defect.Related,
            Trace = thread >= 0 && recorder.Step(context.History[thread]) is { } creation && !defect.Trace.Any(s => s.Span == creation.Span) ? [creation, .. defect.Trace] : defect.Trace,
        });
    }

    /// <summary>The child takes a lock that was held when it was made: it waits for itself.</summary>
    /// <param name="inner">The locking inside a callee, where it is one.</param>
    private void RecordRelock(AbstractState state, int number, int cell, TraceStep? inner)
    {
        if (state.Role == ProcessRole.ForkChild && HeldSince(state, cell) is >= 0 and var taken)
        {
            string text = $"'{recorder.CalleeName(number)}' takes it again in the child";
            RecordHeld(state, cell, taken, new TraceStep(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Lock | FlowStepKinds.Defect, inner is null ? [] : [inner]), "again");
        }
    }

    /// <summary>The child returns with a lock that was held when it was made, and that its parent gives back.</summary>
    public void CheckReturns(List<(AbstractState State, int Return)> returns)
    {
        foreach ((AbstractState state, int at) in returns)
        {
            for (int i = 0; state.Role == ProcessRole.ForkChild && i < state.CellCount; i++)
            {
                int cell = state.CellIds[i];
                if (GhostCells.Is(context.Cells[cell], GhostCells.Lock) && locks.StateOf(state, cell) == LockState.Held && HeldSince(state, cell) is >= 0 and var taken
                    && returns.Exists(other => other.State.Role == ProcessRole.Main && locks.StateOf(other.State, cell) == LockState.Released))
                {
                    RecordHeld(state, cell, taken, TraceStep.Here(context.Code.Span(at), context.Function.Name, "the child goes on with it locked", FlowStepKinds.Return | FlowStepKinds.Defect), "kept");
                }
            }
        }
    }

    /// <summary>The event by which a lock was taken that the fork found held; -1 for none.</summary>
    private int HeldSince(AbstractState state, int cell)
    {
        int subject = LockTracker.Subject(cell);
        for (int e = state.History; e >= 0; e = context.History[e].Parent)
        {
            if (context.History[e].Subject == subject && context.History[e].Kind is EventKind.Lock or EventKind.Unlock)
            {
                // Where a callee locked and forked, the matter is its own.
                bool isHere = context.History[e].Instruction != context.History[state.RoleEvent].Instruction;
                return context.History[e].Kind == EventKind.Lock && e < state.RoleEvent && isHere ? e : -1;
            }
        }

        return -1;
    }

    private void RecordHeld(AbstractState state, int cell, int taken, TraceStep last, string detail)
    {
        int fork = context.History[state.RoleEvent].Instruction, call = context.History[taken].Instruction;
        var subject = new Resource(LockTracker.Subject(cell), ResourceKind.ThreadObject, ResourceState.Live, ResourceFlags.None, 0, taken, taken);
        bool isCertain = state.RoleThread >= 0;
        recorder.Record(DefectKind.LockHeldAtFork, fork, call, subject, state.History, last, part: -1, isThreadCertain: isCertain, complete: defect => defect with
        {
            Subject = recorder.NameOfArgument(call, locks.ArgumentOf(call, cell)).TrimStart('&'),
            Callee = recorder.CalleeName(fork),
            Detail = detail,
            IsThreadCertain = isCertain,
        });
    }
}
