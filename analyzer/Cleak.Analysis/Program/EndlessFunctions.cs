using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Functions that never come back: from their entry no return is reached but through a call of another such function. Found before any function
/// is interpreted, so that it is known also where functions call each other in a circle, as a thrower of errors and what it cleans up with.
/// </summary>
internal static class EndlessFunctions
{
    /// <summary>By id of the function: it never comes back.</summary>
    public static bool[] Find(Program program)
    {
        var isEndless = new bool[program.Functions.Length];
        var callers = new List<int>?[program.Functions.Length];
        var waiting = new Queue<int>();
        foreach (LinkedFunction function in program.Functions)
        {
            waiting.Enqueue(function.Id);
            foreach (CallInstruction call in function.Function.Blocks.SelectMany(block => block.Instructions).OfType<CallInstruction>())
            {
                if (call.DirectCallee is { } symbol && program.Function(function.UnitIndex, symbol) is { } target)
                {
                    (callers[target.Id] ??= []).Add(function.Id);
                }
            }
        }

        while (waiting.TryDequeue(out int id))
        {
            if (isEndless[id] || ComesBack(program, program.Functions[id], isEndless))
            {
                continue;
            }

            isEndless[id] = true;
            callers[id]?.ForEach(waiting.Enqueue);
        }

        return isEndless;
    }

    private static bool ComesBack(Program program, LinkedFunction function, bool[] isEndless)
    {
        var blocks = function.Function.Blocks;
        if (blocks.Length == 0 || function.Function.Damage is not null)
        {
            return true;
        }

        var seen = new bool[blocks.Length];
        var work = new Stack<int>();
        work.Push(0);
        seen[0] = true;
        while (work.TryPop(out int at))
        {
            BasicBlock block = blocks[at];
            if (block.Instructions.Any(instruction => Ends(program, function, instruction, isEndless)))
            {
                continue;
            }

            if (block.Terminator is ReturnTerminator)
            {
                return true;
            }

            foreach (int next in block.Terminator.Successors)
            {
                if (!seen[next])
                {
                    seen[next] = true;
                    work.Push(next);
                }
            }
        }

        return false;
    }

    private static bool Ends(Program program, LinkedFunction function, Instruction instruction, bool[] isEndless)
    {
        if (instruction is not CallInstruction { DirectCallee: { } symbol })
        {
            return false;
        }

        return program.Models.Find(function.UnitIndex, symbol) is { } model
            ? model.Has(CallTraits.NoReturn) || model.Behavior is Behavior.Exit or Behavior.ExitImmediately
            : program.Function(function.UnitIndex, symbol) is { } target && isEndless[target.Id];
    }
}
