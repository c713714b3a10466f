using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Whether a path on which a pointer was never set can be believed. It can where at most one decision led to it: one before which the
/// pointer is unset on whatever way it is reached, and after which all that may still be decided leads to the use. Then some run takes
/// that side, or the code would not ask. Where two decisions must fall together, they may hang together in a way that is not seen.
/// A question for the pointer itself is no decision: what is asked is what nobody set.
/// </summary>
internal sealed class UnsetPaths(AnalysisContext context)
{
    private readonly FunctionCode code = context.Code;
    private bool? jumpsBack;

    public bool IsCertain(List<int> events, int use, UnsetPlace place)
    {
        if (jumpsBack ??= JumpsBack())
        {
            return false;
        }

        List<PathEvent> decisions = Decisions(events, place);
        int target = code.BlockOf(use).Ordinal;
        var writes = new UnsetWrites(context, place, Passed(decisions, target));
        BitArray ends = Ends(writes, target), avoiding = code.Graph.Reaching(ends, target);
        int last = decisions.FindIndex(decision => IsRelevant(decision, avoiding) && !MeetsAgain(code.BlockOf(decision.Instruction), ends, target));
        if (last < 0)
        {
            return !code.Graph.Reaching(Only(target), -1).And(writes.Leaks).HasAnySet();
        }

        PathEvent decisive = decisions[last];
        int block = code.BlockOf(decisive.Instruction).Ordinal;
        bool isResidual = code.Terminator(decisive.Instruction) is SwitchTerminator choice && decisive.Detail == choice.Cases.Length;
        return !isResidual && !writes.AtEnd[block] && !code.Graph.Reaching(Only(block), -1).And(writes.Leaks).HasAnySet()
            && !decisions.Skip(last + 1).Any(earlier => IsPartOfChain(earlier, writes, block))
            && FollowsFrom(decisive, target, ends, avoiding, writes, place);
    }

    /// <summary>setjmp: what was written before it comes back, and what was not, too.</summary>
    private bool JumpsBack()
    {
        foreach (BasicBlock block in context.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: { } callee } && (callee.Attributes.ReturnsTwice || LibraryModels.Find(callee.Name)?.Behavior == Behavior.SetJump))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What was decided on the path, the last first.</summary>
    private List<PathEvent> Decisions(List<int> events, UnsetPlace place)
    {
        var decisions = new List<PathEvent>();
        for (int i = events.Count - 1; i >= 0 && events[i] != place.Acquired; i--)
        {
            PathEvent step = context.History[events[i]];
            if (step.Kind == EventKind.Branch && !AsksFor(place, code.BlockOf(step.Instruction)))
            {
                decisions.Add(step);
            }
        }

        return decisions;
    }

    /// <summary>Blocks that the path certainly went through.</summary>
    private BitArray Passed(List<PathEvent> decisions, int target)
    {
        var passed = new BitArray(code.Graph.Dominators(target));
        foreach (PathEvent decision in decisions)
        {
            passed.Or(code.Graph.Dominators(code.BlockOf(decision.Instruction).Ordinal));
        }

        return passed;
    }

    /// <summary>Blocks in which the function is past the use without having come to it: a return, a write, the variable's end.</summary>
    private BitArray Ends(UnsetWrites writes, int target)
    {
        BitArray ends = new BitArray(writes.In).Or(writes.Ends);
        foreach (BasicBlock block in context.Function.Blocks)
        {
            ends[block.Ordinal] |= block.Terminator is ReturnTerminator;
        }

        ends[target] = false;
        return ends;
    }

