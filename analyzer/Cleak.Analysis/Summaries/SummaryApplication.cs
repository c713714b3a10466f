using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Applies a callee's summary at a call: access paths of the callee become values of the caller, cases that contradict what the caller
/// knows drop out, effects follow in order.
/// </summary>
internal sealed class SummaryApplication(
    AnalysisContext context,
    PathCondition path,
    Evaluator evaluator,
    Memory memory,
    ResourceTracker tracker,
    DefectRecorder recorder,
    CallTransfer calls)
{
    /// <summary>Results of calls are told apart from other fresh values of the instruction by numbers from here on.</summary>
    public const int FirstResult = 256;

    private readonly TermTable terms = context.Terms;
    private readonly UnlinkedPlaces unlinked = new(context);
    private readonly SummaryMapping map = new(context, path, evaluator, memory, tracker, calls.Bounds.Lengths);
    private readonly Scratch<(Value Address, Value Value)> writtenScratch = new();
    private readonly Scratch<Value> forgottenScratch = new(), zeroedScratch = new(), touchedScratch = new();
    private readonly CaseConditions conditions = new(context, path);
    private readonly AssumedIdentity identity = new(context, path);
    private readonly AssumedNull nulls = new(context, path, tracker);
    private readonly CalleeThreads threads = new(context, recorder, calls);

    /// <summary>What callees take out of places, or leave there.</summary>
    public UnlinkedPlaces Unlinked => unlinked;

    public void Apply(AbstractState state, int number, CallInstruction call, FunctionSummary summary, Value[] arguments, List<AbstractState> next)
    {
        threads.BeginCall(state, number, summary, arguments, call);
        for (int i = context.Program.Functions[summary.Function].Function.ParameterCount; i < arguments.Length; i++)
        {
            // Arguments without a name are fetched where nobody follows them.
            tracker.Escape(state, arguments[i]);
        }

        foreach ((int parameter, TraceStep step) in summary.ReallocSizes)
        {
            if (parameter < arguments.Length)
            {
                calls.ReallocSizes.CheckArgument(state, number, arguments[parameter], parameter, step);
            }
        }

        int before = next.Count, events = context.History.Count;
        calls.CalleeDefects.BeginCall();
        unlinked.BeginCall();
        Value place = call.ResultAddress is null ? Value.None : evaluator.Evaluate(state, call.ResultAddress);
        map.BeginCall(state, number, summary, arguments, place);
        calls.Safety.Callee(state, number, summary, map, arguments);
        calls.EntryDefects.Callee(state, summary, map);
        SummaryOutcomes outcomes = summary.OutcomesFor(call);
        GiveAway(state, summary, outcomes.Kept);
        context.GivenNames.BeginOutcomes();
        foreach (SummaryCase summaryCase in outcomes.Cases)
        {
            context.GivenNames.BeginOutcome();
            AbstractState copy = context.Pool.Copy(state);
            calls.CalleeDefects.BeginCase();
            unlinked.BeginCase();
            bool applies = ApplyCase(copy, number, call, summary, summaryCase, arguments, place);
            calls.CalleeDefects.EndCase(applies);
            if (!applies)
            {
                context.Pool.Release(copy);
                continue;
            }

            if (summaryCase.EndsThread)
            {
                calls.EndThreadPath(copy, number, summaryCase.Result.IsNone ? Value.None : map.Value(summaryCase.Result), summaryCase.ThreadEnd);
            }
            else
            {
                unlinked.NoteOutcome(copy);
                next.Add(copy);
            }
        }

        context.GivenNames.EndOutcomes();
        calls.CalleeDefects.EndCall();
        unlinked.EndCall(number);
        threads.Called(number, summary, arguments, call, next, before, events);
        if (next.Count == before && summary.IsIncomplete)
        {
            // The callee was not followed to its end: that no case fits proves nothing.
            for (int i = 0; i < arguments.Length; i++)
            {
                calls.Escape(state, number, arguments[i], call.Arguments[i].Type);
            }

            calls.SetResult(state, number, call, Value.None);
            next.Add(state);
            return;
        }

        context.Pool.Release(state);
    }

    /// <summary>What the callee may call, where nothing else of it counts.</summary>
    public void NoteCalls(AbstractState state, int number, FunctionSummary summary, Value[] arguments)
    {
        map.BeginCall(state, number, summary, arguments, Value.None);
        calls.Safety.Callee(state, number, summary, map, arguments);
    }

    /// <summary>What goes where the caller does not see, whichever case it is.</summary>
    private void GiveAway(AbstractState state, FunctionSummary summary, ImmutableArray<int> always)
    {
        foreach (int source in summary.CopiedContents)
        {
            if (map.Term(source) is { IsTerm: true } from)
            {
                tracker.EscapeContents(state, terms.Object(from.Term));
                context.CopiedContents.Note(from.Term);
            }
        }

        foreach (int kept in summary.KeptHandles)
        {
            tracker.Escape(state, map.Term(kept));
        }

        foreach (int kept in always)
        {
            tracker.Escape(state, map.Term(kept));
        }
    }

    /// <param name="place">Where a record that is returned goes; none for scalars.</param>
    private bool ApplyCase(AbstractState state, int number, CallInstruction call, FunctionSummary summary, SummaryCase summaryCase, Value[] arguments, Value place)
    {
        context.Spend(state);
        map.BeginCase(state);
        if (!conditions.AssumeOneOf(state, summary, summaryCase, map))
        {
            return false;
        }

        // New resources first, so that writes and the result can name them; then what must hold, read before anything is written.
        foreach (SummaryResource resource in summaryCase.Resources)
        {
            if (resource.IsNew)
            {
                map.Set(resource.Term, Value.Of(Acquire(state, number, summary, resource)));
            }
        }

        if (identity.IsNeeded(state, summary, summaryCase, arguments))
        {
            AssumedIdentity.GiveUp(state, summaryCase, map);
        }

        if (nulls.IsNeeded(state, summary, summaryCase, arguments))
        {
            nulls.GiveUp(state, summary, summaryCase, summary.OutcomesFor(call).Cases, map);
        }

        // Before the case's conditions: that a parameter is used says that it is not null.
        foreach ((int term, TraceStep step) in summaryCase.Uses)
        {
            ref readonly Term parameter = ref summary.Terms.ItemRef(term);
            if (parameter.Kind == TermKind.Parameter && parameter.A < arguments.Length && IsNonNull(summaryCase, term) && path.Resolve(state, arguments[parameter.A]) is { IsTerm: true } used)
            {
                calls.NullResults.Check(state, number, terms.Object(used.Term), step);
            }
        }

        CheckSizes(state, number, summary, summaryCase, map);
        foreach ((int term, Fact fact) in summaryCase.Conditions)
        {
            Value value = map.Term(term);
            if (value.IsUninitialized)
            {
                NoteUnset(state, number, call, summary, term, null, isReleased: false);
            }

            if (!conditions.Assume(state, summary.Terms.ItemRef(term), value, fact))
            {
                return false;
            }
        }

        map.EndConditions();
        foreach ((int term, TraceStep step) in summaryCase.Uses)
        {
            Value value = map.Term(term);
            if (value.IsUninitialized)
            {
                // That it is used on all ways of the case is known where each of them says that it is not null.
                NoteUnset(state, number, call, summary, term, IsNonNull(summaryCase, term) ? step : null, isReleased: false);
            }
            else if (value.IsTerm)
            {
                int root = terms.Object(value.Term);
                Expression argument = ArgumentFor(call, summary, term);
                calls.CheckUse(state, number, value, argument, step);
                if (terms[root].Kind is TermKind.Parameter or TermKind.Content)
                {
                    state.Use(root, number);
                }
            }
        }

        foreach ((int term, TraceStep step) in summaryCase.Reads)
        {
            ref readonly Term content = ref summary.Terms.ItemRef(term);
            calls.Initialization.Callee(state, number, map.Term(content.A), content.B, content.Op, content is { Low: 0, High: long.MaxValue, Op: 8 }, IsFollowed(summaryCase, term), step);
        }

        foreach (int term in summary.VaguelyWritten)
        {
            if (map.Term(term) is { IsTerm: true } vague)
            {
                context.NoteVagueWrite(terms.Object(vague.Term));
            }
        }

        foreach ((int term, Value end, TraceStep step) in summaryCase.Written)
        {
            calls.Bounds.Callee(state, number, call, map.Term(term), map.Value(end), ArgumentIndex(summary, term), step);
        }

        // All that is named is looked up before anything changes.
        ImmutableArray<SummaryWrite> writes = summaryCase.Writes;
        Scratch<(Value Address, Value Value)> written = writtenScratch.Begin(writes.Length);
        for (int i = 0; i < writes.Length; i++)
        {
            SummaryWrite write = writes[i];
            written[i] = (map.Term(write.Address), write.Value.IsNone ? Value.None : map.Value(write.Value));
        }

        ImmutableArray<int> havocs = summaryCase.Havocs;
        Scratch<Value> forgotten = forgottenScratch.Begin(havocs.Length);
        for (int i = 0; i < havocs.Length; i++)
        {
            forgotten[i] = map.Term(havocs[i]);
        }

        Scratch<Value> zeroed = zeroedScratch.Begin(summaryCase.Zeroed.Length);
        for (int i = 0; i < summaryCase.Zeroed.Length; i++)
        {
            zeroed[i] = map.Term(summaryCase.Zeroed[i].Term);
        }

        Value result = summaryCase.Result.IsNone ? Value.None : map.Value(summaryCase.Result);
        ImmutableArray<SummaryResource> resources = summaryCase.Resources;
        Scratch<Value> touched = touchedScratch.Begin(resources.Length);
        for (int i = 0; i < resources.Length; i++)
        {
            touched[i] = map.Term(resources[i].Term);
        }

        Value fresh = OnlyBlock(resources);

        // What is given away is looked through before anything in it is released.
        for (int i = 0; i < resources.Length; i++)
        {
            if (!resources[i].IsNew && (resources[i].State == ResourceState.Escaped || resources[i].Has(ResourceFlags.ContentsKept)))
            {
                tracker.Escape(state, touched[i]);
            }
            else if (InPlaceObjects.IsAny(summary.Terms.ItemRef(resources[i].Term)))
            {
                tracker.EscapeInPlace(state, map.Term(summary.Terms.ItemRef(resources[i].Term).A));
            }
        }

        for (int i = 0; i < resources.Length; i++)
        {
            if (touched[i].IsUninitialized && resources[i].State is ResourceState.Released or ResourceState.Moved)
            {
                NoteUnset(state, number, call, summary, resources[i].Term, resources[i].Step, isReleased: true);
            }
            else if (!resources[i].IsNew && resources[i].State != ResourceState.Escaped)
            {
                Transition(state, number, summary, resources[i], touched[i], fresh);
                if (InPlaceObjects.Is(summary.Terms.ItemRef(resources[i].Term)) && !InPlaceObjects.IsAny(summary.Terms.ItemRef(resources[i].Term)))
                {
                    ref readonly Term inPlace = ref summary.Terms.ItemRef(resources[i].Term);
                    InPlaceObjects.Forget(context, state, path.Add(map.Term(inPlace.A), inPlace.B));
                }
            }
        }

        threads.Waited(state, number, summary);
        if (havocs.Length > 0 || summaryCase.HavocsGlobals || summaryCase.WritesAliased || summary.IsIncomplete)
        {
            state.KeptCount = 0;
        }

        if (havocs.Length > 0)
        {
            // One name for all that this call leaves unknown: it is of one moment.
            int stamp = memory.Stamp(state, number);
            for (int i = 0; i < havocs.Length; i++)
            {
                memory.ForgetAs(state, forgotten[i], -1, stamp, number, tracker.Escaped);
            }
        }

        for (int i = 0; i < summaryCase.Zeroed.Length; i++)
        {
            memory.Zero(state, zeroed[i], summaryCase.Zeroed[i].Bytes, number, tracker.Escaped);
        }

        if (summaryCase.HavocsGlobals)
        {
            calls.HavocGlobals(state, number);
        }

        if (call.ResultAddress is not null)
        {
            memory.Forget(state, place, call.ResultType.Size, number, tracker.Noted);
        }

        memory.NoteAliasing(state, writes, written, number);

        // What calls others after it stored the address stored it for them: that it stays behind is seldom of consequence.
        bool isSetter = writes.Length > 0 && !context.Program.Functions[summary.Function].HasCalls;
        for (int i = 0; i < writes.Length; i++)
        {
            SummaryWrite write = writes[i];
            (Value address, Value value) = written[i];
            if (!address.IsTerm)
            {
                tracker.Escape(state, value);
                continue;
            }

            Value stored = value.IsNone ? tracker.FreshValue(state, number, FirstResult - 1 - (write.Offset & 0x7F), long.MinValue, long.MaxValue) : value;
            if (write.Width == Memory.GhostWidth && write.BitWidth == GhostCells.Lock)
            {
                calls.Locks.Apply(state, number, path.Add(address, write.Offset), value, ArgumentIndex(summary, write.Address));
                continue;
            }

            if (write.Width == Memory.GhostWidth)
            {
                if (write.Offset == GhostFacts.Size && AsksForNothing(state, arguments))
                {
                    context.NoteVagueWrite(address.Term);
                    continue;
                }

                int ghost = context.Cells.Intern(new Cell(address.Term, address.Offset + write.Offset, write.Width, write.BitStart, write.BitWidth));
                if (stored != Value.Zero || !GhostCells.Is(context.Cells[ghost], GhostCells.Resource) || state.FindCell(ghost) < 0)
                {
                    state.SetCell(ghost, stored);
                }

                continue;
            }

            // What a callee writes over, it may have taken care of in a way that its summary does not tell.
            unlinked.NoteWrite(path.Add(address, write.Offset));
            memory.Write(state, path.Add(address, write.Offset), stored, write.Width, new BitRange(write.BitStart, write.BitWidth), number, ResourceTracker.IsThread(state, stored) ? tracker.Noted : tracker.Escaped);
            tracker.NoteStored(state, address, stored);
            if (isSetter)
            {
                calls.StackAddresses.NoteStore(state, number, path.Add(address, write.Offset), stored);
            }
        }

        if (summaryCase.WritesAliased)
        {
            state.AliasStamp = memory.Stamp(state, number);
        }

        ProcessRoles.Returned(context, state, number, summaryCase, recorder, calls.Safety.Forks);
        threads.Returned(state, number, summaryCase, map);
        if (summaryCase.RunningThread is { } thread && state.ThreadEvent < 0)
        {
            context.History.Record(state, number, EventKind.Call, 0, recorder.Nest(thread));
            state.ThreadEvent = state.History;
        }

        if (call.ResultAddress is null)
        {
            calls.SetResult(state, number, call, result);
        }

        for (int i = 0; i < resources.Length; i++)
        {
            if (resources[i].IsNew)
            {
                HeldBlocks.Note(state, context.Terms, context.Cells, touched[i]);
            }
        }

        return true;
    }

    /// <summary>Sizes of blocks that the callee makes of what it is given; before its conditions, for what they know of a product is what it is after it wrapped.</summary>
    private void CheckSizes(AbstractState state, int number, FunctionSummary summary, SummaryCase summaryCase, SummaryMapping map)
    {
        foreach (SizeProduct product in summary.SizeProducts)
        {
            calls.SizeProducts.Check(state, number, map.Value(product.Size), product.Limit, product.Step);
        }

        foreach (SummaryWrite write in summaryCase.Writes)
        {
            if (write is { Width: Memory.GhostWidth, Offset: GhostFacts.Size, Value.IsTerm: true } && summary.Terms[write.Value.Term].Kind == TermKind.Parameter)
            {
                calls.SizeProducts.Check(state, number, map.Value(write.Value));
            }
        }
    }

    /// <summary>A pointer that nobody set is followed, released or tested by the callee.</summary>
    private void NoteUnset(AbstractState state, int number, CallInstruction call, FunctionSummary summary, int term, TraceStep? use, bool isReleased)
    {
        Term pointer = summary.Terms[term];
        if (pointer.Kind == TermKind.Parameter && pointer.A < call.Arguments.Length)
        {
            calls.Unset.Callee(state, number, call.Arguments[pointer.A], Value.None, use, isReleased);
        }
        else if (pointer is { Kind: TermKind.Content, C: 0 })
        {
            calls.Unset.Callee(state, number, null, path.Add(map.Term(pointer.A), pointer.B), use, isReleased);
        }
    }

    /// <summary>The case follows or releases what a term names.</summary>
    private static bool IsFollowed(SummaryCase summaryCase, int term)
    {
        foreach ((int used, _) in summaryCase.Uses)
        {
            if (used == term)
            {
                return true;
            }
        }

        foreach (SummaryResource resource in summaryCase.Resources)
        {
            if (resource.Term == term && resource.State is ResourceState.Released or ResourceState.Moved)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The one block that a case acquires; none where there are several.</summary>
    private Value OnlyBlock(ImmutableArray<SummaryResource> resources)
    {
        Value only = Value.None;
        foreach (SummaryResource resource in resources)
        {
            if (resource is { IsNew: true, Kind: ResourceKind.Heap })
            {
                if (!only.IsNone)
                {
                    return Value.None;
                }

                only = map.Known(resource.Term);
            }
        }

        return only;
    }

    /// <summary>
    /// An argument that could be any number is zero in this case: what an allocator makes of it is a size of its own, and whether the
    /// case ever happens is not seen.
    /// </summary>
    private bool AsksForNothing(AbstractState state, Value[] arguments)
    {
        foreach (Value argument in arguments)
        {
            if (argument.IsTerm && terms.TryConstant(path.Resolve(state, argument), out long constant) && constant <= 0)
            {
                return true;
            }
        }

        return false;
    }

    private int Acquire(AbstractState state, int number, FunctionSummary summary, SummaryResource resource)
    {
        int term = tracker.Acquire(state, number, resource.Term, resource.Kind, summary.Families[resource.Family], recorder.Nest(resource.Step));
        int at = state.FindResource(term);
        if (at >= 0)
        {
            state.Resources[at] = state.Resources[at] with { State = resource.State, Flags = resource.Flags };
            if (resource.Kind == ResourceKind.Thread)
            {
                PendingCreation creation = calls.Notes.Creation(number);
                creation.Places.UnionWith(summary.KeptPlaces);
                creation.States |= resource.State == ResourceState.Detached ? DetachStates.Detached : resource.State == ResourceState.Live ? DetachStates.Joinable : DetachStates.Unknown;
            }
        }

        if (resource.Kind == ResourceKind.Heap)
        {
            memory.Reset(state, term, resource.Contents, resource.Contents == ObjectDefault.Initial ? memory.Stamp(state, number) : 0);
        }

        return term;
    }

    /// <summary>The case holds only where a parameter is not null: it was not merged with one in which it is.</summary>
    private static bool IsNonNull(SummaryCase summaryCase, int term)
    {
        foreach ((int subject, Fact fact) in summaryCase.Conditions)
        {
            if (subject == term)
            {
                return !fact.Contains(0);
            }
        }

        return false;
    }

    /// <summary>What the old block held the new one holds, as far as it is known which that is.</summary>
    private void MoveContents(AbstractState state, int from, Value to)
    {
        if (to.IsTerm)
        {
            memory.MoveObject(state, from, to.Term);
        }
        else
        {
            tracker.EscapeContents(state, from);
        }
    }

    /// <summary>What the callee does to a resource that was there before it.</summary>
    /// <param name="moved">The one block that the callee acquired; none where there are several.</param>
    private void Transition(AbstractState state, int number, FunctionSummary summary, SummaryResource resource, Value value, Value moved)
    {
        value = path.Resolve(state, value);
        if (!value.IsTerm)
        {
            return;
        }

        // Where the callee decides by what the thing itself says, it knows better which family it is of.
        string family = resource.Has(ResourceFlags.Imprecise) ? "" : summary.Families[resource.Family];
        int block = terms.Object(value.Term);
        switch (resource.State)
        {
            case ResourceState.Released when resource.Kind == ResourceKind.Thread:
            case ResourceState.Detached:
                EndThread(state, number, value, resource);
                calls.Notes.End(number).TakesResult |= summary.TakesThreadResult;
                break;
            case ResourceState.Released:
                if (resource.ReleasedAt == Resource.Somewhere)
                {
                    calls.ReleaseAt(state, number, block, Resource.Somewhere, resource.Kind, family, ArgumentIndex(summary, resource.Term), resource.Step);
                }
                else
                {
                    calls.Release(state, number, path.Add(value, resource.ReleasedAt), resource.Kind, family, ArgumentIndex(summary, resource.Term), resource.Step);
                }

                int released = state.FindResource(block);
                if (released >= 0 && (resource.Has(ResourceFlags.Imprecise) || tracker.IsShared(value.Term)))
                {
                    state.Resources[released] = state.Resources[released] with { Flags = state.Resources[released].Flags | ResourceFlags.Imprecise };
                }

                break;
            case ResourceState.Moved:
                CheckMoved(state, number, summary, resource, value);
                int at = state.FindResource(block);
                if (at >= 0 && state.Resources[at].State == ResourceState.Released)
                {
                    calls.ReleaseAt(state, number, block, Resource.Somewhere, resource.Kind, family, ArgumentIndex(summary, resource.Term), resource.Step);
                }
                else if (!terms[block].IsObjectAddress)
                {
                    MoveContents(state, block, moved);
                    tracker.Transition(state, block, resource.Kind, ResourceState.Moved, 0, EventKind.Move, number, recorder.Nest(resource.Step));
                    int now = state.FindResource(block);
                    state.Resources[now] = state.Resources[now] with { ReleasedAt = DistanceOf(value, resource) };
                }

                break;
            case ResourceState.Foreign when resource.Has(ResourceFlags.ReallocFailed):
                CheckMoved(state, number, summary, resource, value);
                int known = state.FindResource(block);
                Resource before = known >= 0
                    ? state.Resources[known]
                    : new Resource(block, resource.Kind, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1);
                if (before.State is ResourceState.Live or ResourceState.Foreign)
                {
                    context.History.Record(state, number, EventKind.ReallocFailed, block, recorder.Nest(resource.Step));
                    state.SetResource(before with { Flags = before.Flags | ResourceFlags.ReallocFailed, Last = state.History, ReleasedAt = DistanceOf(value, resource) });
                }

                break;
        }
    }

    /// <summary>What the callee reallocates stands at its own distance from what it is given: a header before it.</summary>
    private void CheckMoved(AbstractState state, int number, FunctionSummary summary, SummaryResource resource, Value value)
    {
        if (resource.ReleasedAt != Resource.Somewhere)
        {
            calls.Releases.Check(state, number, path.Add(value, resource.ReleasedAt), ArgumentIndex(summary, resource.Term), resource.Step);
        }
    }

    /// <summary>The same distance from the caller's block.</summary>
    private int DistanceOf(Value value, SummaryResource resource) =>
        resource.ReleasedAt != Resource.Somewhere && terms.Object(value.Term) == value.Term ? value.Offset + resource.ReleasedAt : Resource.Somewhere;

    private void EndThread(AbstractState state, int number, Value value, SummaryResource resource)
    {
        BasicBlock block = context.Code.BlockOf(number);
        if (context.Code.Instruction(number) is CallInstruction call)
        {
            foreach (Expression argument in call.Arguments)
            {
                if (!argument.Type.IsPointer && HandlePlaces.OfValue(context, block, argument) is { IsKnown: true } place)
                {
                    PendingThreadEnd end = calls.Notes.End(number);
                    end.Places.Add(place);
                    end.Kind = resource.State == ResourceState.Detached ? ThreadEndKind.Detach : ThreadEndKind.Join;
                }
            }
        }

        calls.EndThread(state, number, value, resource.State == ResourceState.Detached, resource.Step, isCertain: !resource.Has(ResourceFlags.Imprecise));
    }

    /// <summary>The argument through which the callee reaches a term, for its name.</summary>
    private static Expression ArgumentFor(CallInstruction call, FunctionSummary summary, int term)
    {
        int index = ArgumentIndex(summary, term);
        return index >= 0 && index < call.Arguments.Length ? call.Arguments[index] : call.Callee;
    }

    private static int ArgumentIndex(FunctionSummary summary, int term)
    {
        while (summary.Terms[term].Kind == TermKind.Content)
        {
            term = summary.Terms[term].A;
        }

        return summary.Terms[term].Kind == TermKind.Parameter ? summary.Terms[term].A : -1;
    }
}
