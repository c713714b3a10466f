using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Cleanup handlers between pthread_cleanup_push and pthread_cleanup_pop. In C, glibc's macros make a block of each pair's handler, which is jumped
/// to where the thread ends and goes on by <c>__pthread_unwind_next</c>: that block is followed then, the innermost pair's first
/// (pthread_cleanup_push(3)). musl's macros, and glibc's of old, leave the handler and its argument in a buffer on the stack, and whoever pops it,
/// or ends the thread, calls it: then it is called here. Of handlers beyond a few, and in buffers elsewhere, only the number is known.
/// </summary>
internal sealed class CleanupHandlers(AnalysisContext context)
{
    private const int Bits = 16;
    private const ulong Mask = (1UL << Bits) - 1;
    private const ulong Unknown = Mask;

    /// <summary>Marks those that are called: the rest is the number of the instruction that pushed them.</summary>
    private const ulong Called = 1UL << (Bits - 1);

    /// <summary>The buffer, the handler, what it is given.</summary>
    private const int BufferArguments = 3;

    private Dictionary<int, int>? blocks;

    /// <summary>A jump buffer that a cleanup pair fills: it is jumped to where the thread ends and never before.</summary>
    public bool IsOfCleanup(CallInstruction call) => call.Arguments.Length > 0 && Slot(call.Arguments[0]) is >= 0 and var slot && Blocks.ContainsKey(slot);

    /// <returns>False where what runs later is not known.</returns>
    public bool Push(AbstractState state, int number, CallInstruction call)
    {
        int slot = call.Arguments.Length > 0 ? Slot(call.Arguments[0]) : -1;
        bool isCalled = slot >= 0 && call.Arguments.Length == BufferArguments;
        ulong handler = isCalled && number < (int)(Unknown - Called) ? Called | (ulong)number
            : !isCalled && slot >= 0 && Blocks.TryGetValue(slot, out int block) && block < (int)Called - 1 ? (ulong)block + 1
            : Unknown;
        bool isDeep = state.CleanupHandlers >> (64 - Bits) != 0;
        state.CleanupHandlers = isDeep ? (state.CleanupHandlers << Bits) | Unknown : (state.CleanupHandlers << Bits) | handler;
        return !isDeep && handler != Unknown;
    }

    public static void Pop(AbstractState state) => state.CleanupHandlers >>= Bits;

    /// <summary>The innermost handler is called, not jumped to.</summary>
    public static bool IsCalled(AbstractState state) => (state.CleanupHandlers & Mask) is var handler && handler != Unknown && (handler & Called) != 0;

    /// <summary>Takes the innermost handler off: its block; -1 where there is none left, or none that is known.</summary>
    public static int Next(AbstractState state)
    {
        ulong handler = state.CleanupHandlers & Mask;
        if (handler is 0 or >= Called)
        {
            return -1;
        }

        Pop(state);
        return (int)handler - 1;
    }

    /// <summary>Takes the innermost handler off: the instruction that pushed it; it is one that is called.</summary>
    public static int NextCalled(AbstractState state)
    {
        int pushed = (int)(state.CleanupHandlers & (Called - 1));
        Pop(state);
        return pushed;
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