    /// <summary>All that a block may decide comes together again before the pointer is set or used: whichever side is taken, the rest is as it was.</summary>
    private bool MeetsAgain(BasicBlock block, BitArray ends, int target)
    {
        int meeting = code.Graph.Meeting(block.Ordinal);
        if (meeting < 0)
        {
            return false;
        }

        foreach (int side in block.Terminator.Successors)
        {
            BitArray between = side == meeting ? new BitArray(ends.Length) : code.Graph.ReachedFrom(side, meeting);
            between[meeting] = false;
            if (between[target] || between.And(ends).HasAnySet())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The other side of the decision does not lead to the use.</summary>
    private bool IsRelevant(PathEvent decision, BitArray avoiding)
    {
        System.Collections.Immutable.ImmutableArray<int> sides = code.Terminator(decision.Instruction).Successors;
        int taken = Taken(decision);
        for (int i = 0; i < sides.Length; i++)
        {
            if (i != taken && avoiding[sides[i]])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Which of the successors a decision led to.</summary>
    private int Taken(PathEvent decision) => code.Terminator(decision.Instruction) is BranchTerminator ? 1 - decision.Detail : decision.Detail;

    /// <summary>
    /// The other side sets the pointer before the decisive branch is reached: the cases of a chain, each of which sets it. That none of them
    /// holds may be impossible.
    /// </summary>
    private bool IsPartOfChain(PathEvent earlier, UnsetWrites writes, int decisive)
    {
        System.Collections.Immutable.ImmutableArray<int> sides = code.Terminator(earlier.Instruction).Successors;
        int taken = Taken(earlier);
        BitArray writing = code.Graph.Reaching(writes.In, decisive);
        for (int i = 0; i < sides.Length; i++)
        {
            if (i != taken && sides[i] != decisive && writing[sides[i]])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What was decided by itself behind the decisive branch does not go back to decisions before it: the branches there ask for what has one
    /// value on all ways to it, is set behind it, or is what it asked for itself. Nor does the place's address get elsewhere there.
    /// </summary>
    private bool FollowsFrom(PathEvent decisive, int target, BitArray ends, BitArray avoiding, UnsetWrites writes, UnsetPlace place)
    {
        int block = code.BlockOf(decisive.Instruction).Ordinal;
        int first = code.Terminator(decisive.Instruction).Successors[Taken(decisive)];
        BitArray way = code.Graph.ReachedFrom(first, target);
        way.And(code.Graph.Reaching(Only(target), -1));
        if (new BitArray(way).And(writes.Leaks).HasAnySet())
        {
            return false;
        }

        BitArray before = code.Graph.Reaching(Only(block), -1);
        HashSet<int> asked = [];
        Asked(code.Function.Blocks[block], asked);
        for (int b = 0; b < way.Length; b++)
        {
            BasicBlock branch = code.Function.Blocks[b];
            if (!way[b] || b == target || AsksFor(place, branch) || !branch.Terminator.Successors.Any(successor => avoiding[successor]) || MeetsAgain(branch, ends, target))
            {
                continue;
            }

            HashSet<int> slots = [];
            if (!Asked(branch, slots) || slots.Any(slot => !asked.Contains(slot) && StoresBefore(slot, before) > 1 && !IsStoredBetween(slot, way, b)))
            {
                return false;
            }
        }

        return true;
    }

    private BitArray Only(int block) => new(code.Function.Blocks.Length) { [block] = true };

    /// <summary>A block's condition is made of the place alone, or of an element that it may be.</summary>
    private static bool AsksFor(UnsetPlace place, BasicBlock block) =>
        place.IsLocal && block.Terminator is BranchTerminator branch && IsMadeOf(place, block, branch.Condition) == true;

    /// <returns>Null for what is made of constants.</returns>
    private static bool? IsMadeOf(UnsetPlace place, BasicBlock block, Expression expression) => expression switch
    {
        ConstantExpression => null,
        CastExpression cast => IsMadeOf(place, block, cast.Operand),
        UnaryExpression unary => IsMadeOf(place, block, unary.Operand),
        BinaryExpression binary => Both(IsMadeOf(place, block, binary.Left), IsMadeOf(place, block, binary.Right)),
        TemporaryExpression temporary => ExpressionText.Definition(block, temporary.Index) is LoadInstruction load && IsAt(place, load.Address),
        _ => false,
    };

    private static bool? Both(bool? left, bool? right) => left is null ? right : right is null ? left : left.Value && right.Value;

    private static bool IsAt(UnsetPlace place, Expression address)
    {
        long offset = 0;
        bool isElement = false;
        while (address is OffsetExpression or IndexExpression)
        {
            if (address is OffsetExpression at)
            {
                offset += at.Bytes;
                address = at.Address;
                continue;
            }

            var index = (IndexExpression)address;
            offset += index.Index is ConstantExpression constant ? constant.Value * index.ElementSize : 0;
            isElement |= index.Index is not ConstantExpression;
            address = index.Address;
        }

        return address is LocalAddressExpression local && local.Slot == place.Slot && (isElement || offset == place.Offset);
    }

    /// <summary>The variables that a block's condition is made of; false where it is made of something else, too, but for results of the block's own calls.</summary>
    private static bool Asked(BasicBlock block, HashSet<int> slots) => block.Terminator switch
    {
        BranchTerminator branch => ComputedFrom.Collect(block, branch.Condition, slots),
        SwitchTerminator choice => ComputedFrom.Collect(block, choice.Value, slots),
        _ => true,
    };

    /// <summary>The variable is given a value on the way from the decisive branch to another.</summary>
    private bool IsStoredBetween(int slot, BitArray way, int branch)
    {
        BitArray passed = new BitArray(code.Graph.Dominators(branch)).And(way);
        for (int b = 0; b < passed.Length; b++)
        {
            if (passed[b] && code.Function.Blocks[b].Instructions.Any(instruction => instruction is StoreInstruction { Address: LocalAddressExpression place } && place.Slot == slot))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many values a variable may have at a place: its parameter's and one for each store before it.</summary>
    private int StoresBefore(int slot, BitArray before)
    {
        Local local = context.Function.Locals[slot];
        int stores = local.IsParameter || local.IsAddressTaken ? 2 : 0;
        for (int b = 0; b < before.Length; b++)
        {
            foreach (Instruction instruction in before[b] ? code.Function.Blocks[b].Instructions : [])
            {
                stores += instruction is StoreInstruction { Address: LocalAddressExpression place, Value: { } value } && place.Slot == slot ? value is ConstantExpression ? 1 : 2 : 0;
            }
        }

        return stores;
    }
}
