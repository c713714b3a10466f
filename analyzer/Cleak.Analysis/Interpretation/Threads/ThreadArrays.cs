using System.Collections;
using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Threads whose handles stand in an array of the function: one loop creates an element a turn, others join an element a turn. Where all of the joins
/// together are provably fewer than the creations, some threads are left; where the two cannot be compared nothing is said. Told by the shape of
/// the loops, for states do not keep apart as many threads as there are elements.
/// </summary>
internal sealed class ThreadArrays(AnalysisContext context, DefectRecorder recorder)
{
    /// <summary>Elements from a first one to a last: bounds are a local's value, or zero, and a constant.</summary>
    private readonly record struct Segment(int Slot, string Field, long Low, int BoundSlot, long High, int Instruction, string Bound);

    public ImmutableArray<Defect> Find(ProgramNotes notes)
    {
        ImmutableArray<Defect>.Builder? found = null;
        foreach ((int instruction, PendingCreation creation) in notes.Creations)
        {
            if (creation.IsDirect && creation.States == DetachStates.Joinable && context.Code.Instruction(instruction) is CallInstruction call && Created(call, instruction) is { } created
                && LeftBehind(created) is { } joined)
            {
                (found ??= ImmutableArray.CreateBuilder<Defect>()).Add(Left(created, joined));
            }
        }

        return found?.ToImmutable() ?? [];
    }

    private Segment? Created(CallInstruction call, int instruction)
    {
        FunctionModel? model = call.DirectCallee is { } callee ? context.Program.Models.Find(context.UnitIndex, callee) : null;
        return model is null || model.Operands.Length == 0 ? null : Element(call.Arguments[model.Operands[0]], instruction);
    }

    /// <summary>The one loop that joins of the array, if it leaves elements out; null where it does not, or where that is not known.</summary>
    private Segment? LeftBehind(Segment created)
    {
        Segment? only = null;
        foreach (BasicBlock block in context.Function.Blocks)
        {
            for (int i = 0; i < block.Instructions.Length; i++)
            {
                int number = context.Code.First(block.Ordinal) + i;
                switch (block.Instructions[i])
                {
                    case LoadInstruction load when load.Address is not LocalAddressExpression && Mentions(load.Address, created.Slot):
                        if (FieldOf(load.Address) != created.Field)
                        {
                            break;
                        }

                        if (only is not null || !IsJoined(block, load.Temporary) || Element(load.Address, number) is not { } segment || segment.BoundSlot != created.BoundSlot)
                        {
                            return null;
                        }

                        only = segment;
                        break;
                    case StoreInstruction store when Mentions(store.Value, created.Slot):
                        return null;
                    case CallInstruction call when call.Arguments.Any(argument => Mentions(argument, created.Slot)) && number != created.Instruction:
                        return null;
                    case CopyInstruction copy when Mentions(copy.Source, created.Slot):
                        return null;
                }
            }
        }

        return only is { } joined && joined.Low >= created.Low && joined.High <= created.High && (joined.Low > created.Low || joined.High < created.High) ? joined : null;
    }

    private bool IsJoined(BasicBlock block, int temporary)
    {
        foreach (Instruction instruction in block.Instructions)
        {
            if (instruction is CallInstruction { DirectCallee: { } callee } call && context.Program.Models.Find(context.UnitIndex, callee) is { Behavior: Behavior.ThreadJoin or Behavior.ThreadDetach } model
                && DefectRecorder.Stripped(call.Arguments[model.Operands[0]]) is TemporaryExpression handle && handle.Index == temporary)
            {
                return true;
            }
        }

        return false;
    }

    private Defect Left(Segment created, Segment joined)
    {
        string name = context.Function.Locals[created.Slot].Name;
        string callee = recorder.CalleeName(created.Instruction);
        SourceSpan span = context.Code.Span(created.Instruction);
        string how = joined.Low > created.Low ? $"the first joined is '{name}[{joined.Low}]'" : $"joined are those below '{joined.Bound}'";
        return new Defect(DefectKind.Lost, context.Code.Linked.Id, span, ResourceKind.Thread)
        {
            Subject = name,
            IsDropped = true,
            Callee = callee,
            Macro = recorder.Macro(created.Instruction),
            Trace =
            [
                TraceStep.Here(span, context.Function.Name, $"a thread a turn is created by '{callee}', those below '{created.Bound}' of '{name}'", FlowStepKinds.Acquire | FlowStepKinds.Spawn),
                TraceStep.Here(context.Code.Span(joined.Instruction), context.Function.Name, $"{how}: the rest is left", FlowStepKinds.Join | FlowStepKinds.Lost),
            ],
        };
    }

    /// <summary>The elements that an address in a loop is in its turns.</summary>
    private Segment? Element(Expression address, int instruction)
    {
        string field = FieldOf(address);
        address = DefectRecorder.Stripped(address);
        while (address is OffsetExpression offset)
        {
            address = DefectRecorder.Stripped(offset.Address);
        }

        if (address is not IndexExpression { Address: var array, Index: var index } || DefectRecorder.Stripped(array) is not LocalAddressExpression { Slot: var slot } || LoadedSlot(context.Code.BlockOf(instruction), index) is not (>= 0 and var counter))
        {
            return null;
        }

        return Range(instruction, counter) is { } range ? new Segment(slot, field, range.Low, range.BoundSlot, range.High, instruction, range.Text) : null;
    }

