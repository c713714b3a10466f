using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Paths that answer one question twice and differently, though nothing that this function does lies between the two that could change the
/// answer. Where states are merged, or a callee is not seen through, such paths come about; nobody believes them (infeasible paths by
/// branch correlation: Bodik, Gupta, Soffa, FSE 1997).
/// </summary>
/// <remarks>
/// A local variable must not be written on any way between the two branches. Of memory, only what is asked outside of loops counts, and only
/// if no function of the program is called with the pointer: variables of the program and flags. That a callee may write the program's
/// variable is left out of account: code that asks twice and means two answers is rarer than code that means one.
/// </remarks>
internal sealed class PathContradictions(AnalysisContext context)
{
    private readonly Dictionary<int, BranchQuestion?> questions = [];
    private readonly List<(int At, BranchQuestion Question)> asked = [];
    private readonly Dictionary<(int, int, bool), bool> unchanged = [];

    /// <summary>The index of the first event that a later one contradicts, or -1.</summary>
    /// <param name="events">The path, first event first.</param>
    /// <param name="ofLock">
    /// What is told is a lock that is not given back: who takes it where a member says so and gives it back where the same member does means one answer,
    /// whoever is called between.
    /// </param>
    public int Find(List<int> events, bool ofLock)
    {
        asked.Clear();
        for (int i = 0; i < events.Count; i++)
        {
            PathEvent later = context.History[events[i]];
            if (Question(later) is not { } question)
            {
                continue;
            }

            foreach ((int at, BranchQuestion before) in asked)
            {
                PathEvent earlier = context.History[events[at]];
                if (before.Subject == question.Subject && AreContrary(before, earlier.Detail != 0, question, later.Detail != 0) && StaysSame(earlier.Instruction, later.Instruction, question, ofLock))
                {
                    return at;
                }
            }

            asked.Add((i, question));
        }

        return -1;
    }

    private BranchQuestion? Question(in PathEvent step)
    {
        if (step.Kind != EventKind.Branch)
        {
            return null;
        }

        if (!questions.TryGetValue(step.Instruction, out BranchQuestion? question))
        {
            question = context.Code.Terminator(step.Instruction) is BranchTerminator branch ? BranchQuestion.Of(context.Function, context.Code.BlockOf(step.Instruction), branch) : null;
            questions.Add(step.Instruction, question);
        }

        return question;
    }

    private static bool AreContrary(BranchQuestion one, bool isTaken, BranchQuestion other, bool isOtherTaken)
    {
        if (one.Constant.HasValue != other.Constant.HasValue)
        {
            return false;
        }

        bool holds = isTaken != one.IsNegated, otherHolds = isOtherTaken != other.IsNegated;
        return one.Constant == other.Constant ? holds != otherHolds : holds && otherHolds;
    }

    private bool StaysSame(int earlier, int later, BranchQuestion question, bool ofLock)
    {
        if (!unchanged.TryGetValue((earlier, later, ofLock), out bool stays))
        {
            stays = FindStaysSame(context.Code.BlockOf(earlier).Ordinal, context.Code.BlockOf(later).Ordinal, question, ofLock);
            unchanged.Add((earlier, later, ofLock), stays);
        }

        return stays;
    }

    private bool FindStaysSame(int from, int to, BranchQuestion question, bool ofLock)
    {
        bool readsMemory = question.Globals.Count + question.Members.Count > 0;
        BitArray between = Between(from, to);
        if (readsMemory && (between[from] || from == to || Between(to, to)[to] || (question.Members.Count > 0 && !question.IsMask && !ofLock)))
        {
            return false;
        }

        for (int b = 0; b < between.Length; b++)
        {
            if (between[b] && context.Function.Blocks[b].Instructions.Any(instruction => MayChange(context.Function.Blocks[b], instruction, question, ofLock)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The blocks on ways from the end of one to the end of another.</summary>
    private BitArray Between(int from, int to)
    {
        var blocks = context.Function.Blocks;
        var after = new BitArray(blocks.Length);
        foreach (int next in blocks[from].Terminator.Successors)
        {
            after.Or(context.Code.Graph.ReachedFrom(next, -1));
        }

        var target = new BitArray(blocks.Length);
        target[to] = true;
        return after.And(context.Code.Graph.Reaching(target, -1));
    }

    private bool MayChange(BasicBlock block, Instruction instruction, BranchQuestion question, bool ofLock)
    {
        switch (instruction)
        {
            case StoreInstruction store:
                return MayBeAt(store.Address, question, isWhole: false);
            case CopyInstruction copy:
                return MayBeAt(copy.Destination, question, isWhole: true);
            case ZeroInstruction zero:
                return MayBeAt(zero.Address, question, isWhole: true);
            case LifetimeStartInstruction start:
                return question.Locals.Contains(start.Slot);
            case CallInstruction call:
                return call.ResultAddress is not null && MayBeAt(call.ResultAddress, question, isWhole: true) || (question.Members.Count > 0 && !ofLock && IsGivenTo(block, call, question));
            case AssemblyInstruction or UnsupportedInstruction:
                return true;
            default:
                return false;
        }
    }

    private static bool MayBeAt(Expression address, BranchQuestion question, bool isWhole)
    {
        long offset = 0;
        while (address is OffsetExpression at)
        {
            offset += at.Bytes;
            address = at.Address;
        }

        return address switch
        {
            LocalAddressExpression local => question.Locals.Contains(local.Slot),
            SymbolAddressExpression symbol => question.Globals.Any(place => place.Symbol == symbol.Symbol.Id && (isWhole || place.Offset == offset)),
            _ => question.Members.Count > 0 && (isWhole || question.Members.Contains(offset)),
        };
    }

    /// <summary>A function of the program is called with one of the variables that the question reads.</summary>
    private bool IsGivenTo(BasicBlock block, CallInstruction call, BranchQuestion question)
    {
        bool isSeen = call.DirectCallee is { } symbol && context.Program.Function(context.UnitIndex, symbol) is not null;
        return isSeen && call.Arguments.Any(argument => DefectRecorder.Stripped(argument) is TemporaryExpression temporary
            && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local } && question.Locals.Contains(local.Slot));
    }
}
