using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The whole analysis: units to facts. Pure: the same units give the same facts, whatever the number of jobs.</summary>
public static class ProgramAnalysis
{
    /// <param name="units">In an order that does not depend on how they were made; spans index one file table for all of them.</param>
    /// <param name="safety">By whose word calls are async-signal-safe; null for the default.</param>
    /// <param name="models">The project's models of its functions, by name; null for none.</param>
    /// <param name="images">What the build says of linking; none where it says nothing.</param>
    public static ProgramFacts Run(
        IReadOnlyList<TranslationUnit> units, EngineLimits limits, int jobs, SafetyProfile? safety = null, ImmutableDictionary<string, FunctionModel>? models = null,
        ImmutableArray<LinkedImage> images = default)
    {
        Program program = ProgramLinker.Link(units, models, images);
        program.Safety = safety ?? SafetyProfile.Default;
        ImmutableArray<ImmutableArray<int>> callees = CallGraph.Callees(program);
        ImmutableArray<ImmutableArray<int>> order = program.Calls.Before = CallGraph.Order(program);
        List<int[]> components = CallGraph.Components(order);
        var summaries = new SummarySet(program.Functions.Length);
        var facts = new FunctionFacts[program.Functions.Length];
        var idle = new ConcurrentBag<Workspace>();
        ForEachComponent(components, order, jobs, component =>
        {
            Workspace workspace = idle.TryTake(out Workspace? used) ? used : new Workspace();
            List<FunctionSummary> made = RecursiveComponents.Interpret(program, component, order, (function, recursion) =>
            {
                (facts[function.Id], FunctionSummary? summary) = Interpret(program, function, summaries, limits, workspace, recursion);
                return summary;
            });
            idle.Add(workspace);
            made.ForEach(summaries.Add);
        });
        EntryDefectFilter.Apply(program, facts, summaries, components, callees);
        return new ProgramFacts(program, [.. facts], callees);
    }

    /// <summary>
    /// A fault of ours in one function must not cost the others: it is told, and callers see an unknown function. Debug builds, and
    /// so the tests, let it through.
    /// </summary>
    private static (FunctionFacts Facts, FunctionSummary? Summary) Interpret(Program program, LinkedFunction function, SummarySet summaries, EngineLimits limits, Workspace workspace, RecursiveCalls? recursion)
    {
        try
        {
            return new FunctionInterpreter(program, function, summaries, limits, workspace, recursion: recursion).Run();
        }
        catch (Exception problem) when (!PassesInternalErrors)
        {
            return (new FunctionFacts(function) { IsIncomplete = true, InternalError = $"{problem.GetType().Name}: {problem.Message}" }, null);
        }
    }

#if DEBUG
    private static bool PassesInternalErrors => true;
#else
    private static bool PassesInternalErrors => false;
#endif

    /// <summary>The states of one function as text, with its callees summarised: <c>cleak dump states</c>.</summary>
    public static string DumpStates(IReadOnlyList<TranslationUnit> units, EngineLimits limits, Func<LinkedFunction, bool> wanted) =>
        Dump(units, limits, wanted, (interpreter, _) => interpreter.Dump);

    /// <summary>A function's summary as text: <c>cleak dump summary</c>.</summary>
    public static string DumpSummary(IReadOnlyList<TranslationUnit> units, EngineLimits limits, Func<LinkedFunction, bool> wanted) =>
        Dump(units, limits, wanted, (_, summary) => SummaryText.Print(summary));

    private static string Dump(IReadOnlyList<TranslationUnit> units, EngineLimits limits, Func<LinkedFunction, bool> wanted, Func<FunctionInterpreter, FunctionSummary, string> print)
    {
        Program program = ProgramLinker.Link(units);
        ImmutableArray<ImmutableArray<int>> order = program.Calls.Before = CallGraph.Order(program);
        var summaries = new SummarySet(program.Functions.Length);
        var texts = new SortedDictionary<int, string>();
        var workspace = new Workspace();
        foreach (int[] component in CallGraph.Components(order))
        {
            RecursiveComponents.Interpret(program, component, order, (function, recursion) =>
            {
                var interpreter = new FunctionInterpreter(program, function, summaries, limits, workspace, dumpStates: wanted(function), recursion);
                (_, FunctionSummary summary) = interpreter.Run();
                if (wanted(function))
                {
                    texts[function.Id] = $"{function.Name}\n{print(interpreter, summary)}";
                }

                return summary;
            }).ForEach(summaries.Add);
        }

        return string.Join("\n", texts.Values);
    }

    /// <summary>Runs components as soon as those they call are done.</summary>
    private static void ForEachComponent(List<int[]> components, ImmutableArray<ImmutableArray<int>> callees, int jobs, Action<int[]> run)
    {
        if (jobs <= 1)
        {
            components.ForEach(run);
            return;
        }

        var componentOf = new int[callees.Length];
        for (int c = 0; c < components.Count; c++)
        {
            foreach (int member in components[c])
            {
                componentOf[member] = c;
            }
        }

        // Components of one height depend on none of each other.
        var height = new int[components.Count];
        var levels = new List<List<int>>();
        for (int c = 0; c < components.Count; c++)
        {
            foreach (int member in components[c])
            {
                foreach (int callee in callees[member])
                {
                    if (componentOf[callee] != c)
                    {
                        height[c] = Math.Max(height[c], height[componentOf[callee]] + 1);
                    }
                }
            }

            while (levels.Count <= height[c])
            {
                levels.Add([]);
            }

            levels[height[c]].Add(c);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs };
        foreach (List<int> level in levels)
        {
            Parallel.ForEach(level, options, c => run(components[c]));
        }
    }
}
