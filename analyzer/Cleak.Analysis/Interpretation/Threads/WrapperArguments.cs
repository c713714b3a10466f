using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Blocks that go to a thread through a function that is passed them with the start routine: <c>spawn(serve, job)</c>. Where the wrapper does
/// nothing else with its argument, what becomes of the block hangs on the routine alone, which its caller knows.
/// </summary>
internal sealed class WrapperArguments(AnalysisContext context, PathCondition path, StartRoutines routines, ThreadArguments arguments)
{
    private readonly List<Handed> handed = [];

    /// <summary>In a wrapper: it hands its parameter to threads as it is, looks at it, or releases it, and nothing else.</summary>
    public static bool IsOnlyHanded(AnalysisContext context, ProgramNotes notes, int parameter)
    {
        Function function = context.Function;
        if (function.Locals[parameter].IsAddressTaken)
        {
            return false;
        }

        foreach (BasicBlock block in function.Blocks)
        {
            int number = context.Code.First(block.Ordinal);
            foreach (Instruction instruction in block.Instructions)
            {
                if (!IsHarmless(context, notes, block, instruction, number++, parameter))
                {
                    return false;
                }
            }

            if (block.Terminator is ReturnTerminator { Value: { } result } && LoopFacts.Mentions(block, result, parameter))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsHarmless(AnalysisContext context, ProgramNotes notes, BasicBlock block, Instruction instruction, int number, int parameter)
    {
        switch (instruction)
        {
            case StoreInstruction store:
                return (store.Address is not LocalAddressExpression local || local.Slot != parameter) && !LoopFacts.Mentions(block, store.Value, parameter);
            case CopyInstruction copy:
                return !LoopFacts.Mentions(block, copy.Source, parameter) && !LoopFacts.Mentions(block, copy.Destination, parameter);
            case CallInstruction call:
                for (int i = 0; i < call.Arguments.Length; i++)
                {
                    if (LoopFacts.Mentions(block, call.Arguments[i], parameter) && !IsHandedBy(context, notes, call, number, parameter, i))
                    {
                        return false;
                    }
                }

                return true;
            case AssemblyInstruction or UnsupportedInstruction:
                return false;
            default:
                return true;
        }
    }

    private static bool IsHandedBy(AnalysisContext context, ProgramNotes notes, CallInstruction call, int number, int parameter, int argument)
    {
        if (notes.HasCreation(number))
        {
            PendingCreation creation = notes.Creation(number);
            return creation.ArgumentParameter == parameter && creation.ArgumentAt == argument && creation.IsArgumentOnlyHanded;
        }

        return call.DirectCallee is { } callee && context.Program.Models.Find(context.UnitIndex, callee)?.Behavior == Behavior.Free;
    }

    /// <summary>Before the callee's cases are followed: which blocks it hands to which routines, and what these do with them.</summary>
    public void BeginCall(AbstractState state, FunctionSummary summary, Value[] given)
    {
        handed.Clear();
        foreach (SpawnOfParameter spawn in summary.Spawns)
        {
            if (!spawn.IsOnlyHanded || summary.IsIncomplete || (uint)spawn.Argument >= (uint)given.Length || spawn.Parameter >= given.Length)
            {
                continue;
            }

            Value argument = path.Resolve(state, given[spawn.Argument]), routine = path.Resolve(state, given[spawn.Parameter]);
            int function = StartRoutines.Of(context, routine);
            if (arguments.Block(state, argument) < 0 || function < 0 || !context.Program.Calls.IsBefore(context.Code.Linked.Id, function))
            {
                continue;
            }

            int known = handed.FindIndex(other => other.Argument == argument);
            if (known < 0)
            {
                handed.Add(new Handed(argument, routine, routines.FateOf(state, routine, argument)));
            }
            else if (handed[known].Routine != routine)
            {
                handed[known] = handed[known] with { Told = RoutineFate.Unknown };
            }
        }
    }

    /// <summary>A case of the callee has been followed: where it created the thread, the block is as the routine leaves it.</summary>
    public void Returned(AbstractState state, int number, SummaryCase summaryCase, SummaryMapping map)
    {
        foreach (Handed block in handed)
        {
            int at = block.Fate == ArgumentFate.Unknown ? -1 : state.FindResource(block.Argument.Term);
            if (at < 0 || state.Resources[at].State is not (ResourceState.Live or ResourceState.Escaped))
            {
                continue;
            }

            if (state.Resources[at].State == ResourceState.Live)
            {
                context.History.Record(state, number, EventKind.SpawnFailed, block.Argument.Term);
                continue;
            }

            Value thread = NewThread(summaryCase, map);
            bool isLeft = block.Fate == ArgumentFate.Left || (block.Fate == ArgumentFate.LeftOnSomePath && (thread.IsTerm || summaryCase.RunningThread is not null));
            if (isLeft)
            {
                state.Resources[at] = state.Resources[at] with { State = ResourceState.Live };
                arguments.Left(state, number, block.Argument.Term, block.Routine, block.Told);
            }

            if (thread.IsTerm)
            {
                arguments.Note(thread.Term, block.Routine, block.Argument, block.Fate);
            }
        }
    }

    /// <summary>The thread that the case hands to its caller; none where it is no single one.</summary>
    private static Value NewThread(SummaryCase summaryCase, SummaryMapping map)
    {
        Value found = Value.None;
        foreach (SummaryResource resource in summaryCase.Resources)
        {
            if (resource is { IsNew: true, Kind: ResourceKind.Thread })
            {
                if (found.IsTerm)
                {
                    return Value.None;
                }

                found = map.Known(resource.Term);
            }
        }

        return found;
    }

    private readonly record struct Handed(Value Argument, Value Routine, RoutineFate Told)
    {
        public ArgumentFate Fate => Told.Fate;
    }
}
