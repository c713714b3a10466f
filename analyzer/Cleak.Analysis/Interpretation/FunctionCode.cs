using System.Collections;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A function made ready to be interpreted: instructions numbered through, loops found, the locals that are alive at each block.
/// Blocks stand in reverse postorder, so an edge that does not go forward goes round a loop.
/// </summary>
internal sealed class FunctionCode
{
    private readonly int[] firstInstruction;
    private readonly int[] blockOf;
    private readonly Liveness liveness;
    private readonly int[] loopDepth;
    private readonly int[] predecessors;
    private FlowGraph? graph;
    private readonly int[] priority;
    private readonly int[] order;
    private readonly bool[] bareReturns;
    private readonly bool[] repeated;

    public FunctionCode(LinkedFunction linked)
    {
        Linked = linked;
        Function = linked.Function;
        int blocks = Function.Blocks.Length;
        firstInstruction = new int[blocks + 1];
        for (int i = 0; i < blocks; i++)
        {
            firstInstruction[i + 1] = firstInstruction[i] + Function.Blocks[i].Instructions.Length + 1;
        }

        blockOf = new int[firstInstruction[blocks]];
        for (int i = 0; i < blocks; i++)
        {
            blockOf.AsSpan(firstInstruction[i]..firstInstruction[i + 1]).Fill(i);
        }

        predecessors = new int[blocks];
        priority = new int[blocks];
        order = new int[blocks];
        loopDepth = new int[blocks];
        bareReturns = new bool[blocks];
        repeated = new bool[blocks];
        FindLoops();
        FindBareReturns();
        MarkAddressTaken();
        liveness = new Liveness(Function);
    }

    public LinkedFunction Linked { get; }

    public Function Function { get; }

    /// <summary>A scalar local may still be read where a block begins. Locals whose address is taken are another matter.</summary>
    public bool IsLive(int block, int slot) => liveness.IsLive(block, slot);

    public int InstructionCount => blockOf.Length;

    /// <summary>The number of a block's first instruction; the terminator comes after the last.</summary>
    public int First(int block) => firstInstruction[block];

    public int TerminatorNumber(int block) => firstInstruction[block + 1] - 1;

    public BasicBlock BlockOf(int instruction) => Function.Blocks[blockOf[instruction]];

    /// <summary>The block of a place of a merge: a block, or behind those an instruction.</summary>
    public int BlockAtPlace(int place) => place < Function.Blocks.Length ? place : blockOf[place - Function.Blocks.Length];

    public bool IsTerminator(int instruction) => TerminatorNumber(blockOf[instruction]) == instruction;

    public Instruction Instruction(int number) => Function.Blocks[blockOf[number]].Instructions[number - firstInstruction[blockOf[number]]];

    public Terminator Terminator(int number) => Function.Blocks[blockOf[number]].Terminator;

    public SourceSpan Span(int number) => IsTerminator(number) ? Terminator(number).Span : Instruction(number).Span;

    public static bool IsBackEdge(int from, int to) => to <= from;

    /// <summary>
    /// The order in which blocks are best executed: as reverse postorder, but all of a loop before what follows it (Bourdoncle, FMPA 1993).
    /// </summary>
    public int Priority(int block) => priority[block];

    public int BlockAt(int place) => order[place];

    public bool IsLoopHead(int block) => loopDepth[block] > 0;

    /// <summary>Loops around a loop head, itself included; 0 for other blocks.</summary>
    public int LoopDepth(int block) => loopDepth[block];

    /// <summary>The edges backward, and what lies on every way to a block: made when it is first asked for.</summary>
    public FlowGraph Graph => graph ??= new FlowGraph(Function);

    /// <summary>A path may come to the block more than once.</summary>
    public bool IsRepeated(int block) => repeated[block];

    public bool IsJoin(int block) => predecessors[block] > 1;

    /// <summary>The function returns at the end of the block, or of one that it goes on to without a question, and nothing is called before that.</summary>
    public bool IsBareReturn(int block) => bareReturns[block];

    private void FindBareReturns()
    {
        for (int block = bareReturns.Length - 1; block >= 0; block--)
        {
            BasicBlock code = Function.Blocks[block];
            bareReturns[block] = code.Terminator switch
            {
                ReturnTerminator => true,
                GotoTerminator jump => jump.Target > block && bareReturns[jump.Target],
                _ => false,
            } && !code.Instructions.Any(instruction => instruction is CallInstruction);
        }
    }

    private void FindLoops()
    {
        var heads = new SortedDictionary<int, int>();
        foreach (BasicBlock block in Function.Blocks)
        {
            foreach (int successor in block.Terminator.Successors)
            {
                predecessors[successor]++;
                if (IsBackEdge(block.Ordinal, successor))
                {
                    heads[successor] = Math.Max(block.Ordinal, heads.GetValueOrDefault(successor));
                }
            }
        }

        OrderBlocks(heads.Keys);

        // In reverse postorder a loop's blocks lie between its head and its last latch; what else lies there does no harm.
        foreach ((int head, int latch) in heads)
        {
            repeated.AsSpan(head..(latch + 1)).Fill(true);
            loopDepth[head] = heads.Count(other => other.Key <= head && head <= other.Value);
        }
    }

