using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which variables of a function may name the bytes of a string: what is computed from one, or what one is computed from, wherever in the
/// function. For questions about a string: who writes through none of its names leaves its bytes alone.
/// </summary>
internal sealed class StringNames
{
    private readonly AnalysisContext context;
    private readonly Function function;

    /// <summary>A variable of each set stands for it (union-find).</summary>
    private readonly int[] parents;

    public StringNames(AnalysisContext context)
    {
        this.context = context;
        function = context.Function;
        parents = [.. Enumerable.Range(0, function.Locals.Length)];
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is StoreInstruction store && CanName(store.Type) && Root(store.Address) is LocalAddressExpression target)
                {
                    Join(block, store.Value, target.Slot);
                }
            }
        }
    }

    /// <summary>Bytes of the string that <paramref name="name"/> names may be written by an instruction.</summary>
    public bool MayBeWritten(int name, BasicBlock block, Instruction instruction) => instruction switch
    {
        StoreInstruction store => MayBeIn(name, block, store.Address),
        CopyInstruction copy => MayBeIn(name, block, copy.Destination),
        ZeroInstruction zero => MayBeIn(name, block, zero.Address),
        CallInstruction call => call.Arguments.Where((argument, i) => (IsName(name, block, argument) && !IsOnlyRead(call, i)) || (argument is RecordValueExpression record && IsName(name, block, record.Address))).Any()
            || (call.ResultAddress is { } result && MayBeIn(name, block, result)),
        _ => false,
    };

    /// <summary>The place lies behind one of the names, or is a variable whose own bytes are the string.</summary>
    private bool MayBeIn(int name, BasicBlock block, Expression address) =>
        Root(address) is LocalAddressExpression local
            ? Find(local.Slot) == Find(name) && !function.Locals[local.Slot].Type.IsScalar
            : IsName(name, block, address);

    private bool IsOnlyRead(CallInstruction call, int argument)
    {
        if (call.DirectCallee is { } callee && context.Program.Models.Find(context.UnitIndex, callee) is { } model)
        {
            return !model.Arguments.Any(a => (a.Index == argument || (a.AndFollowing && a.Index < argument)) && a.Has(ArgumentEffects.Writes | ArgumentEffects.WritesDeep | ArgumentEffects.Releases));
        }

        IrType type = call.DirectCallee?.Type ?? (call.Callee.Type is { IsPointer: true, Element: { } pointee } ? pointee : call.Callee.Type);
        return argument < type.Parameters.Length && type.Parameters[argument].IsElementConst;
    }

    private bool IsName(int name, BasicBlock block, Expression value)
    {
        bool found = false;
        Walk(block, value, slot => found |= Find(slot) == Find(name));
        return found;
    }

    private void Join(BasicBlock block, Expression value, int target) => Walk(block, value, slot => parents[Find(slot)] = Find(target));

    /// <summary>The variables that a pointer is computed from: what a call hands back may lie in what it is given.</summary>
    private static void Walk(BasicBlock block, Expression value, Action<int> visit, int depth = 0)
    {
        value = Root(value);
        if (value is LocalAddressExpression local)
        {
            visit(local.Slot);
        }
        else if (value is TemporaryExpression temporary && depth < 8)
        {
            switch (ExpressionText.Definition(block, temporary.Index))
            {
                case LoadInstruction { Type.IsPointer: true } load:
                    Walk(block, load.Address, visit, depth + 1);
                    break;
                case CallInstruction call:
                    foreach (Expression argument in call.Arguments)
                    {
                        if (CanName(argument.Type))
                        {
                            Walk(block, argument, visit, depth + 1);
                        }
                    }

                    break;
            }
        }
    }

    /// <summary>Pointers to characters and to anything; others of what a call is given say nothing of where its result lies.</summary>
    private static bool CanName(IrType type) => type.IsPointer && type.Element is null or { Size: <= 1 };

    private static Expression Root(Expression value)
    {
        while (true)
        {
            switch (value)
            {
                case CastExpression cast:
                    value = cast.Operand;
                    break;
                case OffsetExpression offset:
                    value = offset.Address;
                    break;
                case IndexExpression index:
                    value = index.Address;
                    break;
                case BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum:
                    value = sum.Left;
                    break;
                default:
                    return value;
            }
        }
    }

    private int Find(int slot)
    {
        while (parents[slot] != slot)
        {
            slot = parents[slot] = parents[parents[slot]];
        }

        return slot;
    }
}
