using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The instructions of a function that may write to a place, by what they say: the place itself, a member of its name, a call that is given the object.</summary>
internal sealed class UnsetWrites
{
    private readonly AnalysisContext context;
    private readonly UnsetPlace place;
    private readonly BitArray passed;
    private readonly int start;

    /// <param name="context">Whose function it is.</param>
    /// <param name="place">Written or not.</param>
    /// <param name="passed">Blocks that the path went through: what their calls do to a block is known, and they wrote nothing.</param>
    public UnsetWrites(AnalysisContext context, UnsetPlace place, BitArray passed)
    {
        this.context = context;
        this.place = place;
        this.passed = passed;
        start = place.IsLocal ? -1 : context.History[place.Acquired].Instruction;
        int blocks = context.Function.Blocks.Length;
        In = new BitArray(blocks);
        Ends = new BitArray(blocks);
        AtEnd = new BitArray(blocks);
        Leaks = new BitArray(blocks);
        Collect();
        Propagate();
    }

    /// <summary>Blocks with such an instruction.</summary>
    public BitArray In { get; }

    /// <summary>Blocks in which the place comes into being or ends.</summary>
    public BitArray Ends { get; }

    /// <summary>Blocks at whose end it may have been written on some way there.</summary>
    public BitArray AtEnd { get; }

    /// <summary>Blocks in which the place's address is stored somewhere: who writes it from then on is not seen.</summary>
    public BitArray Leaks { get; }

    private void Collect()
    {
        foreach (BasicBlock block in context.Function.Blocks)
        {
            for (int i = 0; i < block.Instructions.Length; i++)
            {
                if (IsBirth(block.Instructions[i], context.Code.First(block.Ordinal) + i) || (place.IsLocal && block.Instructions[i] is LifetimeEndInstruction end && end.Slot == place.Slot))
                {
                    Ends[block.Ordinal] = true;
                }
                else if (Writes(block, block.Instructions[i]))
                {
                    In[block.Ordinal] = true;
                }

                Leaks[block.Ordinal] |= place.IsLocal && Keeps(block.Instructions[i]);
            }
        }
    }

    /// <summary>May-written at the end of blocks, forward to a fixpoint.</summary>
    private void Propagate()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (BasicBlock block in context.Function.Blocks)
            {
                // At the entry only parameters hold something.
                bool written = block.Ordinal == 0 && place.IsLocal && context.Function.Locals[place.Slot].IsParameter;
                foreach (int from in context.Code.Graph.Predecessors(block.Ordinal))
                {
                    written |= AtEnd[from];
                }

                if (In[block.Ordinal] || Ends[block.Ordinal])
                {
                    for (int i = 0; i < block.Instructions.Length; i++)
                    {
                        written = !IsBirth(block.Instructions[i], context.Code.First(block.Ordinal) + i) && (written || Writes(block, block.Instructions[i]));
                    }
                }

                changed |= written && !AtEnd[block.Ordinal];
                AtEnd[block.Ordinal] |= written;
            }
        }
    }

    private bool IsBirth(Instruction instruction, int number) =>
        place.IsLocal ? instruction is LifetimeStartInstruction begin && begin.Slot == place.Slot : number == start;

    private bool Writes(BasicBlock block, Instruction instruction) => instruction switch
    {
        StoreInstruction store => IsPlace(store.Address, Math.Max(store.Type.Size, 1)),
        CopyInstruction copy => IsPlace(copy.Destination, copy.Type.Size),
        ZeroInstruction zero => IsPlace(zero.Address, zero.Size),
        CallInstruction call => (place.IsLocal || !passed[block.Ordinal]) && IsGiven(call),
        AssemblyInstruction assembly => !place.IsLocal || assembly.Outputs.Any(Mentions) || assembly.Inputs.Any(Mentions),
        UnsupportedInstruction unsupported => !place.IsLocal || unsupported.Operands.Any(Mentions),
        _ => false,
    };

    private bool IsPlace(Expression address, long size)
    {
        long offset = 0;
        bool isExact = true;
        while (address is OffsetExpression or IndexExpression or CastExpression)
        {
            if (address is OffsetExpression member)
            {
                offset += member.Bytes;
            }

            isExact &= address is not IndexExpression;
            address = address switch
            {
                OffsetExpression inner => inner.Address,
                IndexExpression index => index.Address,
                _ => ((CastExpression)address).Operand,
            };
        }

        if (place.IsLocal)
        {
            return address is LocalAddressExpression local && local.Slot == place.Slot && (!isExact || size < 0 || (offset < place.Offset + UnsetPlace.Width && place.Offset < offset + size));
        }

        // Which block a pointer leads to is not asked: bytes at that distance from some pointer are written, or at one that is not known.
        return address is not (LocalAddressExpression or SymbolAddressExpression) && (size < 0 || !isExact || (offset < place.Offset + UnsetPlace.Width && place.Offset < offset + size));
    }

    /// <summary>What a call is given it may write.</summary>
    private bool IsGiven(CallInstruction call)
    {
        if (place.IsLocal)
        {
            return (call.ResultAddress is { } result && Mentions(result)) || call.Arguments.Any(argument => argument is not RecordValueExpression && Mentions(argument));
        }

        return call.Arguments.Any(argument => argument.Type is { IsPointer: true, IsElementConst: false } && argument.Type.Element is not { Kind: TypeKind.Integer });
    }

    /// <summary>The address becomes a value that is kept.</summary>
    private bool Keeps(Instruction instruction) => instruction switch
    {
        StoreInstruction store => Mentions(store.Value),
        _ => false,
    };

    private bool Mentions(Expression expression) => expression switch
    {
        LocalAddressExpression local => local.Slot == place.Slot,
        OffsetExpression offset => Mentions(offset.Address),
        IndexExpression index => Mentions(index.Address),
        CastExpression cast => Mentions(cast.Operand),
        UnaryExpression unary => Mentions(unary.Operand),
        BinaryExpression binary => Mentions(binary.Left) || Mentions(binary.Right),
        RecordValueExpression record => Mentions(record.Address),
        _ => false,
    };
}
