using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What a function reads of a record that a callee filled for it: one that reads the numbers beside a block which perhaps is there, and on
/// this path never the block, has asked for the numbers.
/// </summary>
internal static class AskedMembers
{
    /// <summary>Somewhere in the function a number is read of a variable that the call fills.</summary>
    public static bool IsNumberRead(AnalysisContext context, int call)
    {
        if (context.Code.Instruction(call) is not CallInstruction filled)
        {
            return false;
        }

        var slots = new HashSet<int>();
        foreach (Expression argument in filled.Arguments)
        {
            AddSlot(slots, argument);
        }

        if (filled.ResultAddress is { } place)
        {
            AddSlot(slots, place);
            AddCopies(context, slots);
        }

        return slots.Count > 0 && IsRead(context, slots);
    }

    /// <summary>What is returned may go through a variable without a name first.</summary>
    private static void AddCopies(AnalysisContext context, HashSet<int> slots)
    {
        foreach (BasicBlock block in context.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CopyInstruction { Source: LocalAddressExpression source } copy && slots.Contains(source.Slot))
                {
                    AddSlot(slots, copy.Destination);
                }
            }
        }
    }

    private static bool IsRead(AnalysisContext context, HashSet<int> slots)
    {
        foreach (BasicBlock block in context.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is LoadInstruction { Type.IsPointer: false } load && Slot(load.Address) is >= 0 and var slot && slots.Contains(slot))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AddSlot(HashSet<int> slots, Expression address)
    {
        if (Slot(address) is >= 0 and var slot)
        {
            slots.Add(slot);
        }
    }

    private static int Slot(Expression address)
    {
        while (address is OffsetExpression offset)
        {
            address = offset.Address;
        }

        return address is LocalAddressExpression local ? local.Slot : -1;
    }
}
