using System.Collections;
using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which code can run once a signal handler is registered, and so be interrupted by it: what follows the registration in its function, in the
/// callers of that, and all that is called there; threads; what is called from outside. Control flow alone, no path.
/// </summary>
internal sealed class AfterHandler
{
    private readonly Program program;
    private readonly ThreadReach reach;
    private readonly HashSet<int> whole = [];
    private readonly Dictionary<int, BitArray> parts = [];
    private readonly HashSet<(int Function, int Instruction)> seen = [];
    private readonly Queue<(int Function, int Instruction)> work = [];

    /// <param name="registrations">The calls that register the handler.</param>
    /// <param name="roots">Functions that nobody seen calls, but main, constructors and handlers; and those in which threads start.</param>
    /// <param name="callersOf">By function: who may call it.</param>
    public AfterHandler(Program program, ThreadReach reach, IEnumerable<(int Function, int Instruction)> registrations, IEnumerable<int> roots, ILookup<int, int> callersOf)
    {
        this.program = program;
        this.reach = reach;
        foreach ((int Function, int Instruction) registration in registrations)
        {
            Add(registration);
        }

        while (work.TryDequeue(out (int Function, int Instruction) point))
        {
            Follow(point.Function, point.Instruction);
            foreach (int caller in callersOf[point.Function])
            {
                foreach (int call in CallsOf(caller, point.Function))
                {
                    Add((caller, call));
                }
            }
        }

        foreach (int root in roots)
        {
            if (!parts.ContainsKey(root))
            {
                whole.UnionWith(reach.From(root));
            }
        }
    }

    /// <summary>The instruction can run when the handler is there.</summary>
    public bool Holds(int function, int instruction) => whole.Contains(function) || (parts.TryGetValue(function, out BitArray? part) && part[instruction]);

    private void Add((int Function, int Instruction) point)
    {
        if (seen.Add(point))
        {
            work.Enqueue(point);
        }
    }

    /// <summary>What comes behind an instruction in its function.</summary>
    private void Follow(int function, int instruction)
    {
        ImmutableArray<BasicBlock> blocks = program.Functions[function].Function.Blocks;
        var first = new int[blocks.Length + 1];
        for (int i = 0; i < blocks.Length; i++)
        {
            first[i + 1] = first[i] + blocks[i].Instructions.Length + 1;
        }

        BitArray part = parts.TryGetValue(function, out BitArray? known) ? known : parts[function] = new BitArray(first[^1]);
        int start = Array.BinarySearch(first, instruction);
        start = start < 0 ? ~start - 1 : start;
        var entered = new BitArray(blocks.Length);
        var open = new Stack<int>();
        Run(start, instruction + 1 - first[start]);
        while (open.TryPop(out int next))
        {
            Run(next, 0);
        }

        void Run(int block, int from)
        {
            for (int i = from; i < blocks[block].Instructions.Length; i++)
            {
                int number = first[block] + i;
                if (!part[number])
                {
                    part[number] = true;
                    AddCallees(function, blocks[block].Instructions[i]);
                }
            }

            foreach (int successor in blocks[block].Terminator.Successors)
            {
                if (!entered[successor])
                {
                    entered[successor] = true;
                    open.Push(successor);
                }
            }
        }
    }

    private void AddCallees(int function, Instruction instruction)
    {
        if (instruction is not CallInstruction call)
        {
            return;
        }

        if (call.DirectCallee is not { } symbol)
        {
            // Where a call through a pointer goes is known of the function as a whole.
            foreach (int target in reach.Callees(function))
            {
                whole.UnionWith(reach.From(target));
            }
        }
        else if (program.Function(program.Functions[function].UnitIndex, symbol) is { } callee)
        {
            whole.UnionWith(reach.From(program.Calls.Copy(function, call) ?? callee.Id));
        }
    }

    /// <summary>The calls in a function that may go to another.</summary>
    private IEnumerable<int> CallsOf(int caller, int target)
    {
        LinkedFunction linked = program.Functions[caller];
        int number = 0;
        foreach (BasicBlock block in linked.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction call
                    && (call.DirectCallee is { } symbol ? program.Function(linked.UnitIndex, symbol)?.Id == target || program.Calls.Copy(caller, call) == target : true))
                {
                    yield return number;
                }

                number++;
            }

            number++;
        }
    }
}
