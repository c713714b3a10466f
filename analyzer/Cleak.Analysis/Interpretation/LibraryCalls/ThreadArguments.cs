using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// What threads are handed by who creates them. A block that the start routine releases or keeps is the thread's; one that it does not take
/// care of stays the creator's, which must release it once the thread has ended.
/// </summary>
internal sealed class ThreadArguments(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, DefectRecorder recorder, SummarySet summaries)
{
    private readonly StartRoutines routines = new(context, path, summaries);
    private WrapperArguments? throughWrappers;
    private readonly Dictionary<int, (int Routine, Value Argument, ArgumentFate Fate)> handed = [];

    /// <summary>By the event that hands a block over: what the ways of the thread that leave it ask of its contents.</summary>
    private readonly Dictionary<int, List<ImmutableArray<(Value Value, Fact Fact)>>> asked = [];

    /// <summary>By block: the threads that may or may not release it.</summary>
    private readonly Dictionary<int, SortedSet<int>> doubtful = [];

    /// <summary>What goes to threads through functions of the program.</summary>
    public WrapperArguments ThroughWrappers => throughWrappers ??= new WrapperArguments(context, path, routines, this);

    /// <summary>No thread comes to be, and what it would have been handed stays where it is.</summary>
    public void NoteFailure(AbstractState state, int number, Value argument)
    {
        if (Block(state, argument) >= 0)
        {
            context.History.Record(state, number, EventKind.SpawnFailed, context.Terms.Object(argument.Term));
        }
    }

    /// <summary>Before the handle is written: the argument goes to the thread.</summary>
    public ArgumentFate Hand(AbstractState state, int number, Value routine, Value argument)
    {
        routine = path.Resolve(state, routine);
        argument = path.Resolve(state, argument);
        RoutineFate told = routines.FateOf(state, routine, argument);
        ArgumentFate fate = told.Fate;
        if (!argument.IsTerm)
        {
            return fate;
        }

        if (fate is not (ArgumentFate.Left or ArgumentFate.LeftOnSomePath))
        {
            if (fate == ArgumentFate.Released && Block(state, argument) >= 0)
            {
                // What the thread does with it is told once somebody has waited for it.
                context.History.Record(state, number, EventKind.Handed, context.Terms.Object(argument.Term));
            }

            tracker.Escape(state, argument);
            return fate;
        }

        int at = Block(state, argument);
        if (at < 0 && context.Terms[argument.Term].Kind is TermKind.Content or TermKind.Merged)
        {
            tracker.Escape(state, argument);
            return ArgumentFate.Unknown;
        }

        int root = context.Terms.Object(argument.Term);
        EscapeContents(state, root, routine);
        if (at >= 0)
        {
            Left(state, number, root, routine, told);
        }

        return fate;
    }

    /// <summary>A block is handed to a thread that does not take care of it.</summary>
    public void Left(AbstractState state, int number, int root, Value routine, in RoutineFate fate)
    {
        ForgetContents(state, number, root);
        TraceStep? way = fate.Step is null ? null : fate.Step with { Thread = Start(number, routine) };
        context.History.Record(state, number, EventKind.Handed, root, way is null ? 0 : recorder.Nest(way));
        if (fate.Asked is not null)
        {
            asked[state.History] = fate.Asked;
        }
    }

    /// <summary>The thread leaves the block only where something stands in it of which the path knows by now that it does not.</summary>
    private bool IsRuledOut(AbstractState state, int handed) =>
        asked.TryGetValue(handed, out List<ImmutableArray<(Value Value, Fact Fact)>>? ways) && !ways.Exists(way => way.All(asked => path.MayHold(state, asked.Value, asked.Fact)));

    /// <summary>The thread that was handed something has a name now.</summary>
    public void Note(int handle, Value routine, Value argument, ArgumentFate fate)
    {
        int function = StartRoutines.Of(context, routine);
        bool isSame = !handed.TryGetValue(handle, out (int Routine, Value Argument, ArgumentFate Fate) known) || known == (function, argument, fate);
        handed[handle] = isSame ? (function, argument, fate) : (-1, Value.None, ArgumentFate.Unknown);
        if (fate == ArgumentFate.LeftOnSomePath && argument.IsTerm)
        {
            int root = context.Terms.Object(argument.Term);
            (doubtful.TryGetValue(root, out SortedSet<int>? threads) ? threads : doubtful[root] = []).Add(handle);
        }
    }

    /// <summary>Once a thread is joined, its start routine has done with its argument what it does on all of its paths.</summary>
    public void Joined(AbstractState state, Resource thread, int number)
    {
        if (!handed.TryGetValue(thread.Term, out (int Routine, Value Argument, ArgumentFate Fate) given) || given.Fate != ArgumentFate.Released || given.Argument is not { IsTerm: true, Offset: 0 })
        {
            return;
        }

        // What was acquired after the creation only goes by the same name.
        int at = state.FindResource(given.Argument.Term);
        if (at >= 0 && state.Resources[at] is { State: ResourceState.Escaped or ResourceState.Live, Kind: ResourceKind.Heap } block && !block.Has(ResourceFlags.Imprecise) && block.Acquired >= 0 && block.Acquired < thread.Acquired)
        {
            context.History.Record(state, number, EventKind.Release, block.Term, recorder.Nest(ReleaseByThread(context.History[thread.Acquired].Instruction, given.Routine)));
            state.Resources[at] = block with { State = ResourceState.Released, Last = state.History };
        }
    }

