using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>Writes functions: locals, blocks, instructions, expressions.</summary>
internal sealed class CodeWriter(ByteWriter writer)
{
    private int depth;

    public void Function(Function function)
    {
        writer.Count(function.Symbol.Id);
        writer.Span(function.Span);
        writer.Span(function.EndSpan);
        writer.OptionalString(function.Damage);
        writer.Count(function.ParameterCount);
        writer.Count(function.Locals.Length);
        foreach (Local local in function.Locals)
        {
            writer.String(local.Name);
            writer.Count(local.Type.Id);
            writer.Span(local.Span);
            writer.Signed(local.ParameterIndex);
            Flag(local.IsAddressTaken);
        }

        writer.Count(function.Blocks.Length);
        foreach (BasicBlock block in function.Blocks)
        {
            writer.Count(block.TemporaryCount);
            writer.Count(block.Instructions.Length);
            foreach (Instruction instruction in block.Instructions)
            {
                Instruction(instruction);
            }

            Terminator(block.Terminator);
        }
    }

    private void Instruction(Instruction instruction)
    {
        writer.Byte((byte)instruction.Kind);
        writer.Span(instruction.Span);
        writer.Macro(instruction.Macro);
        switch (instruction)
        {
            case LoadInstruction load:
                writer.Signed(load.Temporary);
                Expression(load.Address);
                Type(load.Type);
                Access(load.Bits, load.Traits);
                break;
            case StoreInstruction store:
                Expression(store.Address);
                Expression(store.Value);
                Type(store.Type);
                Access(store.Bits, store.Traits);
                break;
            case CopyInstruction copy:
                Expression(copy.Destination);
                Expression(copy.Source);
                Type(copy.Type);
                break;
            case ZeroInstruction zero:
                Expression(zero.Address);
                writer.Signed(zero.Size);
                break;
            case CallInstruction call:
                writer.Signed(call.Temporary);
                OptionalExpression(call.ResultAddress);
                Expression(call.Callee);
                Expressions(call.Arguments);
                Type(call.ResultType);
                break;
            case LifetimeStartInstruction start:
                writer.Count(start.Slot);
                OptionalExpression(start.Size);
                break;
            case LifetimeEndInstruction end:
                writer.Count(end.Slot);
                break;
            case AssemblyInstruction assembly:
                Expressions(assembly.Outputs);
                Expressions(assembly.Inputs);
                break;
            case UnsupportedInstruction unsupported:
                writer.Signed(unsupported.Temporary);
                writer.String(unsupported.Reason);
                Expressions(unsupported.Operands);
                break;
            default:
                throw new NotSupportedException($"no binary form for {instruction.Kind}");
        }
    }

    private void Terminator(Terminator terminator)
    {
        writer.Byte((byte)terminator.Kind);
        writer.Span(terminator.Span);
        writer.Macro(terminator.Macro);
        switch (terminator)
        {
            case GotoTerminator jump:
                writer.Count(jump.Target);
                break;
            case BranchTerminator branch:
                Expression(branch.Condition);
                writer.Count(branch.WhenTrue);
                writer.Count(branch.WhenFalse);
                break;
            case SwitchTerminator choice:
                Expression(choice.Value);
                writer.Count(choice.Cases.Length);
                foreach (SwitchCase option in choice.Cases)
                {
                    writer.Signed(option.Low);
                    writer.Signed(option.High);
                    writer.Count(option.Target);
                }

                writer.Count(choice.DefaultTarget);
                break;
            case IndirectGotoTerminator indirect:
                Expression(indirect.Address);
                writer.Count(indirect.Successors.Length);
                foreach (int target in indirect.Successors)
                {
                    writer.Count(target);
                }

                break;
            case ReturnTerminator result:
                OptionalExpression(result.Value);
                break;
            case UnreachableTerminator:
                break;
            default:
                throw new NotSupportedException($"no binary form for {terminator.Kind}");
        }
    }

    public void Expression(Expression expression)
    {
        if (++depth > IrFormat.MaximumDepth)
        {
            throw new InvalidDataException($"an expression is nested more than {IrFormat.MaximumDepth} deep");
        }

        writer.Byte((byte)expression.Kind);
        Type(expression.Type);
        switch (expression)
        {
            case ConstantExpression constant:
                writer.Signed(constant.Value);
                break;
            case FloatingExpression floating:
                writer.Double(floating.Value);
                break;
            case LocalAddressExpression local:
                writer.Count(local.Slot);
                break;
            case SymbolAddressExpression symbol:
                writer.Count(symbol.Symbol.Id);
                break;
            case StringAddressExpression literal:
                writer.Count(literal.Literal.Id);
                break;
            case TemporaryExpression temporary:
                writer.Count(temporary.Index);
                break;
            case OffsetExpression offset:
                Expression(offset.Address);
                writer.Signed(offset.Bytes);
                writer.OptionalString(offset.FieldName);
                break;
            case IndexExpression index:
                Expression(index.Address);
                Expression(index.Index);
                writer.Signed(index.ElementSize);
                break;
            case UnaryExpression unary:
                writer.Byte((byte)unary.Operator);
                Expression(unary.Operand);
                break;
            case BinaryExpression binary:
                writer.Byte((byte)binary.Operator);
                Expression(binary.Left);
                Expression(binary.Right);
                break;
            case CastExpression cast:
                Expression(cast.Operand);
                break;
            case RecordValueExpression record:
                Expression(record.Address);
                break;
            case UnknownExpression:
                break;
            default:
                throw new NotSupportedException($"no binary form for {expression.Kind}");
        }

        depth--;
    }

    private void Expressions(ImmutableArray<Expression> expressions)
    {
        writer.Count(expressions.Length);
        foreach (Expression expression in expressions)
        {
            Expression(expression);
        }
    }

    private void OptionalExpression(Expression? expression)
    {
        Flag(expression is not null);
        if (expression is not null)
        {
            Expression(expression);
        }
    }

    private void Access(BitRange bits, AccessTraits traits)
    {
        writer.Byte((byte)((int)traits | (bits == default ? 0 : IrFormat.HasBits)));
        if (bits != default)
        {
            writer.Byte(bits.Start);
            writer.Byte(bits.Width);
        }
    }

    private void Type(IrType type) => writer.Count(type.Id);

    private void Flag(bool value) => writer.Byte(value ? (byte)1 : (byte)0);
}
