using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What a function calls in its loops.</summary>
internal static class LoopCalls
{
    public static IEnumerable<int> Of(Program program, LinkedFunction function)
    {
        BitArray? inLoop = null;
        for (int b = 0; b < function.Function.Blocks.Length; b++)
        {
            foreach (Instruction instruction in function.Function.Blocks[b].Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: { } symbol } && program.Function(function.UnitIndex, symbol) is { } target)
                {
                    inLoop ??= Blocks(function.Function);
                    if (inLoop[b])
                    {
                        yield return target.Id;
                    }
                }
            }
        }
    }

    /// <summary>The blocks that lie on a circle.</summary>
    private static BitArray Blocks(Function function)
    {
        var graph = new FlowGraph(function);
        var result = new BitArray(function.Blocks.Length);
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (int head in block.Terminator.Successors.Where(successor => FunctionCode.IsBackEdge(block.Ordinal, successor)))
            {
                BitArray body = graph.Reaching(new BitArray(function.Blocks.Length) { [block.Ordinal] = true }, wall: head);
                body[head] = true;
                result.Or(body);
            }
        }

        return result;
    }
}
