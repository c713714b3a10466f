using System.Collections;
using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a function asks of memory that others see before it gets to an instruction, and whether it gets there again.</summary>
internal static class FlowGuards
{
    public static bool IsInLoop(FunctionCode code, int block)
    {
        foreach (int successor in code.Function.Blocks[block].Terminator.Successors)
        {
            if (code.Graph.ReachedFrom(successor, wall: -1)[block])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The flags in fields and variables that every way to the instruction asks, with the answer that leads there.</summary>
    public static ImmutableArray<CreationGuard> Of(AnalysisContext context, int instruction)
    {
        FunctionCode code = context.Code;
        int target = code.BlockOf(instruction).Ordinal;
        BitArray dominators = code.Graph.Dominators(target);
        HashSet<CreationGuard>? guards = null;
        for (int b = 0; b < dominators.Length; b++)
        {
            if (!dominators[b] || b == target || code.Function.Blocks[b].Terminator is not BranchTerminator branch)
            {
                continue;
            }

            bool byTrue = code.Graph.ReachedFrom(branch.WhenTrue, wall: b)[target], byFalse = code.Graph.ReachedFrom(branch.WhenFalse, wall: b)[target];
            if (byTrue != byFalse && Guard(context.Program, context.UnitIndex, code.Function.Blocks[b], branch.Condition, byTrue) is { } guard)
            {
                (guards ??= []).Add(guard);
            }
        }

        return guards is null ? [] : [.. guards.OrderBy(guard => guard.Place.ToString(), StringComparer.Ordinal).ThenBy(guard => guard.IsZero)];
    }

    /// <summary>What a condition asks of a flag in a field or variable, where it holds or not.</summary>
    public static CreationGuard? Guard(Program program, int unit, BasicBlock block, Expression condition, bool holds)
    {
        switch (condition)
        {
            case CastExpression cast:
                return Guard(program, unit, block, cast.Operand, holds);
            case UnaryExpression { Operator: UnaryOperator.LogicalNot } not:
                return Guard(program, unit, block, not.Operand, !holds);
            case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: ConstantExpression constant } comparison:
                bool isEqual = (comparison.Operator == BinaryOperator.Equal) == holds;
                return constant.Value == 0 ? Guard(program, unit, block, comparison.Left, !isEqual) : isEqual ? Guard(program, unit, block, comparison.Left, true) : null;
            case TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: not LocalAddressExpression } load
                && HandlePlaces.Of(program, unit, block, load.Address) is { IsKnown: true } place:
                return new CreationGuard(place, !holds);
            default:
                return null;
        }
    }
}
