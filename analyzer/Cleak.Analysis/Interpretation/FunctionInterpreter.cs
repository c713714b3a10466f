using System.Text;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Follows every path of one function over disjunctive symbolic states: blocks in reverse postorder, loops a few turns exactly and then
/// widened, so that the code behind a loop always has a state. Budgets count steps: the same function gives the same facts on any run.
/// </summary>
internal sealed class FunctionInterpreter
{
    private readonly AnalysisContext context;
    private readonly PathCondition path;
    private readonly Evaluator evaluator;
    private readonly Memory memory;
    private readonly ResourceTracker tracker;
    private readonly DefectRecorder recorder;
    private readonly ProgramNotes notes = new();
    private readonly CallTransfer calls;
    private readonly TransferFunction transfer;
    private readonly StateMerger merger;
    private readonly ThreadLosses threadLosses;
    private readonly StateReduction reduction;
    private readonly SummarySet summaries;
    private readonly EngineLimits limits;

    private readonly List<AbstractState>?[] pending;
    private readonly HashSet<ulong>?[] seen;
    private readonly List<AbstractState>?[] widened;
    private readonly PlaceQueue queue;
    private readonly List<(AbstractState State, int Return)> returns = [];
    private readonly List<AbstractState> threadEnds = [];
    private readonly Stack<(AbstractState State, int Number, Value Value)> ending = [];
    private readonly StringBuilder? dump;
    private readonly int budget;
    private int steps;
    private int widenings;
    private bool isIncomplete;

    public FunctionInterpreter(Program program, LinkedFunction function, SummarySet summaries, EngineLimits limits, Workspace workspace, bool dumpStates = false, RecursiveCalls? recursion = null)
    {
        workspace.Clear();
        context = new AnalysisContext(program, new FunctionCode(function), workspace);
        path = new PathCondition(context) { Narrowed = ResourceTracker.Narrowed };
        evaluator = new Evaluator(context, path);
        memory = new Memory(context, path);
        path.BecameEqual = new BlocksInPlace(context, memory).BecameEqual;
        tracker = new ResourceTracker(context, path, memory);
        recorder = new DefectRecorder(context);
        calls = new CallTransfer(context, path, evaluator, memory, tracker, recorder, summaries, notes) { Recursion = recursion };
        transfer = new TransferFunction(context, path, evaluator, memory, tracker, recorder, calls);
        merger = new StateMerger(context, path);
        threadLosses = new ThreadLosses(context, path, tracker, recorder);
        reduction = new StateReduction(context, merger, summaries);
        this.summaries = summaries;
        this.limits = limits;
        notes.CrashEnds = EndByCrash;
        notes.ThreadEnds = EndThread;
        int blocks = function.Function.Blocks.Length;
        pending = new List<AbstractState>?[blocks];
        seen = new HashSet<ulong>?[blocks];
        widened = new List<AbstractState>?[blocks];
        queue = new PlaceQueue(blocks);
        budget = limits.WorkPerFunction + (limits.WorkPerBlock * blocks);
        dump = dumpStates ? new StringBuilder() : null;
    }

    /// <summary>The states at each block as text, where they were asked for.</summary>
    public string Dump => dump?.ToString() ?? "";

    public (FunctionFacts Facts, FunctionSummary Summary) Run()
    {
        Enqueue(0, Entry());
        while (queue.TryTake(out int place))
        {
            int block = context.Code.BlockAt(place);
            if (Work > budget * limits.BudgetsToTheEnd)
            {
                isIncomplete = true;
                break;
            }

            Execute(block);
        }

        calls.Safety.CheckReturns(returns);
        new LockBalance(context, path, calls.Locks, recorder).Check(returns);
        var builder = new SummaryBuilder(context, path, merger, recorder, notes, calls.Initialization, calls.Outside, calls.SizeProducts, calls.Safety, calls.EntryDefects);
        FunctionSummary summary = builder.Build(returns, threadEnds, isIncomplete, limits.CasesPerSummary);
        return (Facts(summary), summary);
    }

    private int Work => steps + context.Work;

    /// <summary>From here on states are merged wherever they meet.</summary>
    private bool IsOverBudget => Work > budget || context.Pool.Count > limits.StatesAtOnce;

