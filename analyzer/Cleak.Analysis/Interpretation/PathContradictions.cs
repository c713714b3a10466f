using System.Collections;
using System.Collections.Immutable;
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
/// variable is left out of account: code that asks twice and means two answers is rarer than code that means one. Of a string, what a library
/// function says of it by its bytes alone counts, outside of loops, if none of its names in the function is written through in between; it is
/// no two texts at once.
/// </remarks>
internal sealed class PathContradictions(AnalysisContext context)
{
    private readonly Dictionary<int, BranchQuestion?> questions = [];
    private readonly List<(int At, int First, BranchQuestion Question, bool Holds)> asked = [];
    private readonly List<(int At, BranchQuestion One, BranchQuestion Other, bool AreAlike)> linked = [];
    private readonly Dictionary<(int, int, BranchQuestion, bool, bool), bool> unchanged = [];
    private StringNames? names;

    /// <summary>The index of the first event that a later one contradicts, or -1.</summary>
    /// <param name="events">The path, first event first.</param>
    /// <param name="ofLock">
    /// What is told is a lock that is not given back: who takes it where a member says so and gives it back where the same member does means one answer,
    /// whoever is called between.
    /// </param>
    public int Find(List<int> events, bool ofLock)
    {
        asked.Clear();
        linked.Clear();
        for (int i = 0; i < events.Count; i++)
        {
            PathEvent later = context.History[events[i]];
            if (Question(later) is not { } question)
            {
                continue;
            }

            bool holds = later.Detail != 0 != question.IsNegated;
            foreach ((int at, int first, BranchQuestion before, bool held) in asked)
            {
                if (before.Subject == question.Subject && AreContrary(before, held, question, holds) && StaysSame(context.History[events[at]], later.Instruction, question, ofLock))
                {
                    return first;
                }
            }

            asked.Add((i, i, question, holds));
            foreach ((int at, BranchQuestion one, BranchQuestion other, bool areAlike) in linked)
            {
                Derive(context.History[events[at]], at, at, later.Instruction, question, holds, (one, other), areAlike, ofLock);
            }

            if (question.Halves is { } halves)
            {
                for (int before = asked.Count - 2; before >= 0; before--)
                {
                    Derive(context.History[events[asked[before].At]], i, asked[before].First, later.Instruction, asked[before].Question, asked[before].Holds, halves, holds, ofLock);
                }

                linked.Add((i, halves.One, halves.Other, holds));
            }
        }

        return -1;
    }

    /// <summary>The answer to one of two questions that have one answer, or the opposite, is that to the other, too.</summary>
    /// <param name="link">The event from which on the other has it.</param>
    /// <param name="first">The first event that it hangs on.</param>
    private void Derive(in PathEvent earlier, int link, int first, int later, BranchQuestion question, bool holds, (BranchQuestion One, BranchQuestion Other) halves, bool areAlike, bool ofLock)
    {
        (BranchQuestion known, BranchQuestion told) = question.Subject == halves.One.Subject ? (halves.One, halves.Other) : (halves.Other, halves.One);
        if (known.Subject == question.Subject && known.Constant == question.Constant && known.Statement is null && question.Statement is null && StaysSame(earlier, later, question, ofLock))
        {
            bool half = holds != known.IsNegated;
            asked.Add((link, first, told, half == areAlike != told.IsNegated));
        }
    }

    private BranchQuestion? Question(in PathEvent step)
    {
        if (step.Kind != EventKind.Branch)
        {
            return null;
        }

        if (!questions.TryGetValue(step.Instruction, out BranchQuestion? question))
        {
            question = context.Code.Terminator(step.Instruction) is BranchTerminator branch ? BranchQuestion.Of(context, context.Code.BlockOf(step.Instruction), branch) : null;
            questions.Add(step.Instruction, question);
        }

        return question;
    }

    private static bool AreContrary(BranchQuestion one, bool holds, BranchQuestion other, bool otherHolds)
    {
        if (one.Statement is not null || other.Statement is not null)
        {
            return one.Statement is not null && other.Statement is not null && StringStatement.AreContrary(one.Statement, holds, other.Statement, otherHolds);
        }

        if (one.Constant.HasValue != other.Constant.HasValue)
        {
            return false;
        }

        return one.Constant == other.Constant ? holds != otherHolds : holds && otherHolds;
    }

    private bool StaysSame(in PathEvent earlier, int later, BranchQuestion question, bool ofLock)
    {
        bool isTaken = earlier.Detail != 0;
        if (!unchanged.TryGetValue((earlier.Instruction, later, question, isTaken, ofLock), out bool stays))
        {
            stays = FindStaysSame(earlier.Instruction, isTaken, context.Code.BlockOf(later).Ordinal, question, ofLock);
            unchanged.Add((earlier.Instruction, later, question, isTaken, ofLock), stays);
        }

        return stays;
    }

    /// <summary>
    /// Where variables are asked, no way between may change the answer: another one may have merged into this path. What is said of a string is
    /// kept apart as long as it is asked again (<see cref="RepeatedAnswers"/>): only the ways from the branch that was taken count.
    /// </summary>
    private bool FindStaysSame(int branch, bool isTaken, int to, BranchQuestion question, bool ofLock)
    {
        bool readsMemory = question.Globals.Count + question.Members.Count + question.Strings.Count > 0;
        int from = context.Code.BlockOf(branch).Ordinal;
        ImmutableArray<int> ways = context.Code.Terminator(branch).Successors;
        BitArray between = Between(question.Strings.Count > 0 ? [ways[isTaken ? 0 : 1]] : ways, to);
        if (readsMemory && (between[from] || from == to || IsInLoop(to) || (question.Members.Count > 0 && !question.IsMask && !ofLock)))
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

    /// <summary>The blocks on ways from the beginning of some to the end of another.</summary>
    private BitArray Between(ImmutableArray<int> from, int to)
    {
        var after = new BitArray(context.Function.Blocks.Length);
        foreach (int next in from)
        {
            after.Or(context.Code.Graph.ReachedFrom(next, -1));
        }

        return after.And(context.Code.Graph.Reaching(new BitArray(after.Length) { [to] = true }, -1));
    }

    private bool IsInLoop(int block) =>
        context.Function.Blocks[block].Terminator.Successors.Any(next => context.Code.Graph.ReachedFrom(next, -1)[block]);

    private bool MayChange(BasicBlock block, Instruction instruction, BranchQuestion question, bool ofLock)
    {
        foreach (int name in question.Strings)
        {
            if ((names ??= new StringNames(context)).MayBeWritten(name, block, instruction))
            {
                return true;
            }
        }

        switch (instruction)
        {
            case StoreInstruction store:
                return MayBeAt(store.Address, question, isWhole: false);
            case CopyInstruction copy:
                return MayBeAt(copy.Destination, question, isWhole: true);
            case ZeroInstruction zero:
                return MayBeAt(zero.Address, question, isWhole: true);
            case LifetimeStartInstruction start:
                return question.Locals.Contains(start.Slot) || question.Strings.Contains(start.Slot);
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
