using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Cleanup handlers between pthread_cleanup_push and pthread_cleanup_pop. In C, glibc's macros make a block of each pair's handler, which is jumped
/// to where the thread ends and goes on by <c>__pthread_unwind_next</c>: that block is followed then, the innermost pair's first
/// (pthread_cleanup_push(3)). Handlers that other libraries keep are only counted.
/// </summary>
internal sealed class CleanupHandlers(AnalysisContext context)
{
    private const int Bits = 16;
    private const ulong Mask = (1UL << Bits) - 1;
    private const ulong Unknown = Mask;
    private Dictionary<int, int>? blocks;

    /// <summary>A jump buffer that a cleanup pair fills: it is jumped to where the thread ends and never before.</summary>
    public bool IsOfCleanup(CallInstruction call) => call.Arguments.Length > 0 && Slot(call.Arguments[0]) is >= 0 and var slot && Blocks.ContainsKey(slot);

    public void Push(AbstractState state, CallInstruction call)
    {
        int slot = call.Arguments.Length > 0 ? Slot(call.Arguments[0]) : -1;
        ulong handler = slot >= 0 && Blocks.TryGetValue(slot, out int block) && block < (int)Unknown - 1 ? (ulong)block + 1 : Unknown;
        bool isDeep = state.CleanupHandlers >> (64 - Bits) != 0;
        state.CleanupHandlers = isDeep ? (state.CleanupHandlers << Bits) | Unknown : (state.CleanupHandlers << Bits) | handler;
    }

    public static void Pop(AbstractState state) => state.CleanupHandlers >>= Bits;

    /// <summary>Takes the innermost handler off: its block; -1 where there is none left, or none that is known.</summary>
    public static int Next(AbstractState state)
    {
        ulong handler = state.CleanupHandlers & Mask;
        if (handler is 0 or Unknown)
        {
            return -1;
        }

        Pop(state);
        return (int)handler - 1;
    }

    /// <summary>By slot of the jump buffer: the block that runs the handler.</summary>
    private Dictionary<int, int> Blocks
    {
        get
        {
            if (blocks is null)
            {
                blocks = [];
                foreach (BasicBlock block in context.Function.Blocks)
                {
                    foreach (Instruction instruction in block.Instructions)
                    {
                        if (instruction is CallInstruction { DirectCallee: { } callee, Arguments.Length: > 0 } call && Slot(call.Arguments[0]) is >= 0 and var slot
                            && context.Program.Models.Find(context.UnitIndex, callee)?.Behavior == Behavior.ThreadUnwind)
                        {
                            blocks[slot] = block.Ordinal;
                        }
                    }
                }
            }

            return blocks;
        }
    }

    private static int Slot(Expression address)
    {
        while (true)
        {
            switch (address)
            {
                case CastExpression cast:
                    address = cast.Operand;
                    break;
                case OffsetExpression offset:
                    address = offset.Address;
                    break;
                case IndexExpression index:
                    address = index.Address;
                    break;
                default:
                    return address is LocalAddressExpression local ? local.Slot : -1;
            }
        }
    }
}