    /// <summary>States that may stand side by side once the budget is spent.</summary>
    private int StatesOverBudget => Work > budget * limits.BudgetsToOneState || context.Pool.Count > limits.StatesAtOnce ? 1 : limits.StatesOverBudget;

    private AbstractState Entry()
    {
        AbstractState state = context.Pool.New();
        for (int i = 0; i < context.Function.ParameterCount; i++)
        {
            Local parameter = context.Function.Locals[i];
            Value value = context.Code.Linked.BindingOf(i) is { } bound ? Value.Of(context.Terms.FunctionAddress(bound))
                : parameter.Type.IsScalar ? Value.Of(context.Terms.Parameter(i, parameter.Type)) : Value.None;
            if (parameter.Type.IsScalar)
            {
                memory.Write(state, Value.Of(context.Terms.LocalAddress(i)), value, Memory.Width(parameter.Type), default, 0, null);
            }
            else
            {
                // A record passed by value is the callee's own copy, which holds what the caller's does.
                int copy = context.Terms.LocalAddress(i);
                memory.Reset(state, copy, ObjectDefault.Initial, 0);
                memory.Copy(state, Value.Of(copy), Value.Of(context.Terms.Parameter(i, parameter.Type)), parameter.Type, 0, null);
            }
        }

        return state;
    }

    private void Enqueue(int block, AbstractState state)
    {
        (pending[block] ??= context.Pool.NewList()).Add(state);
        queue.Add(context.Code.Priority(block));
    }

    private void Execute(int block)
    {
        List<AbstractState> batch = pending[block]!;
        pending[block] = null;
        bool isJoin = context.Code.IsJoin(block);
        if (isJoin)
        {
            batch = Join(block, batch);
        }

        foreach (AbstractState state in batch)
        {
            steps++;
            if (dump is not null)
            {
                dump.Append(System.Globalization.CultureInfo.InvariantCulture, $"b{block}: state {steps}\n").Append(StateText.Print(context, state));
            }

            Run(block, state);
        }

        context.Pool.Release(batch);
    }

    /// <summary>Makes states canonical, drops what was seen, merges what is too much, widens what comes round once more.</summary>
    private List<AbstractState> Join(int block, List<AbstractState> batch)
    {
        bool isOverBudget = IsOverBudget;
        HashSet<ulong> known = seen[block] ??= context.Pool.NewHashes();
        List<AbstractState> fresh = context.Pool.NewList();
        int depth = Math.Min(context.Code.LoopDepth(block), EngineLimits.MaxLoopDepth);
        foreach (AbstractState state in batch)
        {
            merger.Canonicalize(state, block);
            state.ComputeHash();
            bool isLate = depth > 0 && (Rounds(state, depth) > limits.ExactRounds || isOverBudget);
            if (isLate)
            {
                Widen(block, state, fresh, isOverBudget);
            }
            else if (known.Add(state.Hash))
            {
                fresh.Add(state);
            }
            else
            {
                context.Pool.Release(state);
            }
        }

        bool onlyReturns = !isOverBudget && context.Code.IsBareReturn(block);
        if (fresh.Count > (onlyReturns ? limits.StatesPerReturn : 1))
        {
            reduction.Reduce(block, block, fresh, known, isOverBudget ? 1 : onlyReturns ? limits.StatesPerReturn : limits.StatesPerJoin, isOverBudget ? StatesOverBudget : onlyReturns ? limits.StatesPerReturn : limits.StatesPerJoinHard);
        }

        context.Pool.Release(batch);
        return fresh;
    }

    private void Widen(int block, AbstractState state, List<AbstractState> fresh, bool isOverBudget)
    {
        List<AbstractState> heads = widened[block] ??= [];
        AbstractState? match = heads.Find(head => head.Shape == state.Shape);
        if (match is null && heads.Count >= (isOverBudget ? StatesOverBudget : limits.StatesPerJoin))
        {
            // No two resources stand alike any more: one state stands for them all, and says less.
            match = MergeChoice.Nearest(heads, state);
        }

        if (match is null)
        {
            heads.Add(context.Pool.Copy(state));
            fresh.Add(state);
            return;
        }

        widenings++;
        ulong before = match.Hash;
        merger.Merge(match, state, block, widen: true);
        context.Pool.Release(state);
        merger.Canonicalize(match, block);
        match.ComputeHash();
        if (match.Hash != before && ++match.Widenings <= limits.WidenedRounds)
        {
            fresh.Add(context.Pool.Copy(match));
        }
    }

