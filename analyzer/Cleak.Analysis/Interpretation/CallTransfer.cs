using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A call: by its callee's summary, by a library model, or, where neither is known, by what any function might do.</summary>
internal sealed class CallTransfer
{
    /// <summary>Stands for the handle of the thread that runs the function.</summary>
    public const int SelfInstruction = -7;

    private readonly AnalysisContext context;
    private readonly PathCondition path;
    private readonly Evaluator evaluator;
    private readonly Memory memory;
    private readonly ResourceTracker tracker;
    private readonly DefectRecorder recorder;
    private readonly SummarySet summaries;
    private readonly ModelTransfer models;
    private readonly SummaryApplication application;
    private readonly StaleBlocks stale;
    private readonly AllocatorCalls allocatorCalls;
    private readonly PointerCalls pointerCalls;

    public CallTransfer(
        AnalysisContext context,
        PathCondition path,
        Evaluator evaluator,
        Memory memory,
        ResourceTracker tracker,
        DefectRecorder recorder,
        SummarySet summaries,
        ProgramNotes notes)
    {
        this.context = context;
        this.path = path;
        this.evaluator = evaluator;
        this.memory = memory;
        this.tracker = tracker;
        this.recorder = recorder;
        this.summaries = summaries;
        Notes = notes;
        Bounds = new BoundsChecks(context, path, evaluator, memory, tracker, recorder, notes, CalleeDefects);
        Releases = new ReleaseChecks(context, path, recorder, CalleeDefects);
        EntryDefects = new EntryDefects(context, path);
        stale = new StaleBlocks(context, recorder, EntryDefects);
        StackAddresses = new StackAddresses(context, path, recorder);
        Locks = new LockTracker(context, path);
        JoinedLoops = new JoinedLoops(context, notes);
        StatedJoins = new StatedJoins(context);
        Loans = new ThreadLoans(context, path, recorder);
        Cancellation = new CancellationChecks(context, recorder, notes);
        Unset = new UnsetPointers(context, path, evaluator, memory, tracker, recorder, CalleeDefects);
        Initialization = new InitializationChecks(context, path, memory, tracker, recorder, Bounds, CalleeDefects, Unset);
        NullResults = new NullResults(context, path, recorder, CalleeDefects);
        Outside = new OutsideValues(context, summaries);
        SizeProducts = new SizeProducts(context, path, Outside, recorder);
        ReallocSizes = new ReallocSizes(context, path, recorder, notes);
        allocatorCalls = new AllocatorCalls(context, path, recorder);
        Cleanups = new CleanupHandlers(context);
        CalledCleanups = new CalledHandlers(context, path, evaluator, memory, tracker, this);
        ThreadArguments = new ThreadArguments(context, path, memory, tracker, recorder, summaries);
        Safety = new AsyncSafety(context, path, memory, recorder, summaries, Locks, notes);
        models = new ModelTransfer(context, path, evaluator, memory, tracker, recorder, this);
        application = new SummaryApplication(context, path, evaluator, memory, tracker, recorder, this);
        pointerCalls = new PointerCalls(context, summaries, this);
    }

    public ProgramNotes Notes { get; }

    /// <summary>What is known of functions in a circle with this one; null where it is in none, or nothing is known.</summary>
    public RecursiveCalls? Recursion { get; set; }

    public LockTracker Locks { get; }

    /// <summary>What threads were given.</summary>
    public ThreadLoans Loans { get; }

    /// <summary>Threads that a loop lies behind that joined them.</summary>
    public JoinedLoops JoinedLoops { get; }

    public StatedJoins StatedJoins { get; }

    /// <summary>What is held where a thread may be cancelled.</summary>
    public CancellationChecks Cancellation { get; }

    public ReleaseChecks Releases { get; }

    /// <summary>Sizes of objects, and what goes beyond them.</summary>
    public BoundsChecks Bounds { get; }

    public CalleeDefects CalleeDefects { get; } = new();

    public StackAddresses StackAddresses { get; }

    /// <summary>Reads of what was never written.</summary>
    public InitializationChecks Initialization { get; }

    /// <summary>Uses of pointers that were never set.</summary>
    public UnsetPointers Unset { get; }