    private void OrderBlocks(IEnumerable<int> heads)
    {
        BitArray[] loops = [.. heads.Select(Body)];
        var visited = new bool[Function.Blocks.Length];
        var work = new Stack<(int Block, int[] Successors, int Next)>();
        int place = visited.Length;
        visited[0] = true;
        work.Push((0, OrderedSuccessors(0, loops), 0));
        while (work.Count > 0)
        {
            (int block, int[] successors, int next) = work.Pop();
            while (next < successors.Length && visited[successors[next]])
            {
                next++;
            }

            if (next < successors.Length)
            {
                int entered = successors[next];
                work.Push((block, successors, next + 1));
                visited[entered] = true;
                work.Push((entered, OrderedSuccessors(entered, loops), 0));
            }
            else
            {
                order[--place] = block;
                priority[block] = place;
            }
        }
    }

    /// <summary>What leaves more loops is visited first, so that it comes last.</summary>
    private int[] OrderedSuccessors(int block, BitArray[] loops)
    {
        ImmutableArray<int> successors = Function.Blocks[block].Terminator.Successors;
        return successors.Length switch
        {
            < 2 => ImmutableCollectionsMarshal.AsArray(successors)!,
            2 when LoopsLeft(block, successors[0], loops) > LoopsLeft(block, successors[1], loops) => ImmutableCollectionsMarshal.AsArray(successors)!,
            2 => [successors[1], successors[0]],
            _ => [.. successors.Distinct().Reverse().OrderByDescending(successor => LoopsLeft(block, successor, loops))],
        };
    }

    private static int LoopsLeft(int from, int to, BitArray[] loops)
    {
        int left = 0;
        foreach (BitArray loop in loops)
        {
            left += loop[from] && !loop[to] ? 1 : 0;
        }

        return left;
    }

    /// <summary>The natural loop of a head: what reaches a back edge to it without passing it.</summary>
    public BitArray Body(int head)
    {
        var latches = new BitArray(Function.Blocks.Length);
        foreach (int before in Graph.Predecessors(head))
        {
            latches[before] = IsBackEdge(before, head);
        }

        BitArray body = Graph.Reaching(latches, wall: head);
        body[head] = true;
        return body;
    }

    private void MarkAddressTaken()
    {
        foreach (BasicBlock block in Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                switch (instruction)
                {
                    case LoadInstruction load:
                        Mark(load.Address, isPlace: !load.Type.IsAggregate && load.Address is LocalAddressExpression);
                        break;
                    case StoreInstruction store:
                        Mark(store.Address, isPlace: store.Address is LocalAddressExpression);
                        Mark(store.Value, isPlace: false);
                        break;
                    case CopyInstruction copy:
                        Mark(copy.Destination, isPlace: false);
                        Mark(copy.Source, isPlace: false);
                        break;
                    case ZeroInstruction zero:
                        Mark(zero.Address, isPlace: false);
                        break;
                    case CallInstruction call:
                        Mark(call.Callee, isPlace: false);
                        foreach (Expression argument in call.Arguments)
                        {
                            Mark(argument, isPlace: false);
                        }

                        if (call.ResultAddress is not null)
                        {
                            Mark(call.ResultAddress, isPlace: false);
                        }

                        break;
                    case AssemblyInstruction assembly:
                        foreach (Expression output in assembly.Outputs)
                        {
                            Mark(output, isPlace: false);
                        }

                        foreach (Expression input in assembly.Inputs)
                        {
                            Mark(input, isPlace: false);
                        }

                        break;
                    case UnsupportedInstruction unsupported:
                        foreach (Expression operand in unsupported.Operands)
                        {
                            Mark(operand, isPlace: false);
                        }

                        break;
                }
            }

            if (block.Terminator is ReturnTerminator { Value: { } value })
            {
                Mark(value, isPlace: false);
            }
        }
    }

    private void Mark(Expression expression, bool isPlace)
    {
        switch (expression)
        {
            case LocalAddressExpression local:
                Function.Locals[local.Slot].IsAddressTaken |= !isPlace;
                break;
            case OffsetExpression offset:
                Mark(offset.Address, isPlace: false);
                break;
            case IndexExpression index:
                Mark(index.Address, isPlace: false);
                Mark(index.Index, isPlace: false);
                break;
            case UnaryExpression unary:
                Mark(unary.Operand, isPlace: false);
                break;
            case BinaryExpression binary:
                Mark(binary.Left, isPlace: false);
                Mark(binary.Right, isPlace: false);
                break;
            case CastExpression cast:
                Mark(cast.Operand, isPlace: false);
                break;
            case RecordValueExpression record:
                Mark(record.Address, isPlace: false);
                break;
        }
    }
}