    private static int Rounds(AbstractState state, int depth) => (state.Rounds >> ((depth - 1) * 4)) & 0xF;

    /// <summary>
    /// Runs a block for one state. A call may split it; when the parts become too many, those whose resources stand alike are merged
    /// between two instructions, or a row of calls would multiply them.
    /// </summary>
    private void Run(int block, AbstractState entry)
    {
        BasicBlock code = context.Function.Blocks[block];
        int first = context.Code.First(block);
        bool isRepeated = context.Code.IsRepeated(block);
        tracker.BeginBlock();
        List<AbstractState> states = context.Pool.NewList(), next = context.Pool.NewList();
        states.Add(entry);
        for (int i = 0; i < code.Instructions.Length && states.Count > 0; i++)
        {
            next.Clear();
            foreach (AbstractState state in states)
            {
                context.GivenNames.Begin(first + i, isRepeated);
                transfer.Apply(state, first + i, code.Instructions[i], next);
                RunHandlers();
            }

            (states, next) = (next, states);
            bool isOverBudget = IsOverBudget;
            if (states.Count > next.Count)
            {
                steps += states.Count;
                reduction.Reduce(context.Function.Blocks.Length + first + i, StateMerger.NoBlock, states, null, isOverBudget ? 1 : limits.StatesPerJoin, isOverBudget ? StatesOverBudget : limits.StatesPerJoinHard);
            }
        }

        foreach (AbstractState state in states)
        {
            context.GivenNames.Begin(context.Code.TerminatorNumber(block), isRepeated);
            Finish(block, code.Terminator, state);
        }

        context.Pool.Release(states);
        context.Pool.Release(next);
        tracker.BeginBlock();
    }

    private void Finish(int block, Terminator terminator, AbstractState state)
    {
        int number = context.Code.TerminatorNumber(block);
        switch (terminator)
        {
            case GotoTerminator jump:
                tracker.FindLost(state, block, Value.None);
                Leave(block, jump.Target, state);
                break;
            case BranchTerminator branch:
                Branch(block, number, branch, state);
                break;
            case SwitchTerminator choice:
                Switch(block, number, choice, state);
                break;
            case IndirectGotoTerminator indirect:
                tracker.FindLost(state, block, Value.None);
                foreach (int target in indirect.Successors.Distinct())
                {
                    Leave(block, target, context.Pool.Copy(state));
                }

                context.Pool.Release(state);
                break;
            case ReturnTerminator result:
                Return(block, number, result, state);
                break;
            default:
                calls.NoteEnd(state);
                context.Pool.Release(state);
                break;
        }
    }

    private void Branch(int block, int number, BranchTerminator branch, AbstractState state)
    {
        Value condition = evaluator.Evaluate(state, branch.Condition);
        condition = condition.IsUninitialized ? Value.None : condition;
        AbstractState other = context.Pool.Copy(state);
        bool whenTrue = path.Assume(state, condition, true), whenFalse = path.Assume(other, condition, false);
        bool isDecision = whenTrue && whenFalse;

        // What only the question names is lost behind it: its answer may say that there is nothing to lose.
        if (whenTrue)
        {
            tracker.FindLost(state, block, Value.None);
            if (isDecision)
            {
                context.History.Record(state, number, EventKind.Branch, 0, 1);
            }

            Leave(block, branch.WhenTrue, state);
        }
        else
        {
            context.Pool.Release(state);
        }

        if (whenFalse)
        {
            tracker.FindLost(other, block, Value.None);
            if (isDecision)
            {
                context.History.Record(other, number, EventKind.Branch, 0, 0);
            }

            Leave(block, branch.WhenFalse, other);
        }
        else
        {
            context.Pool.Release(other);
        }
    }