    public NullResults NullResults { get; }

    public CleanupHandlers Cleanups { get; }

    /// <summary>Those of them that are called.</summary>
    public CalledHandlers CalledCleanups { get; }

    /// <summary>What threads are handed, and what becomes of it.</summary>
    public ThreadArguments ThreadArguments { get; }

    /// <summary>Calls that a forked child or a signal handler must not make.</summary>
    public AsyncSafety Safety { get; }

    /// <summary>Losses that hang on what callers give.</summary>
    public EntryDefects EntryDefects { get; }

    public ReallocSizes ReallocSizes { get; }

    /// <summary>What comes from outside the program.</summary>
    public OutsideValues Outside { get; }

    public SizeProducts SizeProducts { get; }

    public void Apply(AbstractState state, int number, CallInstruction call, List<AbstractState> next)
    {
        var arguments = new Value[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = call.Arguments[i] is RecordValueExpression record
                ? evaluator.Evaluate(state, record.Address)
                : evaluator.Evaluate(state, call.Arguments[i]);
        }

        if (call.DirectCallee is { } symbol)
        {
            int? copy = context.Program.Calls.Copy(context.Code.Linked.Id, call);
            To(state, number, call, copy is { } bound ? context.Program.Functions[bound] : context.Program.Function(context.UnitIndex, symbol), symbol, context.UnitIndex, arguments, next);
        }
        else
        {
            Through(state, number, call, evaluator.Evaluate(state, call.Callee), arguments, next);
        }
    }

    /// <summary>The call goes through a pointer.</summary>
    public void Through(AbstractState state, int number, CallInstruction call, Value callee, Value[] arguments, List<AbstractState> next)
    {
        if (!pointerCalls.Apply(state, number, call, path.Resolve(state, callee), arguments, next))
        {
            Safety.Unknown(state, number, callee);
            Unknown(state, number, call, arguments);
            next.Add(state);
        }
    }

    /// <summary>The call goes to a function.</summary>
    /// <param name="target">Null where it has no body.</param>
    /// <param name="symbol">What it is called in a unit.</param>
    public void To(AbstractState state, int number, CallInstruction call, LinkedFunction? target, Symbol symbol, int unit, Value[] arguments, List<AbstractState> next)
    {
        // A sample may define it, as nothing, to be linked and run.
        if (symbol.Name == "CLEAK_REVEAL")
        {
            Reveal(state, number, call, arguments);
            next.Add(state);
            return;
        }

        JoinedLoops.Settle(state, number);
        if (context.Program.Models.Find(unit, symbol) is { } model)
        {
            allocatorCalls.Check(state, number, symbol, model, arguments);
            int from = next.Count, events = context.History.Count;
            models.Apply(state, number, call, model, arguments, next);
            if (Cancellation.IsOn)
            {
                Cancellation.After(next, from, number, model, events);
            }

            return;
        }

        if (target is not null)
        {
            Notes.Called(state, number, target.Id);

            FunctionSummary? summary = summaries.Find(target.Id);
            if (summary is not null)
            {
                allocatorCalls.CheckDeclaration(number, symbol, summary);
                application.Apply(state, number, call, summary, arguments, next);
                return;
            }

            if (context.Program.Endless[target.Id])
            {
                NoteEnd(state);
                context.Pool.Release(state);
                return;
            }

            if (Recursion?.Find(target.Id) is { } reach)
            {
                Reaching(state, number, call, arguments, reach, next);
                return;
            }
        }

        Safety.Unknown(state, number, Value.None);
        Unknown(state, number, call, arguments);
        next.Add(state);
    }

    /// <summary>
    /// A call of which only the reach is known: what is pointed to is unknown afterwards, but what is not kept in there is the caller's still.
    /// </summary>
    public void Reaching(AbstractState state, int number, CallInstruction call, Value[] arguments, Reach reach, List<AbstractState> next)
    {
        state.KeptCount = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (reach.MayKeep(i))
            {
                Escape(state, number, arguments[i], call.Arguments[i].Type);
            }
            else if (path.Resolve(state, arguments[i]) is { IsTerm: true } given)
            {
                tracker.EscapeContents(state, context.Terms.Object(given.Term));
                if (call.Arguments[i].Type is { IsPointer: true, IsElementConst: false })
                {
                    memory.Forget(state, given, -1, number, null);
                }
            }
        }

