namespace Cleak.Analysis;

/// <summary>How far library functions write, by their behaviours and by the arguments that bound them.</summary>
internal sealed class CallExtents(AnalysisContext context, PathCondition path, StringLengths lengths)
{
    private readonly FormatLengths formats = new(context, path, lengths);

    /// <summary>The argument that a function writes behind, of which its extent can be told; -1 where there is none.</summary>
    public static int Target(FunctionModel model)
    {
        switch (model.Behavior)
        {
            case Behavior.CopyBytes or Behavior.FillBytes or Behavior.ZeroBytes:
            case Behavior.CopyString or Behavior.CopyStringPadded or Behavior.CopyStringBounded or Behavior.AppendString or Behavior.FormatInto:
                return model.Operands.Length > 0 ? model.Operands[0] : -1;
            case Behavior.None:
                foreach (ArgumentModel argument in model.Arguments)
                {
                    if (argument.Has(ArgumentEffects.Writes) && argument.Bytes >= 0)
                    {
                        return argument.Index;
                    }
                }

                return -1;
            default:
                return -1;
        }
    }

    public WrittenBytes Of(AbstractState state, ModelCall call, int target)
    {
        var start = new LinearForm();
        var length = new LinearForm();
        switch (call.Model.Behavior)
        {
            case Behavior.CopyBytes:
                Add(state, ref length, call.Operand(2));
                break;
            case Behavior.FillBytes:
                Add(state, ref length, call.Operand(call.Model.Operands.Length < 3 ? 1 : 2));
                break;
            case Behavior.ZeroBytes:
                Add(state, ref length, call.Operand(1));
                break;
            case Behavior.CopyString:
                AddString(state, ref length, call.Operand(1), call.Number);
                break;
            case Behavior.CopyStringPadded:
                Add(state, ref length, call.Operand(2));
                break;
            case Behavior.CopyStringBounded:
                AddString(state, ref length, call.Operand(1), call.Number);
                Cut(state, ref length, call.Operand(2));
                break;
            case Behavior.AppendString:
                Add(state, ref start, lengths.Of(state, call.Operand(0), call.Number));
                AddString(state, ref length, call.Operand(1), call.Number);
                if (call.Model.Operands.Length > 2)
                {
                    length.AddConstant(-1);
                    Cut(state, ref length, call.Operand(2));
                    length.AddConstant(1);
                }

                break;
            case Behavior.FormatInto:
                int first = call.Instruction.DirectCallee is { Type.IsVariadic: true } callee ? callee.Type.Parameters.Length : int.MaxValue;
                length = formats.Of(state, call, call.Operand(1), first);
                length.AddConstant(1);
                if (call.Model.Operands.Length > 2)
                {
                    Cut(state, ref length, call.Operand(2));
                }

                break;
            default:
                ArgumentModel argument = call.Model.Argument(target)!;
                AddProduct(state, ref length, call, argument);
                break;
        }

        return new WrittenBytes(target, start, length);
    }

    private void Add(AbstractState state, ref LinearForm form, Value value)
    {
        if (value.IsNone)
        {
            form.AddUnknown();
        }
        else
        {
            form.Add(context, path, state, value, 1);
        }
    }

    private void AddString(AbstractState state, ref LinearForm form, Value text, int instruction)
    {
        Add(state, ref form, lengths.Of(state, text, instruction));
        form.AddConstant(1);
    }

    /// <summary>The smaller of what would be written and the bound: known where both are numbers.</summary>
    private void Cut(AbstractState state, ref LinearForm length, Value bound)
    {
        if (!context.Terms.TryConstant(path.Resolve(state, bound), out long most) || !length.IsConstant)
        {
            length.AddUnknown();
        }
        else if (most < length.Constant)
        {
            length.AddConstant(most - length.Constant);
        }
    }

    private void AddProduct(AbstractState state, ref LinearForm length, ModelCall call, ArgumentModel argument)
    {
        if (argument.Bytes >= call.Arguments.Length || argument.BytesFactor >= call.Arguments.Length)
        {
            length.AddUnknown();
            return;
        }

        Value bytes = path.Resolve(state, call.Arguments[argument.Bytes]);
        Value times = argument.BytesFactor < 0 ? Value.One : path.Resolve(state, call.Arguments[argument.BytesFactor]);
        if (context.Terms.TryConstant(times, out long factor) && factor is > 0 and <= int.MaxValue)
        {
            length.Add(context, path, state, bytes, factor);
        }
        else if (context.Terms.TryConstant(bytes, out factor) && factor is > 0 and <= int.MaxValue)
        {
            length.Add(context, path, state, times, factor);
        }
        else
        {
            length.AddUnknown();
        }
    }
}
