using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Who calls whom, and in what order functions can be summarised: callees before callers, components of recursion together.</summary>
internal static class CallGraph
{
    /// <summary>The functions that each function calls by name or through a pointer whose targets are known, in order of id.</summary>
    public static ImmutableArray<ImmutableArray<int>> Callees(Program program)
    {
        var callees = ImmutableArray.CreateBuilder<ImmutableArray<int>>(program.Functions.Length);
        foreach (LinkedFunction function in program.Functions)
        {
            var found = new SortedSet<int>();
            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is not CallInstruction call)
                    {
                        continue;
                    }

                    AddNamed(program, function, call, found);
                    found.UnionWith(program.Calls.Of(function.Id, call).Where(target => target >= 0));
                }
            }

            callees.Add([.. found]);
        }

        return callees.MoveToImmutable();
    }

    private static void AddNamed(Program program, LinkedFunction function, CallInstruction call, SortedSet<int> found)
    {
        if (call.DirectCallee is { } symbol && program.Function(function.UnitIndex, symbol) is { } target)
        {
            found.Add(target.Id);
            if (program.Calls.Copy(function.Id, call) is { } copy)
            {
                found.Add(copy);
            }
        }
    }

    /// <summary>
    /// What is best summarised before each function: those that it names, those that it may call through pointers, and the start routines and
    /// cleanup handlers that it names, where they do not lead back to it. In order of id.
    /// </summary>
    public static ImmutableArray<ImmutableArray<int>> Order(Program program)
    {
        var named = new SortedSet<int>[program.Functions.Length];
        var pointed = new SortedSet<int>?[program.Functions.Length];
        foreach (LinkedFunction function in program.Functions)
        {
            named[function.Id] = [];
            foreach (CallInstruction call in function.Function.Blocks.SelectMany(block => block.Instructions).OfType<CallInstruction>())
            {
                AddNamed(program, function, call, named[function.Id]);
                foreach (int target in call.DirectCallee is null ? program.Calls.Known(function.Id, call) : [])
                {
                    if (target >= 0)
                    {
                        (pointed[function.Id] ??= []).Add(target);
                    }
                }
            }
        }

        // A call through a pointer that closes a circle is left out of it: circles by name are dear enough.
        ImmutableArray<int>[] order = [.. named.Select((callees, id) => pointed[id] is { } more ? [.. callees.Union(more).Order()] : (ImmutableArray<int>)[.. callees])];
        var componentOf = new int[order.Length];
        List<int[]> components = Components([.. order]);
        for (int c = 0; c < components.Count; c++)
        {
            foreach (int member in components[c])
            {
                componentOf[member] = c;
            }
        }

        for (int id = 0; id < order.Length; id++)
        {
            if (pointed[id] is { } more)
            {
                order[id] = [.. named[id].Union(more.Where(target => componentOf[target] != componentOf[id])).Order()];
            }
        }

        foreach ((int function, int routine) in NamedRoutines.Of(program))
        {
            if (!order[function].Contains(routine) && !Leads(order, routine, function))
            {
                order[function] = [.. order[function].Add(routine).Order()];
            }
        }

        return [.. order];
    }

    private static bool Leads(ImmutableArray<int>[] graph, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var work = new Stack<int>([from]);
        while (work.Count > 0)
        {
            int next = work.Pop();
            if (next == to)
            {
                return true;
            }

            foreach (int callee in graph[next])
            {
                if (seen.Add(callee))
                {
                    work.Push(callee);
                }
            }
        }

        return false;
    }

    /// <summary>Strongly connected components, callees first (Tarjan, SIAM J. Computing 1(2), 1972, without recursion).</summary>
    public static List<int[]> Components(ImmutableArray<ImmutableArray<int>> callees)
    {
        int count = callees.Length, next = 1;
        var number = new int[count];
        var low = new int[count];
        var onStack = new bool[count];
        var stack = new Stack<int>();
        var components = new List<int[]>();
        var work = new Stack<(int Node, int Edge)>();
        for (int root = 0; root < count; root++)
        {
            if (number[root] != 0)
            {
                continue;
            }

            work.Push((root, 0));
            while (work.Count > 0)
            {
                (int node, int edge) = work.Pop();
                if (edge == 0)
                {
                    number[node] = low[node] = next++;
                    stack.Push(node);
                    onStack[node] = true;
                }
                else
                {
                    low[node] = Math.Min(low[node], low[callees[node][edge - 1]]);
                }

                bool descended = false;
                for (int i = edge; i < callees[node].Length; i++)
                {
                    int target = callees[node][i];
                    if (number[target] == 0)
                    {
                        work.Push((node, i + 1));
                        work.Push((target, 0));
                        descended = true;
                        break;
                    }

                    if (onStack[target])
                    {
                        low[node] = Math.Min(low[node], number[target]);
                    }
                }

                if (descended || low[node] != number[node])
                {
                    continue;
                }

                var component = new List<int>();
                int member;
                do
                {
                    member = stack.Pop();
                    onStack[member] = false;
                    component.Add(member);
                }
                while (member != node);
                component.Sort();
                components.Add([.. component]);
            }
        }

        return components;
    }
}
