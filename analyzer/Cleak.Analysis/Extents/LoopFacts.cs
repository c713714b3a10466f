using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What the shape of a function's loops says of its variables. Made when it is first asked for: few functions come near a bound.
/// </summary>
internal sealed class LoopFacts
{
    private const int MaxDepth = 16;

    private readonly FunctionCode code;
    private readonly List<CountedLoop> counted = [];
    private readonly BitArray inLoop;
    private readonly List<int>[] storesOf;
    private readonly List<int>[] from;

    public LoopFacts(FunctionCode code)
    {
        this.code = code;
        int blocks = code.Function.Blocks.Length;
        inLoop = new BitArray(blocks);
        from = new List<int>[blocks];
        for (int i = 0; i < blocks; i++)
        {
            from[i] = [];
        }

        storesOf = new List<int>[code.Function.Locals.Length];
        for (int i = 0; i < storesOf.Length; i++)
        {
            storesOf[i] = [];
        }

        foreach (BasicBlock block in code.Function.Blocks)
        {
            foreach (int successor in block.Terminator.Successors)
            {
                from[successor].Add(block.Ordinal);
            }

            for (int i = 0; i < block.Instructions.Length; i++)
            {
                if (block.Instructions[i] is StoreInstruction { Address: LocalAddressExpression place })
                {
                    storesOf[place.Slot].Add(code.First(block.Ordinal) + i);
                }
            }
        }

        for (int head = 0; head < blocks; head++)
        {
            if (!code.IsLoopHead(head))
            {
                continue;
            }

            BitArray body = code.Body(head);
            inLoop.Or(body);
            if (Counted(head, body) is { } loop)
            {
                counted.Add(loop);
            }
        }
    }

    /// <summary>
    /// The value that an expression has does not come from turns of a loop that were followed one by one: whether so many turns happen
    /// hangs on what is not seen.
    /// </summary>
    /// <param name="isNeutral">Temporaries of the block whose value on the path is no constant: the address of a block, a parameter.</param>
    public bool IsStable(BasicBlock block, Expression expression, Predicate<int> isNeutral) => expression switch
    {
        OffsetExpression offset => IsStable(block, offset.Address, isNeutral),
        IndexExpression index => IsStable(block, index.Address, isNeutral) && IsStable(block, index.Index, isNeutral),
        CastExpression cast => IsStable(block, cast.Operand, isNeutral),
        UnaryExpression unary => IsStable(block, unary.Operand, isNeutral),
        BinaryExpression binary => IsStable(block, binary.Left, isNeutral) && IsStable(block, binary.Right, isNeutral),
        TemporaryExpression temporary when isNeutral(temporary.Index) => true,
        _ => IsStable(block, expression, 0, []),
    };

    /// <summary>Each load in an address gives the same in every turn of a loop, but for those of the counter.</summary>
    public bool IsSameInEveryTurn(BasicBlock block, Expression expression, CountedLoop loop) => expression switch
    {
        ConstantExpression or LocalAddressExpression or SymbolAddressExpression or StringAddressExpression => true,
        OffsetExpression offset => IsSameInEveryTurn(block, offset.Address, loop),
        IndexExpression index => IsSameInEveryTurn(block, index.Address, loop) && IsSameInEveryTurn(block, index.Index, loop),
        CastExpression cast => IsSameInEveryTurn(block, cast.Operand, loop),
        UnaryExpression unary => IsSameInEveryTurn(block, unary.Operand, loop),
        BinaryExpression binary => IsSameInEveryTurn(block, binary.Left, loop) && IsSameInEveryTurn(block, binary.Right, loop),
        TemporaryExpression temporary => ExpressionText.Definition(block, temporary.Index) switch
        {
            LoadInstruction { Address: LocalAddressExpression place } => place.Slot == loop.Counter || IsInvariant(place.Slot, loop.Body),
            LoadInstruction { Type.IsPointer: true } load => IsSameInEveryTurn(block, load.Address, loop) && KeepsPointers(loop.Body),
            _ => false,
        },
        _ => false,
    };

