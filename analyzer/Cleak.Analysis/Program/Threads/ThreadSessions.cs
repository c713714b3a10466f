using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Threads that are created anew, session by session, while their handle is joined at the very end alone: a flag keeps two sessions from running
/// at once, and whoever clears it joins nobody.
/// </summary>
internal sealed class ThreadSessions(Program program, ThreadReach reach, Func<ThreadCreation, IEnumerable<ThreadEnd>> endsOf)
{
    /// <summary>Where the flag is cleared that lets a thread be created over the handle of the last one, which nobody has joined; null where nothing does.</summary>
    public TraceStep? RenewedWithoutJoin(ThreadCreation creation)
    {
        HashSet<int> joiners = [.. endsOf(creation).Select(end => end.Function)];
        bool isJoinedOnTheWay = joiners.Count == 0 || Joins(creation.Function, joiners) || CallersJoin(creation.Function, joiners);
        foreach (CreationGuard guard in isJoinedOnTheWay ? [] : creation.Guards)
        {
            if (!creation.KeptIn.Contains(guard.Place) && Cleared(creation, guard, joiners) is { } step)
            {
                return step;
            }
        }

        return null;
    }

    private TraceStep? Cleared(ThreadCreation creation, CreationGuard guard, HashSet<int> joiners)
    {
        HashSet<int> onThread = [.. creation.StartRoutines.SelectMany(reach.From)];
        foreach (LinkedFunction function in program.Functions)
        {
            if (function.Id == creation.Function || Joins(function.Id, joiners) || CallersJoin(function.Id, joiners))
            {
                continue;
            }

            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    bool clears = instruction is StoreInstruction { Value: ConstantExpression value, Address: not LocalAddressExpression } store && value.Value == 0 == guard.IsZero
                        && HandlePlaces.Of(program, function.UnitIndex, block, store.Address) == guard.Place;
                    if (clears && (onThread.Contains(function.Id) || AsksBefore(function, block, guard)))
                    {
                        string who = onThread.Contains(function.Id) ? "the thread itself says that it is done" : "the session ends";
                        return TraceStep.Here(instruction.Span, function.Name, $"{who}: '{guard.Place.Name}' allows the next thread, and the last one is not joined", Findings.FlowStepKinds.Store);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The flag is cleared only where it was set: an end, not a beginning.</summary>
    private bool AsksBefore(LinkedFunction function, BasicBlock block, CreationGuard guard)
    {
        var graph = new FlowGraph(function.Function);
        BitArray dominators = graph.Dominators(block.Ordinal);
        for (int b = 0; b < dominators.Length; b++)
        {
            if (dominators[b] && b != block.Ordinal && function.Function.Blocks[b].Terminator is BranchTerminator branch)
            {
                bool byTrue = graph.ReachedFrom(branch.WhenTrue, wall: b)[block.Ordinal], byFalse = graph.ReachedFrom(branch.WhenFalse, wall: b)[block.Ordinal];
                if (byTrue != byFalse && FlowGuards.Guard(program, function.UnitIndex, function.Function.Blocks[b], branch.Condition, byTrue) is { } asked && asked == guard with { IsZero = !guard.IsZero })
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Joins(int function, HashSet<int> joiners) => reach.From(function).Any(joiners.Contains);

    /// <summary>Who calls it, other than main, joins as well: an end in two steps, a restart.</summary>
    private bool CallersJoin(int function, HashSet<int> joiners) =>
        reach.Callers(function).Any(caller => program.Functions[caller].Name != "main" && Joins(caller, joiners));
}