        if (reach.HavocsGlobals)
        {
            HavocGlobals(state, number);
        }

        SetResult(state, number, call, Value.None);
        next.Add(state);
    }

    /// <summary>What the callee may call counts, whatever else of it does not.</summary>
    public void NoteCalls(AbstractState state, int number, FunctionSummary callee, Value[] arguments) => application.NoteCalls(state, number, callee, arguments);

    /// <summary>A call of which nothing is known but the types.</summary>
    private void Unknown(AbstractState state, int number, CallInstruction call, Value[] arguments)
    {
        state.KeptCount = 0;
        Notes.MayWait = true;
        ThreadLoans.Waited(state);
        for (int i = 0; i < arguments.Length; i++)
        {
            Escape(state, number, arguments[i], call.Arguments[i].Type);
        }

        HavocGlobals(state, number);
        SetResult(state, number, call, Value.None);
    }

    /// <summary>The variables that other functions may write are unknown from here on.</summary>
    public void HavocGlobals(AbstractState state, int number)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            int root = context.Cells.RootOf(state.CellIds[i]);
            if (context.Terms[root].Kind == TermKind.GlobalAddress && !GhostCells.Is(context.Cells[state.CellIds[i]], GhostCells.Lock) && !context.Program.Variables[context.Terms[root].A].Symbol.IsConst)
            {
                tracker.Escape(state, state.CellValues[i]);
                state.RemoveCellAt(i);
            }
        }

        for (int i = state.DefaultCount - 1; i >= 0; i--)
        {
            if (context.Terms[state.DefaultTerms[i]].Kind == TermKind.GlobalAddress)
            {
                state.RemoveDefaultAt(i);
            }
        }

        state.GlobalStamp = memory.Stamp(state, number);
    }

    /// <summary>A value goes to code that is not seen: it may be kept, and what it reaches may be written.</summary>
    public void Escape(AbstractState state, int number, Value value, IrType type)
    {
        value = path.Resolve(state, value);
        tracker.Escape(state, value);
        if (value.IsTerm && type.IsPointer && !type.IsElementConst)
        {
            memory.Forget(state, value, -1, number, null);
        }
    }

    public void SetResult(AbstractState state, int number, CallInstruction call, Value value)
    {
        if (call.Temporary >= 0)
        {
            if (value.IsNone || value.IsUninitialized)
            {
                (long low, long high) = TermTable.Range(call.ResultType);
                value = tracker.FreshValue(state, number, 1, low, high);
            }

            state.SetTemporary(call.Temporary, value);
        }
        else if (call.ResultAddress is not null)
        {
            memory.Forget(state, evaluator.Evaluate(state, call.ResultAddress), call.ResultType.Size, number, tracker.Noted);
        }
    }

    /// <summary>What a released block is used for is a fact, once for each block and path.</summary>
    /// <param name="inner">The use inside a callee, where it is one.</param>
    public void CheckUse(AbstractState state, int number, Value address, Expression expression, TraceStep? inner)
    {
        int at = state.ResourceCount == 0 ? -1 : state.FindResource(context.Terms.Object(address.Term));
        if (at >= 0 && state.Resources[at].State == ResourceState.Moved)
        {
            stale.Check(state, number, at, address, NameOf(expression, number), inner);
            return;
        }

        if (at >= 0 && state.Resources[at] is { State: ResourceState.Released } resource && resource.Kind != ResourceKind.Thread && !resource.Has(ResourceFlags.Reported) && !resource.Has(ResourceFlags.Imprecise))
        {
            RecordUse(state, number, at, expression, inner);
        }
    }

    // What records is apart from what checks: a lambda's captures are made where its method begins, and nearly no check finds anything.
    private void RecordUse(AbstractState state, int number, int at, Expression expression, TraceStep? inner)
    {
        Resource resource = state.Resources[at];
        state.Resources[at] = resource with { Flags = resource.Flags | ResourceFlags.Reported };
        string name = NameOf(expression, number);
        string callee = recorder.CalleeName(number);
        string text = inner is not null && callee.Length > 0 ? $"'{callee}' uses it" : name.Length > 0 ? $"'{name}' is used" : "used";
        TraceStep last = new(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Use | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        int entry = EntryDefects.Own(state, DefectKind.UseAfterRelease, number);
        recorder.Record(DefectKind.UseAfterRelease, number, context.History[resource.Last].Instruction, resource, state.History, last, defect => defect with
        {
            EntryNumber = entry,
            Subject = name,
            Callee = recorder.CalleeName(context.History[resource.Last].Instruction),
        });
    }

    /// <summary>A block is released.</summary>
    public void Release(AbstractState state, int number, Value value, ResourceKind kind, string family, int argument, TraceStep? inner)
    {
        value = path.Resolve(state, value);
        if (!value.IsTerm || (kind == ResourceKind.Descriptor && value.Offset != 0))
        {
            // A descriptor so far from another is none that has a name.
            return;
        }

        if (context.HasThreadKeys)
        {
            context.ThreadKeys.Gone(context.Terms.Object(value.Term));
        }

        if (kind == ResourceKind.Heap && Releases.Check(state, number, value, argument, inner))
        {
            return;
        }

        ReleaseAt(state, number, context.Terms.Object(value.Term), context.Terms[value.Term].Kind == TermKind.Element ? Resource.Somewhere : value.Offset, kind, family, argument, inner);
    }

    /// <summary>The block that a term names is released, by an address at a distance from it.</summary>
    public void ReleaseAt(AbstractState state, int number, int block, int distance, ResourceKind kind, string family, int argument, TraceStep? inner)
    {
        var value = Value.Of(block);
        int at = state.FindResource(block);
        if (at >= 0 && kind == ResourceKind.Heap && ThreadArguments.ReleaseByRunningThread(state, state.Resources[at], out int creation) is { } byThread)
        {
            context.History.Record(state, creation, EventKind.Release, block, recorder.Nest(byThread));
            state.Resources[at] = state.Resources[at] with { State = ResourceState.Released, Last = state.History };
        }

        if (at >= 0 && state.Resources[at] is { State: ResourceState.Released or ResourceState.Moved } resource && !resource.Has(ResourceFlags.Imprecise))
        {
            if (!resource.Has(ResourceFlags.Reported) && kind != ResourceKind.Thread)
            {
                RecordSecondRelease(state, number, at, argument, inner);
            }

            return;
        }

        if (at >= 0)
        {
            CheckFamily(state, number, at, kind, family, argument, inner);
        }

        ref readonly Term term = ref context.Terms[value.Term];
        bool isKept = at >= 0 ? state.Resources[at].State == ResourceState.Escaped : GivenBlocks.HangsOnKept(context.Terms, state, block);
        if (term.IsObjectAddress || isKept)
        {
            // A release of what others may hold is theirs too; it is not tracked on.
            if (isKept)
            {
                Resource kept = at >= 0 ? state.Resources[at] : GivenBlocks.Kept(block);
                state.SetResource(kept with { State = ResourceState.Released, Flags = kept.Flags | ResourceFlags.Imprecise | ResourceFlags.ContentsKept, ReleasedAt = distance });
            }
            else if (at >= 0)
            {
                state.Resources[at] = state.Resources[at] with { State = ResourceState.Released, Flags = state.Resources[at].Flags | ResourceFlags.Imprecise, ReleasedAt = distance };
            }

            return;
        }

        tracker.RememberName(state, value.Term);
        tracker.EscapeElements(state, value);
        tracker.Transition(state, value.Term, kind, ResourceState.Released, context.Family(family), EventKind.Release, number, inner is null ? 0 : recorder.Nest(inner));
        int now = state.FindResource(value.Term);
        state.Resources[now] = state.Resources[now] with { ReleasedAt = distance };
        if (term.Kind == TermKind.Merged || tracker.StandsForMany(value.Term) || application.Unlinked.IsLeftBehind(state, value.Term))
        {
            state.Resources[now] = state.Resources[now] with { Flags = state.Resources[now].Flags | ResourceFlags.Imprecise };
        }

        if (kind == ResourceKind.Heap)
        {
            // What only the block held has lost its holder, and what stood in it is nobody's.
            DropContents(state, value.Term, number);
        }
    }

    private void RecordSecondRelease(AbstractState state, int number, int at, int argument, TraceStep? inner)
    {
        Resource resource = state.Resources[at];
        state.Resources[at] = resource with { Flags = resource.Flags | ResourceFlags.Reported };
        string name = inner is not null && tracker.NameOf(resource.Term) is { Length: > 0 } known ? known : recorder.NameOfArgument(number, argument);
        TraceStep last = new(context.Code.Span(number), context.Function.Name, $"{ResourceWords.Released(resource.Kind)} again by '{recorder.CalleeName(number)}'", FlowStepKinds.Release | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        int entry = EntryDefects.Own(state, DefectKind.DoubleRelease, number);
        recorder.Record(DefectKind.DoubleRelease, number, context.History[resource.Last].Instruction, resource, state.History, last, defect => defect with
        {
            EntryNumber = entry,
            Subject = name,
            Callee = recorder.CalleeName(number),
        });
    }

    /// <summary>What one family of functions handed out goes back to another.</summary>
    private void CheckFamily(AbstractState state, int number, int at, ResourceKind kind, string family, int argument, TraceStep? inner)
    {
        Resource resource = state.Resources[at];
        bool isTold = resource.Acquired >= 0 && resource.State == ResourceState.Live && !resource.Has(ResourceFlags.Reported) && !resource.Has(ResourceFlags.Imprecise);
        string acquired = context.Families[resource.Family];
        if (isTold && acquired.Length > 0 && family.Length > 0 && (acquired != family || resource.Kind != kind))
        {
            RecordMismatch(state, number, at, acquired, argument, inner);
        }
    }

    private void RecordMismatch(AbstractState state, int number, int at, string acquired, int argument, TraceStep? inner)
    {
        Resource resource = state.Resources[at];
        state.Resources[at] = resource with { Flags = resource.Flags | ResourceFlags.Reported };
        int acquisition = context.History[resource.Acquired].Instruction;
        string name = tracker.NameOf(resource.Term) is { Length: > 0 } known ? known : recorder.NameOfArgument(number, argument);
        TraceStep last = new(context.Code.Span(number), context.Function.Name, $"released by '{recorder.CalleeName(number)}', which is not for it", FlowStepKinds.Release | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        int entry = EntryDefects.Own(state, DefectKind.MismatchedRelease, number);
        recorder.Record(DefectKind.MismatchedRelease, number, acquisition, resource, state.History, last, defect => defect with
        {
            EntryNumber = entry,
            Subject = name,
            Callee = recorder.CalleeName(number),
            Acquirer = recorder.CalleeName(acquisition),
            Family = acquired,
        });
    }

    private void DropContents(AbstractState state, int term, int number)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            if (context.Cells.RootOf(state.CellIds[i]) == term)
            {
                tracker.NoteGone(state, state.CellIds[i], state.CellValues[i], number);
                state.RemoveCellAt(i);
            }
        }
    }

    /// <summary>The running thread leaves its own handle where others find it.</summary>
    public void NoteSelf(Value value, BasicBlock block, Expression address)
    {
        if (value.IsTerm && context.Terms[value.Term] is { Kind: TermKind.Fresh, A: SelfInstruction } && HandlePlaces.Of(context, block, address) is { IsKnown: true } place)
        {
            Notes.SelfPlaces.Add(place);
        }
    }

    /// <summary>A thread is cancelled.</summary>
    public void NoteCancelled(int number, Expression argument, Value handle)
    {
        if (HandlePlaces.OfValue(context, context.Code.BlockOf(number), argument) is { IsKnown: true } place)
        {
            Notes.CancelledPlaces.Add(place);
        }

        if (handle.IsTerm && context.Terms[handle.Term] is { Kind: TermKind.Parameter } parameter)
        {
            Notes.CancelsParameter |= 1u << Math.Min(parameter.A, 31);
        }
        else if (handle.IsTerm && context.Terms[handle.Term] is { Kind: TermKind.Acquired } created)
        {
            Notes.Creation(created.A).IsCancelled = true;
        }
    }

    /// <summary>The path ends without coming back.</summary>
    public void NoteEnd(AbstractState state) => Safety.Forks.Ends(state);

    /// <summary>A handle that is stored beyond the function's locals: the place goes with its creation.</summary>
    public void NoteKept(AbstractState state, Value value, BasicBlock block, Expression address)
    {
        int at = ResourceTracker.Find(state, value);
        if (at < 0 || state.Resources[at] is not { Kind: ResourceKind.Thread, Acquired: >= 0 } thread)
        {
            return;
        }

        HandlePlace place = HandlePlaces.Of(context, block, address);
        if (place.IsKnown)
        {
            Notes.Creation(context.History[thread.Acquired].Instruction).Places.Add(place);
        }
    }

    /// <summary>The path runs into the null page: the process ends, and what failed before it is all that is to be said.</summary>
    public void EndByCrash(AbstractState state) => Notes.CrashEnds(state);

    public void EndThread(AbstractState state, int number, Value handle, bool isDetach, TraceStep inner, bool isCertain) => models.EndThread(state, number, handle, isDetach, inner, isCertain);

    /// <summary>The function returns: addresses of what ends with it are nobody's to have.</summary>
    public void Leave(AbstractState state, int number, Value value)
    {
        StackAddresses.CheckReturn(state, number, value);
        state.KeptCount = 0;
        Loans.FunctionEnded(state, number, isReturn: true);
    }

    /// <summary>The function returns, and its variables are gone: what keys of thread-specific data hold now.</summary>
    public void NoteThreadValues(AbstractState state, Value result)
    {
        if (context.HasThreadKeys)
        {
            context.ThreadKeys.Return(state, path.Resolve(state, result), tracker, recorder);
        }
    }

    /// <summary>The thread that runs this ends here. The state is used up.</summary>
    /// <param name="inner">The end inside a callee, where it is one.</param>
    public void EndThreadPath(AbstractState state, int number, Value value, TraceStep? inner)
    {
        context.History.Record(state, number, EventKind.ThreadEnd, 0, inner is null ? 0 : recorder.Nest(inner));
        StackAddresses.CheckThreadResult(state, number, value);
        Loans.FunctionEnded(state, number, isReturn: false);
        Notes.ThreadEnds(state, number, path.Resolve(state, value));
    }

    /// <summary>A cleanup handler has run, and the thread goes on ending. The state is used up.</summary>
    public void Unwind(AbstractState state)
    {
        if (!state.IsUnwinding)
        {
            // The way of a thread that is cancelled: it is not followed.
            context.Pool.Release(state);
            return;
        }

        int end = state.History;
        while (end >= 0 && context.History[end].Kind != EventKind.ThreadEnd)
        {
            end = context.History[end].Parent;
        }

        if (end < 0)
        {
            context.Pool.Release(state);
            return;
        }

        int result = state.FindCell(context.Cells.Intern(ThreadResult(context)));
        Notes.ThreadEnds(state, context.History[end].Instruction, result < 0 ? Value.None : path.Resolve(state, state.CellValues[result]));
    }

    /// <summary>Where the value stands that a thread ends with, and that a function returns.</summary>
    public static Cell ThreadResult(AnalysisContext context) => new(context.Terms.ResultObject(), 0, 8, 0, 0);

    private string NameOf(Expression expression, int number)
    {
        BasicBlock block = context.Code.BlockOf(number);
        string place = context.Code.IsTerminator(number) || context.Code.Instruction(number) is CallInstruction
            ? ExpressionText.Value(context.Function, block, expression)
            : ExpressionText.Place(context.Function, block, expression);
        return place;
    }

    private void Reveal(AbstractState state, int number, CallInstruction call, Value[] arguments)
    {
        if (arguments.Length > 0)
        {
            Notes.Reveal(number, StateText.Describe(context, path, state, arguments[0]));
        }

        SetResult(state, number, call, Value.Zero);
    }
}
