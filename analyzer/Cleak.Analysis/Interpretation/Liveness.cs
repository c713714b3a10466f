using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which locals may still be read where a block begins: backward over the blocks, bits in words (Kildall, POPL 1973). Only loads and stores of
/// the local itself count; what is done through its address is not seen.
/// </summary>
internal sealed class Liveness
{
    private readonly int words;
    private readonly ulong[] live;

    public Liveness(Function function)
    {
        int blocks = function.Blocks.Length;
        words = (function.Locals.Length + 63) >> 6;
        live = new ulong[blocks * words];
        var read = new ulong[blocks * words];
        var written = new ulong[blocks * words];
        for (int b = 0; b < blocks; b++)
        {
            foreach (Instruction instruction in function.Blocks[b].Instructions)
            {
                switch (instruction)
                {
                    case LoadInstruction { Address: LocalAddressExpression place } when (written[Word(b, place.Slot)] & Bit(place.Slot)) == 0:
                        read[Word(b, place.Slot)] |= Bit(place.Slot);
                        break;
                    case StoreInstruction { Address: LocalAddressExpression place }:
                        written[Word(b, place.Slot)] |= Bit(place.Slot);
                        break;
                    case LifetimeStartInstruction start:
                        written[Word(b, start.Slot)] |= Bit(start.Slot);
                        break;
                }
            }
        }

        Solve(function, read, written);
    }

    public bool IsLive(int block, int slot) => (live[Word(block, slot)] & Bit(slot)) != 0;

    private void Solve(Function function, ulong[] read, ulong[] written)
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int b = function.Blocks.Length - 1; b >= 0; b--)
            {
                for (int w = 0; w < words; w++)
                {
                    ulong after = 0;
                    foreach (int successor in function.Blocks[b].Terminator.Successors)
                    {
                        after |= live[(successor * words) + w];
                    }

                    int at = (b * words) + w;
                    ulong before = (after & ~written[at]) | read[at];
                    changed |= before != live[at];
                    live[at] = before;
                }
            }
        }
    }

    private int Word(int block, int slot) => (block * words) + (slot >> 6);

    private static ulong Bit(int slot) => 1UL << (slot & 63);
}
