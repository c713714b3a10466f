using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>What a function was seen to do with threads, as facts for the whole program.</summary>
internal static class ThreadFacts
{
    public static ImmutableArray<ThreadCreation> Creations(AnalysisContext context, ProgramNotes notes, DefectRecorder recorder)
    {
        var creations = ImmutableArray.CreateBuilder<ThreadCreation>();
        foreach ((int instruction, PendingCreation creation) in notes.Creations)
        {
            creations.Add(new ThreadCreation(context.Code.Linked.Id, context.Code.Span(instruction))
            {
                StartRoutines = [.. creation.Routines],
                RoutinePlaces = Sorted(creation.RoutinePlaces),
                ParameterRoutines = [.. creation.ParameterRoutines],
                States = creation.States,
                IsDirect = creation.IsDirect,
                Detach = creation.Detach,
                IsCreatedDetached = creation.IsCreatedDetached,
                IsJoined = creation.IsJoined,
                KeptIn = Sorted(creation.Places),
                IsCancelled = creation.IsCancelled,
                Handle = creation.Handle,
                Argument = creation.Argument,
                ArgumentText = creation.ArgumentText,
                IsInLoop = FlowGuards.IsInLoop(context.Code, context.Code.BlockOf(instruction).Ordinal),
                Guards = FlowGuards.Of(context, instruction),
                Callee = recorder.CalleeName(instruction),
                Macro = recorder.Macro(instruction),
            });
        }

        return creations.ToImmutable();
    }

    /// <summary>What is called behind creations, each with those that a way to its call passes.</summary>
    public static ImmutableArray<CalleeWithThreads> Called(AnalysisContext context, ProgramNotes notes)
    {
        if (notes.CalleesWithThreads.Count == 0)
        {
            return [];
        }

        var called = ImmutableArray.CreateBuilder<CalleeWithThreads>();
        foreach ((int callee, int call) in notes.CalleesWithThreads)
        {
            called.Add(new CalleeWithThreads(
                callee,
                [.. notes.Creations.Where(made => Precedes(context.Code, made.Instruction, call)).Select(made => context.Code.Span(made.Instruction))],
                [.. notes.Creators.Where(made => Precedes(context.Code, made.Call, call)).Select(made => made.Callee)]));
        }

        return called.ToImmutable();
    }

    /// <summary>Some way leads from one instruction to another.</summary>
    private static bool Precedes(FunctionCode code, int first, int later)
    {
        int from = code.BlockOf(first).Ordinal, to = code.BlockOf(later).Ordinal;
        return (from == to && first < later) || code.Function.Blocks[from].Terminator.Successors.Any(next => code.Graph.ReachedFrom(next, wall: -1)[to]);
    }

    public static ImmutableArray<ThreadEnd> Ends(AnalysisContext context, ProgramNotes notes, DefectRecorder recorder)
    {
        var ends = ImmutableArray.CreateBuilder<ThreadEnd>(notes.Ends.Count);
        foreach ((int instruction, PendingThreadEnd end) in notes.Ends)
        {
            ends.Add(new ThreadEnd(context.Code.Linked.Id, context.Code.Span(instruction), end.Kind)
            {
                Places = Sorted(end.Places),
                Creations = [.. end.Creations.Select(context.Code.Span)],
                IsOfParameter = end.IsOfParameter,
                TakesResult = end.TakesResult,
                Callee = recorder.CalleeName(instruction),
                Handle = recorder.NameOfArgument(instruction, 0),
            });
        }

        return ends.ToImmutable();
    }

    public static ImmutableArray<HandlePlace> Sorted(IEnumerable<HandlePlace> places) => [.. places.Distinct().OrderBy(p => p.ToString(), StringComparer.Ordinal).ThenBy(p => p.Variable)];
}