    private void Switch(int block, int number, SwitchTerminator choice, AbstractState state)
    {
        Value value = evaluator.Evaluate(state, choice.Value);
        tracker.FindLost(state, block, Value.None);
        value = value.IsUninitialized ? Value.None : value;
        for (int i = 0; i < choice.Cases.Length; i++)
        {
            SwitchCase label = choice.Cases[i];
            AbstractState taken = context.Pool.Copy(state);
            Value now = path.Resolve(taken, value);
            if (now.IsNone || (path.Bound(taken, now, label.Low, label.High) && (label.Low != label.High || path.AssumeEqual(taken, now, context.Terms.Constant(label.Low)))))
            {
                context.History.Record(taken, number, EventKind.Branch, 0, i);
                Leave(block, label.Target, taken);
            }
            else
            {
                context.Pool.Release(taken);
            }
        }

        Value rest = path.Resolve(state, value);
        foreach (SwitchCase label in choice.Cases)
        {
            bool possible = true;
            if (context.Terms.TryConstant(rest, out long constant))
            {
                possible = constant < label.Low || constant > label.High;
            }
            else if (rest.IsTerm && label.Low == label.High)
            {
                possible = path.Exclude(state, rest.Term, label.Low - rest.Offset);
            }

            if (!possible)
            {
                context.Pool.Release(state);
                return;
            }
        }

        context.History.Record(state, number, EventKind.Branch, 0, choice.Cases.Length);
        Leave(block, choice.DefaultTarget, state);
    }

    private void Leave(int from, int to, AbstractState state)
    {
        if (context.Code.IsLoopHead(to))
        {
            int shift = (Math.Min(context.Code.LoopDepth(to), EngineLimits.MaxLoopDepth) - 1) * 4;
            int rounds = (state.Rounds >> shift) & 0xF;
            bool isBack = FunctionCode.IsBackEdge(from, to);
            state.Rounds = (state.Rounds & ~(0xF << shift)) | ((isBack ? Math.Min(rounds + 1, 15) : 0) << shift);
            if (isBack)
            {
                context.History.Record(state, context.Code.TerminatorNumber(from), EventKind.LoopBack, 0);
                ReportLost(state, atReturn: false);
            }
        }

        Enqueue(to, state);
    }

    private void Return(int block, int number, ReturnTerminator result, AbstractState state)
    {
        Value value = Value.None;
        if (result.Value is RecordValueExpression record)
        {
            Value source = evaluator.Evaluate(state, record.Address);
            tracker.EscapeInPlace(state, path.Resolve(state, source));
            memory.Copy(state, Value.Of(context.Terms.ResultObject()), source, record.Type, number, null);
        }
        else if (result.Value is not null)
        {
            value = evaluator.Evaluate(state, result.Value);
        }

        calls.StackAddresses.CheckReturn(state, number, value);
        if (calls.Safety.Vfork.Return(state, number))
        {
            context.Pool.Release(state);
            return;
        }

        calls.Safety.Forks.Returns(state, endsProcess: context.Function.Name == "main");
        calls.Safety.Errno?.Return(state);
        calls.JoinedLoops.Settle(state, number);
        state.KeptCount = 0;
        calls.Loans.FunctionEnded(state, number, isReturn: true);
        DropLocals(state, number);
        tracker.FindLost(state, block, value);
        ReportLost(state, atReturn: true);
        calls.NoteThreadValues(state, value);
        if (context.Function.ParameterCount == 1 && context.Function.Type.Element is { IsPointer: true, Element.Kind: TypeKind.Void })
        {
            threadLosses.RecordResult(state, number, value, DefectKind.LeftAsResult);
        }

        if (!value.IsNone)
        {
            state.SetCell(context.Cells.Intern(new Cell(context.Terms.ResultObject(), 0, 8, 0, 0)), path.Resolve(state, value));
        }

        state.TemporaryCount = 0;
        returns.Add((state, number));
    }

