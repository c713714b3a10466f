using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>Marks the locals whose address is more than the base of loads and stores.</summary>
internal sealed class AddressMarker(Function function)
{
    public void Visit(Instruction instruction)
    {
        switch (instruction)
        {
            case LoadInstruction load:
                Place(load.Address);
                break;
            case StoreInstruction store:
                Place(store.Address);
                Value(store.Value);
                break;
            case CopyInstruction copy:
                Place(copy.Destination);
                Place(copy.Source);
                break;
            case ZeroInstruction zero:
                Place(zero.Address);
                break;
            case CallInstruction call:
                Value(call.Callee);
                foreach (Expression argument in call.Arguments)
                {
                    Value(argument);
                }

                if (call.ResultAddress is not null)
                {
                    Place(call.ResultAddress);
                }

                break;
            case LifetimeStartInstruction { Size: { } size }:
                Value(size);
                break;
            case AssemblyInstruction assembly:
                foreach (Expression output in assembly.Outputs)
                {
                    Value(output);
                }

                foreach (Expression input in assembly.Inputs)
                {
                    Value(input);
                }

                break;
            case UnsupportedInstruction unsupported:
                foreach (Expression operand in unsupported.Operands)
                {
                    Value(operand);
                }

                break;
        }
    }

    public void Visit(Terminator terminator)
    {
        switch (terminator)
        {
            case BranchTerminator branch:
                Value(branch.Condition);
                break;
            case SwitchTerminator choice:
                Value(choice.Value);
                break;
            case IndirectGotoTerminator indirect:
                Value(indirect.Address);
                break;
            case ReturnTerminator { Value: { } value }:
                Value(value);
                break;
        }
    }

    /// <summary>An address that is read or written at once.</summary>
    private void Place(Expression address)
    {
        switch (address)
        {
            case LocalAddressExpression:
                break;
            case OffsetExpression offset:
                Place(offset.Address);
                break;
            case IndexExpression index:
                Place(index.Address);
                Value(index.Index);
                break;
            default:
                Value(address);
                break;
        }
    }

    private void Value(Expression expression)
    {
        switch (expression)
        {
            case LocalAddressExpression local:
                function.Locals[local.Slot].IsAddressTaken = true;
                break;
            case OffsetExpression offset:
                Value(offset.Address);
                break;
            case IndexExpression index:
                Value(index.Address);
                Value(index.Index);
                break;
            case UnaryExpression unary:
                Value(unary.Operand);
                break;
            case BinaryExpression binary:
                Value(binary.Left);
                Value(binary.Right);
                break;
            case CastExpression cast:
                Value(cast.Operand);
                break;
            case RecordValueExpression record:
                Place(record.Address);
                break;
        }
    }
}
