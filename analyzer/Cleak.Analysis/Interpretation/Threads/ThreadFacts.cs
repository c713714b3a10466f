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
