using System.Collections.Immutable;

namespace Cleak.Ir;

/// <summary>
/// Builds a function's blocks while it is lowered: blocks may be named before they are filled. <see cref="Build"/> drops what
/// cannot be reached, threads empty gotos through and numbers the rest in reverse postorder.
/// </summary>
public sealed class FunctionBuilder
{
    private readonly List<PendingBlock> blocks = [];
    private readonly List<Local> locals = [];
    private PendingBlock? current;

    public FunctionBuilder()
    {
        current = New();
    }

    public IReadOnlyList<Local> Locals => locals;

    /// <summary>False behind a jump or a call that does not return: what is added then is dropped.</summary>
    public bool IsReachable => current is not null;

    /// <summary>Nothing was added yet: no instruction, no jump.</summary>
    public bool IsEmpty => blocks.Count == 1 && blocks[0].Instructions.Count == 0 && blocks[0].Terminator is null;

    /// <summary>A label for a block that is yet to be placed.</summary>
    public int NewBlock() => New().Id;

    /// <summary>Ends the open block, if any, with a jump to this one, and opens it.</summary>
    public void Place(int block, SourceSpan span)
    {
        if (current is not null)
        {
            Terminate(new GotoTerminator(block, span));
        }

        current = blocks[block];
    }

    public Local AddLocal(string name, IrType type, SourceSpan span, int parameterIndex = -1)
    {
        var local = new Local { Slot = locals.Count, Name = name, Type = type, Span = span, ParameterIndex = parameterIndex };
        locals.Add(local);
        return local;
    }

    /// <summary>A number for the result of the next load or call in the open block.</summary>
    public int NewTemporary() => current is null ? 0 : current.Temporaries++;

    /// <summary>Identifies the open block: temporaries made in it must not be used in another. -1 where unreachable.</summary>
    public int CurrentBlock => current?.Id ?? -1;

    public void Add(Instruction instruction)
    {
        current?.Instructions.Add(instruction);
    }

    public void Terminate(Terminator terminator)
    {
        if (current is not null)
        {
            current.Terminator = terminator;
            current = null;
        }
    }

    /// <summary>Seals the function. An open end becomes <paramref name="last"/>.</summary>
    public Function Build(Symbol symbol, SourceSpan span, SourceSpan endSpan, string? damage, Terminator last)
    {
        Terminate(last);
        foreach (PendingBlock block in blocks)
        {
            // A label that a goto names but no statement places: only damaged code has it.
            block.Terminator ??= new UnreachableTerminator(endSpan);
        }

        List<PendingBlock> order = ReversePostorder();
        for (int i = 0; i < order.Count; i++)
        {
            order[i].Ordinal = i;
        }

        return new Function
        {
            Symbol = symbol,
            Locals = [.. locals],
            ParameterCount = locals.Count(l => l.IsParameter),
            Blocks = [.. order.Select(Seal)],
            Span = span,
            EndSpan = endSpan,
            Damage = damage,
        };
    }

    private PendingBlock New()
    {
        var block = new PendingBlock(blocks.Count);
        blocks.Add(block);
        return block;
    }

    private BasicBlock Seal(PendingBlock block) => new()
    {
        Ordinal = block.Ordinal,
        Instructions = [.. block.Instructions],
        Terminator = Renumber(block.Terminator!),
        TemporaryCount = block.Temporaries,
    };

    private Terminator Renumber(Terminator terminator) => terminator switch
    {
        GotoTerminator jump => new GotoTerminator(Ordinal(jump.Target), jump.Span),
        BranchTerminator branch when Thread(branch.WhenTrue) == Thread(branch.WhenFalse) => new GotoTerminator(Ordinal(branch.WhenTrue), branch.Span),
        BranchTerminator branch => new BranchTerminator(branch.Condition, Ordinal(branch.WhenTrue), Ordinal(branch.WhenFalse), branch.Span, branch.Macro),
        SwitchTerminator choice => new SwitchTerminator(
            choice.Value,
            [.. choice.Cases.Select(c => c with { Target = Ordinal(c.Target) })],
            Ordinal(choice.DefaultTarget),
            choice.Span,
            choice.Macro),
        IndirectGotoTerminator indirect => new IndirectGotoTerminator(indirect.Address, [.. indirect.Successors.Select(Ordinal)], indirect.Span),
        _ => terminator,
    };

    private int Ordinal(int block) => blocks[Thread(block)].Ordinal;

    /// <summary>Where a jump to a block that only jumps on ends up; a ring of such blocks is an endless loop and stays.</summary>
    private int Thread(int block)
    {
        int start = block;
        for (int hops = 0; hops < blocks.Count; hops++)
        {
            PendingBlock b = blocks[block];
            if (b.Instructions.Count > 0 || b.Terminator is not GotoTerminator jump)
            {
                return block;
            }

            block = jump.Target;
        }

        return start;
    }

    private List<PendingBlock> ReversePostorder()
    {
        var order = new List<PendingBlock>(blocks.Count);
        var stack = new Stack<(PendingBlock Block, int Next)>();
        blocks[0].IsVisited = true;
        stack.Push((blocks[0], 0));
        while (stack.Count > 0)
        {
            (PendingBlock block, int next) = stack.Pop();
            ImmutableArray<int> successors = block.Terminator!.Successors;
            if (next == successors.Length)
            {
                order.Add(block);
                continue;
            }

            stack.Push((block, next + 1));

            // The last successor first, so that reversed postorder keeps the order of the source.
            PendingBlock target = blocks[Thread(successors[successors.Length - 1 - next])];
            if (!target.IsVisited)
            {
                target.IsVisited = true;
                stack.Push((target, 0));
            }
        }

        order.Reverse();
        return order;
    }

    private sealed class PendingBlock(int id)
    {
        public int Id { get; } = id;

        public List<Instruction> Instructions { get; } = [];

        public Terminator? Terminator { get; set; }

        public int Temporaries { get; set; }

        public int Ordinal { get; set; } = -1;

        public bool IsVisited { get; set; }
    }
}