    /// <summary>Whether the counter of a loop is loaded in an expression.</summary>
    public static bool Mentions(BasicBlock block, Expression expression, int slot) => expression switch
    {
        OffsetExpression offset => Mentions(block, offset.Address, slot),
        IndexExpression index => Mentions(block, index.Address, slot) || Mentions(block, index.Index, slot),
        CastExpression cast => Mentions(block, cast.Operand, slot),
        UnaryExpression unary => Mentions(block, unary.Operand, slot),
        BinaryExpression binary => Mentions(block, binary.Left, slot) || Mentions(block, binary.Right, slot),
        TemporaryExpression temporary => ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression place } && place.Slot == slot,
        _ => false,
    };

    /// <summary>Nothing in the loop writes a pointer.</summary>
    private bool KeepsPointers(BitArray body)
    {
        for (int b = 0; b < body.Length; b++)
        {
            if (body[b] && code.Function.Blocks[b].Instructions.Any(i => i is not (LoadInstruction or StoreInstruction { Type.IsPointer: false, Type.Size: <= 8 } or LifetimeStartInstruction or LifetimeEndInstruction)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The counted loop in every turn of which an instruction is executed, before the counter steps; null where there is none.</summary>
    public CountedLoop? EveryTurnOf(int instruction)
    {
        int block = code.BlockOf(instruction).Ordinal;
        foreach (CountedLoop loop in counted)
        {
            int step = code.BlockOf(loop.Step).Ordinal;
            bool isBefore = step == block ? instruction < loop.Step : !Reaches(step, block, loop.Head, loop.Body);
            if (loop.Body[block] && block != loop.Head && isBefore && IsInEveryTurn(block, loop.Head, loop.Body))
            {
                return loop;
            }
        }

        return null;
    }

    /// <summary>Something in a loop may write memory beyond the function's own variables.</summary>
    public bool MayWrite(int head)
    {
        BitArray body = code.Body(head);
        for (int b = 0; b < body.Length; b++)
        {
            if (body[b] && code.Function.Blocks[b].Instructions.Any(i => i is not (LoadInstruction or StoreInstruction { Address: LocalAddressExpression } or LifetimeStartInstruction or LifetimeEndInstruction)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A local that has one value all through a loop.</summary>
    public bool IsInvariant(int slot, BitArray body) =>
        !code.Function.Locals[slot].IsAddressTaken && !storesOf[slot].Exists(store => body[code.BlockOf(store).Ordinal]);

    private bool IsStable(BasicBlock block, Expression expression, int depth, HashSet<int> visited)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        switch (expression)
        {
            case ConstantExpression or LocalAddressExpression or SymbolAddressExpression or StringAddressExpression:
                return true;
            case OffsetExpression offset:
                return IsStable(block, offset.Address, depth + 1, visited);
            case IndexExpression index:
                return IsStable(block, index.Address, depth + 1, visited) && IsStable(block, index.Index, depth + 1, visited);
            case CastExpression cast:
                return IsStable(block, cast.Operand, depth + 1, visited);
            case UnaryExpression unary:
                return IsStable(block, unary.Operand, depth + 1, visited);
            case BinaryExpression binary:
                return IsStable(block, binary.Left, depth + 1, visited) && IsStable(block, binary.Right, depth + 1, visited);
            case TemporaryExpression temporary:
                return ExpressionText.Definition(block, temporary.Index) switch
                {
                    LoadInstruction { Address: LocalAddressExpression place } => IsStable(place.Slot, depth + 1, visited),
                    CallInstruction { DirectCallee: { } callee } => LibraryModels.Find(callee.Name) is not null,
                    _ => false,
                };
            default:
                return false;
        }
    }

    private bool IsStable(int slot, int depth, HashSet<int> visited)
    {
        if (!visited.Add(slot))
        {
            return true;
        }

        if (code.Function.Locals[slot].IsAddressTaken)
        {
            return false;
        }

        foreach (int store in storesOf[slot])
        {
            BasicBlock block = code.BlockOf(store);
            var instruction = (StoreInstruction)code.Instruction(store);
            if (!IsStable(block, instruction.Value, depth, visited) || (inLoop[block.Ordinal] && ReadsItself(block, slot, instruction.Value)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The new value is made of the old one, directly or through other locals that the same loop changes.</summary>
    private bool ReadsItself(BasicBlock block, int slot, Expression value)
    {
        var seen = new HashSet<int>();
        var work = new Stack<(BasicBlock Block, Expression Value)>();
        work.Push((block, value));
        while (work.Count > 0)
        {
            (BasicBlock at, Expression part) = work.Pop();
            switch (part)
            {
                case OffsetExpression offset:
                    work.Push((at, offset.Address));
                    break;
                case IndexExpression index:
                    work.Push((at, index.Address));
                    work.Push((at, index.Index));
                    break;
                case CastExpression cast:
                    work.Push((at, cast.Operand));
                    break;
                case UnaryExpression unary:
                    work.Push((at, unary.Operand));
                    break;
                case BinaryExpression binary:
                    work.Push((at, binary.Left));
                    work.Push((at, binary.Right));
                    break;
                case TemporaryExpression temporary when ExpressionText.Definition(at, temporary.Index) is LoadInstruction { Address: LocalAddressExpression place }:
                    if (place.Slot == slot)
                    {
                        return true;
                    }

                    if (seen.Add(place.Slot))
                    {
                        storesOf[place.Slot].ForEach(store => work.Push((code.BlockOf(store), ((StoreInstruction)code.Instruction(store)).Value)));
                    }

                    break;
            }
        }

        return false;
    }

    private CountedLoop? Counted(int head, BitArray body)
    {
        BasicBlock block = code.Function.Blocks[head];
        if (block.Terminator is not BranchTerminator { Condition: BinaryExpression condition } branch || !body[branch.WhenTrue] || body[branch.WhenFalse])
        {
            return null;
        }

        (Expression left, Expression right, bool isInclusive) = condition.Operator switch
        {
            BinaryOperator.Less => (condition.Left, condition.Right, false),
            BinaryOperator.LessOrEqual => (condition.Left, condition.Right, true),
            BinaryOperator.Greater => (condition.Right, condition.Left, false),
            BinaryOperator.GreaterOrEqual => (condition.Right, condition.Left, true),
            _ => (condition.Left, condition.Left, false),
        };
        if (left == right || LoadedSlot(block, left) is not (>= 0 and var counter) || code.Function.Locals[counter].IsAddressTaken || !IsInvariant(block, right, body) || Leaves(head, body))
        {
            return null;
        }

        int step = -1;
        foreach (int store in storesOf[counter])
        {
            if (!body[code.BlockOf(store).Ordinal])
            {
                continue;
            }

            if (step >= 0)
            {
                return null;
            }

            step = store;
        }

        return step >= 0 && code.BlockOf(step).Ordinal != head && IsIncrement(step, counter) && IsInEveryTurn(code.BlockOf(step).Ordinal, head, body)
            ? new CountedLoop(head, counter, right, isInclusive, step, body)
            : null;
    }

    /// <summary>Some edge other than that of the head's condition goes out of the loop.</summary>
    private bool Leaves(int head, BitArray body)
    {
        for (int b = 0; b < body.Length; b++)
        {
            if (body[b] && b != head && code.Function.Blocks[b].Terminator.Successors.Any(successor => !body[successor]))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsIncrement(int store, int counter)
    {
        Expression value = DefectRecorder.Stripped(((StoreInstruction)code.Instruction(store)).Value);
        return value is BinaryExpression { Operator: BinaryOperator.Add } sum
            && DefectRecorder.Stripped(sum.Right) is ConstantExpression { Value: 1 }
            && LoadedSlot(code.BlockOf(store), sum.Left) == counter;
    }

    private bool IsInvariant(BasicBlock block, Expression bound, BitArray body) => DefectRecorder.Stripped(bound) switch
    {
        ConstantExpression => true,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply } binary =>
            IsInvariant(block, binary.Left, body) && IsInvariant(block, binary.Right, body),
        TemporaryExpression temporary => LoadedSlot(block, temporary) is >= 0 and var slot && IsInvariant(slot, body),
        _ => false,
    };

    /// <summary>The local that an expression is the value of; -1 where it is something else.</summary>
    private static int LoadedSlot(BasicBlock block, Expression expression) =>
        DefectRecorder.Stripped(expression) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression place }
            ? place.Slot
            : -1;

    /// <summary>No way round the loop misses the block.</summary>
    private bool IsInEveryTurn(int block, int head, BitArray body)
    {
        foreach (int latch in from[head])
        {
            if (body[latch] && latch != block && latch != head && ReachesWithout(head, latch, block, body))
            {
                return false;
            }
        }

        return true;
    }

    private bool Reaches(int start, int target, int head, BitArray body) => Walk(start, target, head, body);

    private bool ReachesWithout(int head, int target, int without, BitArray body) => head != without && Walk(head, target, without, body);

    private bool Walk(int start, int target, int barrier, BitArray body)
    {
        var seen = new BitArray(body.Length);
        var work = new Stack<int>([start]);
        while (work.Count > 0)
        {
            foreach (int successor in code.Function.Blocks[work.Pop()].Terminator.Successors)
            {
                if (successor == target)
                {
                    return true;
                }

                if (body[successor] && successor != barrier && !seen[successor])
                {
                    seen[successor] = true;
                    work.Push(successor);
                }
            }
        }

        return false;
    }
}
