using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Functions that give back a lock and take none, themselves or by what they call: whoever stores the address of one notes that it is to be called.</summary>
internal static class UnlockingFunctions
{
    /// <summary>Calls on the way down that are looked into.</summary>
    private const int MaxDepth = 3;

    public static bool Is(Program program, int function)
    {
        bool takes = false, givesBack = false;
        Look(program, program.Functions[function], MaxDepth, ref takes, ref givesBack);
        return givesBack && !takes;
    }

    private static void Look(Program program, LinkedFunction function, int depth, ref bool takes, ref bool givesBack)
    {
        foreach (BasicBlock block in function.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is not CallInstruction { DirectCallee: { } symbol })
                {
                    continue;
                }

                if (program.Models.Find(function.UnitIndex, symbol) is { } model)
                {
                    takes |= model.Behavior is Behavior.Lock or Behavior.TryLock;
                    givesBack |= model.Behavior == Behavior.Unlock;
                }
                else if (depth > 0 && program.Function(function.UnitIndex, symbol) is { } callee)
                {
                    Look(program, callee, depth - 1, ref takes, ref givesBack);
                }
            }
        }
    }
}