    /// <summary>What the function's own variables hold goes with them.</summary>
    private void DropLocals(AbstractState state, int number)
    {
        tracker.RememberNames(state);
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            if (context.Terms[context.Cells.RootOf(state.CellIds[i])].IsStackAddress)
            {
                tracker.NoteGone(state, state.CellIds[i], state.CellValues[i], number);
                state.RemoveCellAt(i);
            }
        }
    }

    /// <summary>Losses on a path that goes on are facts: at a return, or where a loop goes round.</summary>
    private void ReportLost(AbstractState state, bool atReturn)
    {
        for (int i = state.ResourceCount - 1; i >= 0; i--)
        {
            Resource resource = state.Resources[i];
            if (resource.State != ResourceState.Lost)
            {
                continue;
            }

            if (!resource.Has(ResourceFlags.Reported))
            {
                RecordLost(state, resource, atReturn);
            }

            state.RemoveResourceAt(i);
        }
    }

    private void RecordLost(AbstractState state, Resource resource, bool atReturn)
    {
        if (resource.Has(ResourceFlags.LostByRealloc))
        {
            RecordReallocLost(state, resource);
            return;
        }

        if (resource.Acquired < 0 || resource.Has(ResourceFlags.Imprecise))
        {
            return;
        }

        int acquired = context.History[resource.Acquired].Instruction;
        if (resource.Has(ResourceFlags.Alternative) && AskedMembers.IsNumberRead(context, acquired))
        {
            return;
        }

        int lost = context.History[resource.Last].Instruction;
        if (resource.Kind == ResourceKind.Heap && calls.ThreadArguments.CreationThatLost(state, resource) is var creation and not -1)
        {
            threadLosses.RecordArgument(state, resource, acquired, creation);
            return;
        }

        if (resource.Kind == ResourceKind.Thread && calls.StatedJoins.Lie(acquired, lost))
        {
            return;
        }

        if (IsDroppedRealloc(acquired, lost))
        {
            recorder.Record(DefectKind.ReallocLost, acquired, lost, resource, state.History, null, defect => defect with { Callee = recorder.CalleeName(acquired), Subject = recorder.NameOfArgument(acquired, 0) });
            return;
        }

        bool isOverwritten = resource.Kind == ResourceKind.Thread && !context.Code.IsTerminator(lost) && notes.HasCreation(lost);
        bool isMain = context.Function.Name == "main" && atReturn;
        bool isAtExit = isMain && context.Code.BlockOf(lost).Terminator is ReturnTerminator && resource.Kind != ResourceKind.Thread && !IsStore(lost);
        string stored = recorder.NameOfAcquired(acquired, resource.Kind);
        string name = tracker.NameOf(resource.Term) is { Length: > 0 } held ? held : recorder.NameOfInPlace(acquired) is { Length: > 0 } place ? place : stored;
        DefectKind kind = isAtExit ? DefectKind.LostAtExit : DefectKind.Lost;
        int entry = calls.EntryDefects.Own(state, kind, acquired);
        recorder.Record(kind, acquired, lost, resource, state.History, null, defect => defect with
        {
            EntryNumber = entry,
            Subject = name,
            Callee = recorder.CalleeName(acquired),
            IsOverwritten = isOverwritten,
            IsDropped = context.Code.IsTerminator(lost) || context.Code.Instruction(lost) is LifetimeEndInstruction || context.History.Follows(resource.Last, EventKind.Release),
        });
    }

    /// <summary>The result of a realloc is tested at best, and kept nowhere.</summary>
    private bool IsDroppedRealloc(int acquired, int lost) =>
        context.Code.Instruction(acquired) is CallInstruction { DirectCallee: { } callee } && LibraryModels.Find(callee.Name)?.Behavior == Behavior.Reallocate
        && recorder.NameOfResult(acquired).Length == 0 && !IsStore(lost);

    private bool IsStore(int instruction) => !context.Code.IsTerminator(instruction) && context.Code.Instruction(instruction) is StoreInstruction;

    private void RecordReallocLost(AbstractState state, Resource resource)
    {
        // The event before the loss is the failed realloc of this block.
        int call = -1;
        for (int e = resource.Last; e >= 0; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.ReallocFailed)
            {
                call = context.History[e].Instruction;
                break;
            }
        }

        if (call < 0)
        {
            return;
        }

        string name = recorder.NameOfResult(call);
        int acquired = resource.Acquired >= 0 ? context.History[resource.Acquired].Instruction : -1;
        // Of merged paths only one keeps its history: the loss need not be in it.
        int history = IsOn(state.History, resource.Last) ? state.History : resource.Last;
        SourceSpan end = context.Code.Span(context.History[state.History].Instruction);
        TraceStep last = TraceStep.Here(end, context.Function.Name, "the path goes on without it", FlowStepKinds.Return);
        recorder.Record(DefectKind.ReallocLost, call, acquired, resource, history, last, defect => defect with
        {
            Subject = name.Length > 0 ? name : recorder.NameOfArgument(call, 0),
            Callee = recorder.CalleeName(call),
        });
    }

    private bool IsOn(int history, int step)
    {
        while (history > step)
        {
            history = context.History[history].Parent;
        }

        return history == step;
    }

    /// <summary>A null pointer is used: the process ends here. What the failed realloc lost before is a defect of its own.</summary>
    private void EndByCrash(AbstractState state)
    {
        if (state.History < 0)
        {
            return;
        }

        int block = context.Code.BlockOf(context.History[state.History].Instruction).Ordinal;
        tracker.FindLost(state, block, Value.None);
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i] is { State: ResourceState.Lost } resource && resource.Has(ResourceFlags.LostByRealloc))
            {
                RecordReallocLost(state, resource);
            }
        }
    }

    /// <summary>Handlers that are called where a thread ends, once the instruction that ends it has been followed.</summary>
    private void RunHandlers()
    {
        while (ending.TryPop(out (AbstractState State, int Number, Value Value) end))
        {
            List<AbstractState> after = context.Pool.NewList();
            calls.CalledCleanups.Run(end.State, end.Number, after);
            foreach (AbstractState state in after)
            {
                EndThread(state, end.Number, path.Resolve(state, end.Value));
            }

            context.Pool.Release(after);
        }
    }

    /// <summary>The thread ends here, the process goes on: what the function's variables hold is lost as at a return.</summary>
    private void EndThread(AbstractState state, int number, Value value)
    {
        state.TemporaryCount = 0;
        int result = context.Cells.Intern(CallTransfer.ThreadResult(context));
        if (CleanupHandlers.Next(state) is >= 0 and var handler)
        {
            // Its cleanup handlers run first; what it ends with is kept for them.
            state.IsUnwinding = true;
            state.SetCell(result, value);
            Enqueue(handler, state);
            return;
        }

        if (CleanupHandlers.IsCalled(state))
        {
            ending.Push((state, number, value));
            return;
        }

        state.IsUnwinding = false;
        if (state.FindCell(result) is >= 0 and var kept)
        {
            state.RemoveCellAt(kept);
        }

        DropLocals(state, number);
        tracker.FindLost(state, context.Code.BlockOf(number).Ordinal, value);
        threadLosses.RecordResult(state, number, value, DefectKind.LeftAtThreadEnd);
        if (state.CleanupHandlers == 0)
        {
            ReportLost(state, atReturn: true);
        }

        if (!value.IsNone && !value.IsUninitialized)
        {
            state.SetCell(result, value);
        }

        threadEnds.Add(state);
    }

    private FunctionFacts Facts(FunctionSummary summary)
    {
        bool isSilent = context.Function.Damage is not null;
        return new FunctionFacts(context.Code.Linked)
        {
            Defects = isSilent ? [] : notes.HasCreations ? [.. recorder.Defects, .. new ThreadArrays(context, recorder).Find(notes)] : recorder.Defects,
            Creations = ThreadFacts.Creations(context, notes, recorder),
            ThreadEnds = ThreadFacts.Ends(context, notes, recorder),
            SelfDetach = notes.SelfDetach,
            SelfPlaces = ThreadFacts.Sorted(notes.SelfPlaces),
            EndsThread = threadEnds.Count > 0,
            ThreadKeys = context.HasThreadKeys ? [.. context.ThreadKeys.Facts] : [],
            CancelledPlaces = ThreadFacts.Sorted(notes.CancelledPlaces),
            CancellableCallees = [.. notes.CancellableCallees],
            CalleesWithThreads = ThreadFacts.Called(context, notes),
            ChildHandlers = [.. notes.ChildHandlers],
            PrepareHandlers = [.. notes.PrepareHandlers],
            UnsafeCalls = calls.Safety.Unsafe.Facts(recorder, summary),
            Handlers = calls.Safety.Signals.Facts,
            Forks = calls.Safety.Forks.Facts(recorder),
            ChangesErrno = summary.ChangesErrno,
            LockUses = [.. notes.LockUses.OrderBy(use => use.Lock.ToString(), StringComparer.Ordinal).ThenBy(use => use.Action)],
            PossibleDefects = calls.EntryDefects.Possible,
            UnknownInChild = calls.Safety.UnknownInChild.Count,
            Callees = [.. notes.Callees],
            CreatesThreads = summary.CreatesThreads,
            Revelations = [.. notes.Revelations.Select(r => new Revelation(context.Code.Span(r.Instruction), r.Text))],
            IsIncomplete = isIncomplete,
            Steps = steps + context.Work,
            MergedStates = reduction.Merges + widenings,
        };
    }
}
