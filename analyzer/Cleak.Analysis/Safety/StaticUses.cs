using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Where functions use certain variables of static storage duration by name: told from their code alone.</summary>
internal sealed class StaticUses
{
    private readonly Program program;
    private readonly HashSet<int> wanted;
    private readonly List<(int Instruction, ObjectUse Use)> found = [];
    private LinkedFunction function = null!;
    private BasicBlock block = null!;
    private int number;
    private SourceSpan span;

    private StaticUses(Program program, HashSet<int> wanted)
    {
        this.program = program;
        this.wanted = wanted;
    }

    /// <summary>All uses in a function, with the numbers of their instructions.</summary>
    /// <param name="wanted">Variables by id.</param>
    public static ImmutableArray<(int Instruction, ObjectUse Use)> In(Program program, LinkedFunction function, HashSet<int> wanted)
    {
        var uses = new StaticUses(program, wanted) { function = function };
        foreach (BasicBlock block in function.Function.Blocks)
        {
            uses.block = block;
            foreach (Instruction instruction in block.Instructions)
            {
                uses.span = instruction.Span;
                uses.Look(instruction);
                uses.number++;
            }

            uses.span = block.Terminator.Span;
            switch (block.Terminator)
            {
                case ReturnTerminator { Value: { } value }:
                    uses.Value(value, isConst: false);
                    break;
                case BranchTerminator branch:
                    uses.Value(branch.Condition, isConst: true);
                    break;
                case SwitchTerminator choice:
                    uses.Value(choice.Value, isConst: true);
                    break;
            }

            uses.number++;
        }

        return [.. uses.found];
    }

    private void Look(Instruction instruction)
    {
        switch (instruction)
        {
            case LoadInstruction load:
                At(load.Address, load.Type.Size, isRead: true, isWrite: false);
                break;
            case StoreInstruction store:
                At(store.Address, store.Type.Size, isRead: false, isWrite: true);
                Value(store.Value, isConst: false);
                break;
            case CopyInstruction copy:
                At(copy.Source, copy.Type.Size, isRead: true, isWrite: false);
                At(copy.Destination, copy.Type.Size, isRead: false, isWrite: true);
                break;
            case ZeroInstruction zero:
                At(zero.Address, zero.Size, isRead: false, isWrite: true);
                break;
            case CallInstruction call:
                Call(call);
                break;
            case AssemblyInstruction assembly:
                foreach (Expression output in assembly.Outputs)
                {
                    At(output, -1, isRead: true, isWrite: true);
                }

                foreach (Expression input in assembly.Inputs)
                {
                    Value(input, isConst: false);
                }

                break;
            case UnsupportedInstruction unsupported:
                foreach (Expression operand in unsupported.Operands)
                {
                    Value(operand, isConst: false);
                }

                break;
        }
    }

    private void Call(CallInstruction call)
    {
        ImmutableArray<IrType> parameters = call.DirectCallee?.Type.Parameters ?? [];
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Value(call.Arguments[i], isConst: i < parameters.Length && parameters[i].IsElementConst);
        }

        if (call.ResultAddress is not null)
        {
            At(call.ResultAddress, -1, isRead: false, isWrite: true);
        }
    }

    /// <summary>An object is accessed at an address.</summary>
    private void At(Expression address, long size, bool isRead, bool isWrite)
    {
        for (Expression at = address; at is OffsetExpression or IndexExpression or CastExpression;)
        {
            if (at is IndexExpression index)
            {
                Value(index.Index, isConst: true);
            }

            at = at switch
            {
                OffsetExpression step => step.Address,
                IndexExpression element => element.Address,
                _ => ((CastExpression)at).Operand,
            };
        }

        StaticPart part = StaticPart.Of(address, size);
        if (part.Variable is { } variable)
        {
            Add(variable, address, part.Offset, part.Size, isRead, isWrite);
        }
        else if (part.Base is UnaryExpression or BinaryExpression or RecordValueExpression)
        {
            Value(part.Base, isConst: false);
        }
    }

    /// <summary>A value is used: an address in it goes somewhere.</summary>
    /// <param name="isConst">Nobody writes through it.</param>
    private void Value(Expression value, bool isConst)
    {
        switch (value)
        {
            case SymbolAddressExpression or OffsetExpression or IndexExpression when value.Type.IsPointer:
                At(value, Reach(value), isRead: true, isWrite: !isConst);
                break;
            case CastExpression cast:
                Value(cast.Operand, isConst);
                break;
            case UnaryExpression unary:
                Value(unary.Operand, isConst);
                break;
            case BinaryExpression binary:
                // Addresses that are compared or subtracted go nowhere.
                bool staysHere = isConst || binary.Type.Kind == TypeKind.Integer;
                Value(binary.Left, staysHere);
                Value(binary.Right, staysHere);
                break;
            case RecordValueExpression record:
                At(record.Address, record.Type.Size, isRead: true, isWrite: false);
                break;
        }
    }

    /// <summary>Bytes that whoever is given an address gets at: the member, or all of the variable.</summary>
    private static long Reach(Expression address) => address switch
    {
        OffsetExpression { FieldName: not null } member when ArrayExtents.OfMember(member, isRecordToo: true) is > 0 and var whole => whole,
        OffsetExpression or IndexExpression => address.Type.Element?.Size ?? -1,
        _ => -1,
    };

    private void Add(Symbol symbol, Expression address, long offset, long size, bool isRead, bool isWrite)
    {
        LinkedVariable variable = program.Variable(function.UnitIndex, symbol);
        if (wanted.Contains(variable.Id))
        {
            string name = ExpressionText.Place(function.Function, block, address);
            found.Add((number, new ObjectUse(function.Id, span, new StaticObject(variable.Id, offset, Math.Max(0, size)), name.Length > 0 ? name : symbol.Name, isRead, isWrite, IsInHandler: false)));
        }
    }
}