    /// <summary>A block that its creator releases: a thread was handed it that releases it, too, whenever that is. The step that says so, or null.</summary>
    /// <param name="creation">The instruction that handed it over.</param>
    public TraceStep? ReleaseByRunningThread(AbstractState state, in Resource block, out int creation)
    {
        creation = -1;
        if (block.State != ResourceState.Escaped || block.Kind != ResourceKind.Heap || block.Acquired < 0 || block.Has(ResourceFlags.Imprecise))
        {
            return null;
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            Resource thread = state.Resources[i];
            if (thread is { Kind: ResourceKind.Thread, Acquired: >= 0 } && thread.Acquired > block.Acquired && handed.TryGetValue(thread.Term, out (int Routine, Value Argument, ArgumentFate Fate) given)
                && given.Fate == ArgumentFate.Released && given.Argument is { IsTerm: true, Offset: 0 } && given.Argument.Term == block.Term)
            {
                creation = context.History[thread.Acquired].Instruction;
                return ReleaseByThread(creation, given.Routine);
            }
        }

        return null;
    }

    /// <summary>
    /// Where a block was lost that a thread was handed, or would have been: the instruction of the creation. -1 where none was, -2 where
    /// whether the thread released it can be known by who joined it.
    /// </summary>
    public int CreationThatLost(AbstractState state, in Resource block)
    {
        for (int e = state.History; e >= 0 && e != block.Acquired; e = context.History[e].Parent)
        {
            ref readonly PathEvent step = ref context.History[e];
            if (step.Subject != block.Term || step.Kind is not (EventKind.SpawnFailed or EventKind.Handed))
            {
                continue;
            }

            if (step.Kind == EventKind.SpawnFailed)
            {
                return step.Instruction;
            }

            // Where what stood in the block decides, the creator knows as much as who joins.
            bool isUnsure = asked.ContainsKey(e) ? IsRuledOut(state, e) : doubtful.TryGetValue(block.Term, out SortedSet<int>? threads) && threads.Any(thread => IsJoined(state, thread));
            return isUnsure ? -2 : step.Instruction;
        }

        return -1;
    }

    private static bool IsJoined(AbstractState state, int thread)
    {
        int at = state.FindResource(thread);
        return at < 0 || state.Resources[at].State is ResourceState.Released or ResourceState.Escaped;
    }

    /// <summary>The block of the creator's that an argument is; -1 where it is none.</summary>
    public int Block(AbstractState state, Value argument)
    {
        int at = argument is { IsTerm: true, Offset: 0 } ? state.FindResource(argument.Term) : -1;
        return at >= 0 && state.Resources[at] is { State: ResourceState.Live, Kind: ResourceKind.Heap } && context.Terms[argument.Term].Kind == TermKind.Acquired ? at : -1;
    }

    /// <summary>What hangs on the argument is the thread's; but handles of threads, which it does not join, are who created them's.</summary>
    private void EscapeContents(AbstractState state, int root, Value routine)
    {
        if (routines.EndsThreads(routine))
        {
            tracker.EscapeContents(state, root);
            return;
        }

        Span<int> threads = stackalloc int[16];
        int count = 0;
        for (int i = 0; i < state.ResourceCount && count < threads.Length; i++)
        {
            if (state.Resources[i] is { Kind: ResourceKind.Thread, State: ResourceState.Live })
            {
                threads[count++] = state.Resources[i].Term;
            }
        }

        tracker.EscapeContents(state, root);
        for (int i = 0; i < count; i++)
        {
            int at = state.FindResource(threads[i]);
            state.Resources[at] = state.Resources[at] with { State = ResourceState.Live };
        }
    }

    /// <summary>The thread writes into the block whenever it likes; handles of threads stay where they are.</summary>
    private void ForgetContents(AbstractState state, int number, int root)
    {
        var kept = new List<(int Cell, Value Handle)>();
        for (int i = 0; i < state.CellCount; i++)
        {
            if (context.Cells.RootOf(state.CellIds[i]) == root && ResourceTracker.IsThread(state, state.CellValues[i]))
            {
                kept.Add((state.CellIds[i], state.CellValues[i]));
            }
        }

        memory.Forget(state, Value.Of(root), -1, number, null);
        foreach ((int cell, Value handle) in kept)
        {
            state.SetCell(cell, handle);
        }
    }

    private TraceStep ReleaseByThread(int creation, int routine) =>
        routines.Release(routine)! with { Thread = new StepThread(context.Program.Functions[routine].Name, context.Code.Span(creation)) };

    private StepThread Start(int creation, Value routine) => new(context.Program.Functions[StartRoutines.Of(context, routine)].Name, context.Code.Span(creation));
}
