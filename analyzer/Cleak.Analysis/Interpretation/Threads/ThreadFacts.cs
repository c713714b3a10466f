using System.Collections.Immutable;
using Cleak.Ir;

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
                Through = creation.IsDirect ? -1 : Callee(context, instruction),
                RoutinePlaces = Sorted(creation.RoutinePlaces),
                ParameterRoutines = [.. creation.ParameterRoutines],
                States = creation.States,
                IsDirect = creation.IsDirect,
                Detach = creation.Detach,
                IsCreatedDetached = creation.IsCreatedDetached,
                IsJoined = creation.IsJoined,
                KeptIn = Sorted(creation.Places),
                KeptAt = creation.IsDirect ? Path(context, instruction) : null,
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
                At = Path(context, instruction),
                Creations = [.. end.Creations.Select(context.Code.Span)],
                IsOfParameter = end.IsOfParameter,
                TakesResult = end.TakesResult,
                Callee = recorder.CalleeName(instruction),
                Handle = recorder.NameOfArgument(instruction, 0),
            });
        }

        return ends.ToImmutable();
    }

    private static int Callee(AnalysisContext context, int instruction) =>
        !context.Code.IsTerminator(instruction) && context.Code.Instruction(instruction) is CallInstruction { DirectCallee: { } callee } ? context.Program.Function(context.UnitIndex, callee)?.Id ?? -1 : -1;

    /// <summary>Where the handle stands that a library function is told of; null for calls of the program's own.</summary>
    private static HandlePath? Path(AnalysisContext context, int instruction)
    {
        if (context.Code.IsTerminator(instruction) || context.Code.Instruction(instruction) is not CallInstruction { DirectCallee: { } callee } call
            || context.Program.Models.Find(context.UnitIndex, callee) is not { Operands.Length: > 0 } model || model.Operands[0] >= call.Arguments.Length)
        {
            return null;
        }

        Expression handle = call.Arguments[model.Operands[0]];
        BasicBlock block = context.Code.BlockOf(instruction);
        return model.Behavior switch
        {
            Behavior.ThreadCreate or Behavior.ThreadCreateC11 or Behavior.ThreadJoinAt => HandlePaths.Of(context.Program, context.Code.Linked, block, handle),
            Behavior.ThreadJoin or Behavior.ThreadTryJoin or Behavior.ThreadDetach => HandlePaths.OfValue(context.Program, context.Code.Linked, block, handle),
            _ => null,
        };
    }

    public static ImmutableArray<HandlePlace> Sorted(IEnumerable<HandlePlace> places) => [.. places.Distinct().OrderBy(p => p.ToString(), StringComparer.Ordinal).ThenBy(p => p.Variable)];
}
