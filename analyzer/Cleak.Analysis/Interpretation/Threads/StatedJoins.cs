using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Loops that join those threads of which a member beside the handle says that there is something to join: a state that the creator wrote where the
/// creation failed, or the thread itself. Behind such a loop what the member says is as good as the analysis's word.
/// </summary>
internal sealed class StatedJoins(AnalysisContext context)
{
    private readonly LoopNests loops = new(context.Code);
    private List<(HandlePlace Place, int Block)>? joins;

    /// <summary>Between a creation and the place where its handle is lost lies a loop that joins what members of the same record say.</summary>
    public bool Lie(int creation, int lost)
    {
        if (context.Code.Instruction(creation) is not CallInstruction { DirectCallee: { } callee } call
            || context.Program.Models.Find(context.UnitIndex, callee) is not { Behavior: Behavior.ThreadCreate or Behavior.ThreadCreateC11 } model
            || HandlePlaces.Of(context, context.Code.BlockOf(creation), call.Arguments[model.Operands[0]]) is not { IsKnown: true, Variable: < 0 } place)
        {
            return false;
        }

        int from = context.Code.BlockOf(creation).Ordinal, to = context.Code.BlockOf(lost).Ordinal;
        return (joins ??= Find()).Exists(join => join.Place == place && loops.IsBehind(to, join.Block, from));
    }

    private List<(HandlePlace, int)> Find()
    {
        var found = new List<(HandlePlace, int)>();
        foreach (BasicBlock block in context.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: { } callee } call && context.Program.Models.Find(context.UnitIndex, callee) is { Behavior: Behavior.ThreadJoin or Behavior.ThreadDetach } model
                    && HandlePlaces.OfValue(context, block, call.Arguments[model.Operands[0]]) is { IsKnown: true, Variable: < 0 } place && IsAsked(block.Ordinal, place))
                {
                    found.Add((place, block.Ordinal));
                }
            }
        }

        return found;
    }

    /// <summary>Whether the block is reached is asked of another member of the record.</summary>
    private bool IsAsked(int target, HandlePlace handle)
    {
        BitArray dominators = context.Code.Graph.Dominators(target);
        for (int b = 0; b < dominators.Length; b++)
        {
            BasicBlock block = context.Function.Blocks[b];
            if (dominators[b] && b != target && block.Terminator is BranchTerminator branch && Asks(block, branch.Condition, handle)
                && context.Code.Graph.ReachedFrom(branch.WhenTrue, wall: b)[target] != context.Code.Graph.ReachedFrom(branch.WhenFalse, wall: b)[target])
            {
                return true;
            }
        }

        return false;
    }

    private bool Asks(BasicBlock block, Expression condition, HandlePlace handle) => condition switch
    {
        CastExpression cast => Asks(block, cast.Operand, handle),
        UnaryExpression unary => Asks(block, unary.Operand, handle),
        BinaryExpression binary => Asks(block, binary.Left, handle) || Asks(block, binary.Right, handle),
        TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: not LocalAddressExpression } load =>
            HandlePaths.Of(context.Program, context.Code.Linked, block, load.Address) is var path && path.Places.Any(place => place.Owner == handle.Owner && place != handle),
        _ => false,
    };
}
