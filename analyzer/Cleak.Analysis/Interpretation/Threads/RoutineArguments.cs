using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// How the functions that threads start in read what they are given: by their code alone, whatever the path. A parameter that goes on
/// under another name than a local's is read as a whole.
/// </summary>
internal sealed class RoutineArguments(Program program)
{
    private readonly Dictionary<int, Reads> known = [];

    /// <summary>The routine looks at its argument at all.</summary>
    public bool IsUsed(int routine) => Of(routine).IsUsed;

    /// <summary>
    /// The routine reads bytes of what its argument points to, as far as its own code says, and takes them as they are: it does not write
    /// them, as what is shared is written.
    /// </summary>
    /// <param name="isRecord">The bytes are part of a record: then what is read by a routine that takes locks is taken for shared, too.</param>
    public bool Takes(int routine, int offset, int width, bool isRecord)
    {
        Reads reads = Of(routine);
        return !(isRecord && reads.TakesLocks) && Overlaps(reads.Fields, offset, width) && !Overlaps(reads.Written, offset, width);
    }

    private static bool Overlaps(List<(int Offset, int Width)> fields, int offset, int width) =>
        fields.Exists(field => offset < field.Offset + field.Width && field.Offset < offset + width);

    private Reads Of(int routine)
    {
        if (!known.TryGetValue(routine, out Reads? reads))
        {
            known[routine] = reads = Find(program.Functions[routine]);
        }

        return reads;
    }

    private Reads Find(LinkedFunction linked)
    {
        Function function = linked.Function;
        var reads = new Reads();
        if (function.ParameterCount == 0)
        {
            return reads;
        }

        // Locals that hold the argument, found in two rounds: the copy of a copy is enough.
        var slots = new HashSet<int> { 0 };
        for (int round = 0; round < 2; round++)
        {
            foreach (BasicBlock block in function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is StoreInstruction { Address: LocalAddressExpression local } store && IsArgument(block, store.Value, slots))
                    {
                        slots.Add(local.Slot);
                    }
                }
            }
        }

        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is LoadInstruction { Address: LocalAddressExpression { Slot: 0 } })
                {
                    reads.IsUsed = true;
                }
                else if (instruction is LoadInstruction load && Field(block, load.Address, slots) is { } offset)
                {
                    reads.Fields.Add((offset, (int)Math.Max(1, load.Type.Size)));
                }
                else if (instruction is StoreInstruction store && Field(block, store.Address, slots) is { } written)
                {
                    reads.Written.Add((written, (int)Math.Max(1, store.Type.Size)));
                }
                else if (instruction is CallInstruction { DirectCallee: { } callee } && program.Models.Find(linked.UnitIndex, callee) is { Behavior: Behavior.Lock or Behavior.TryLock })
                {
                    reads.TakesLocks = true;
                }
                else if (instruction is CopyInstruction copy && Field(block, copy.Source, slots) is { } from)
                {
                    reads.Fields.Add((from, (int)Math.Max(1, copy.Type.Size)));
                }
            }
        }

        return reads;
    }

    private static bool IsArgument(BasicBlock block, Expression value, HashSet<int> slots) =>
        DefectRecorder.Stripped(value) is TemporaryExpression temporary
        && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local } && slots.Contains(local.Slot);

    /// <summary>The distance of an address from the argument; null where it is none of its.</summary>
    private static int? Field(BasicBlock block, Expression address, HashSet<int> slots)
    {
        int offset = 0;
        while (true)
        {
            switch (address)
            {
                case OffsetExpression field:
                    offset += (int)field.Bytes;
                    address = field.Address;
                    break;
                case CastExpression cast:
                    address = cast.Operand;
                    break;
                case TemporaryExpression:
                    return IsArgument(block, address, slots) ? offset : null;
                default:
                    return null;
            }
        }
    }

    private sealed class Reads
    {
        public bool IsUsed { get; set; }

        public bool TakesLocks { get; set; }

        public List<(int Offset, int Width)> Fields { get; } = [];

        public List<(int Offset, int Width)> Written { get; } = [];
    }
}