    /// <summary>The values of a counter that goes up by one in the loop around an instruction, which every turn passes.</summary>
    private (long Low, int BoundSlot, long High, string Text)? Range(int instruction, int counter)
    {
        FunctionCode code = context.Code;
        int block = code.BlockOf(instruction).Ordinal;
        for (int head = block; head >= 0; head--)
        {
            if (!code.IsLoopHead(head) || code.Body(head) is not { } body || !body[block])
            {
                continue;
            }

            bool isEveryTurn = code.Graph.Predecessors(head).Where(before => body[before]).All(latch => code.Graph.Dominators(latch)[block]);
            return isEveryTurn && code.Function.Blocks[head].Terminator is BranchTerminator { Condition: BinaryExpression { Operator: BinaryOperator.Less or BinaryOperator.LessOrEqual } condition } branch
                && body[branch.WhenTrue] && !body[branch.WhenFalse] && LoadedSlot(code.Function.Blocks[head], condition.Left) == counter && Steps(counter, body) && First(head, body, counter) is { } low
                && Bound(code.Function.Blocks[head], condition.Right) is { } bound
                ? (low, bound.Slot, bound.Constant + (condition.Operator == BinaryOperator.LessOrEqual ? 1 : 0), ExpressionText.Value(context.Function, code.Function.Blocks[head], condition.Right))
                : null;
        }

        return null;
    }

    /// <summary>The only store to the counter in the loop adds one.</summary>
    private bool Steps(int counter, BitArray body)
    {
        int stores = 0;
        foreach (BasicBlock block in context.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (!body[block.Ordinal] || instruction is not StoreInstruction { Address: LocalAddressExpression place } store || place.Slot != counter)
                {
                    continue;
                }

                if (DefectRecorder.Stripped(store.Value) is not BinaryExpression { Operator: BinaryOperator.Add, Right: ConstantExpression { Value: 1 } } sum || LoadedSlot(block, sum.Left) != counter)
                {
                    return false;
                }

                stores++;
            }
        }

        return stores == 1 && !context.Function.Locals[counter].IsAddressTaken;
    }

    /// <summary>The constant that the counter is set to before the loop.</summary>
    private long? First(int head, BitArray body, int counter)
    {
        int at = -1;
        foreach (int before in context.Code.Graph.Predecessors(head))
        {
            if (!body[before])
            {
                if (at >= 0)
                {
                    return null;
                }

                at = before;
            }
        }

        while (at >= 0)
        {
            BasicBlock block = context.Function.Blocks[at];
            for (int i = block.Instructions.Length - 1; i >= 0; i--)
            {
                if (block.Instructions[i] is StoreInstruction { Address: LocalAddressExpression place } store && place.Slot == counter)
                {
                    return DefectRecorder.Stripped(store.Value) is ConstantExpression constant ? constant.Value : null;
                }
            }

            at = context.Code.Graph.Predecessors(at) is [var single] && single < at ? single : -1;
        }

        return null;
    }

    /// <summary>A constant, or a local that is set at most once, and what is added to it.</summary>
    private (int Slot, long Constant)? Bound(BasicBlock block, Expression expression)
    {
        switch (DefectRecorder.Stripped(expression))
        {
            case ConstantExpression constant:
                return (-1, constant.Value);
            case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: ConstantExpression added } sum when LoadedSlot(block, sum.Left) is >= 0 and var slot && IsSetOnce(slot):
                return (slot, sum.Operator == BinaryOperator.Add ? added.Value : -added.Value);
            case var other when LoadedSlot(block, other) is >= 0 and var plain && IsSetOnce(plain):
                return (plain, 0);
            default:
                return null;
        }
    }

    private bool IsSetOnce(int slot)
    {
        Local local = context.Function.Locals[slot];
        int stores = local.IsParameter ? 1 : 0;
        foreach (BasicBlock block in context.Function.Blocks)
        {
            stores += block.Instructions.Count(instruction => instruction is StoreInstruction { Address: LocalAddressExpression place } && place.Slot == slot);
        }

        return stores <= 1 && !local.IsAddressTaken;
    }

    private static int LoadedSlot(BasicBlock block, Expression expression) =>
        DefectRecorder.Stripped(expression) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression place } ? place.Slot : -1;

    private static string FieldOf(Expression address) => DefectRecorder.Stripped(address) is OffsetExpression { FieldName: { } field } ? field : "";

    private static bool Mentions(Expression? expression, int slot) => expression switch
    {
        LocalAddressExpression local => local.Slot == slot,
        OffsetExpression offset => Mentions(offset.Address, slot),
        IndexExpression index => Mentions(index.Address, slot) || Mentions(index.Index, slot),
        CastExpression cast => Mentions(cast.Operand, slot),
        UnaryExpression unary => Mentions(unary.Operand, slot),
        BinaryExpression binary => Mentions(binary.Left, slot) || Mentions(binary.Right, slot),
        RecordValueExpression record => Mentions(record.Address, slot),
        _ => false,
    };
}
