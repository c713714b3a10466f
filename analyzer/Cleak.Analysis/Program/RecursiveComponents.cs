using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>Follows the functions of one component of the call graph: once where nothing is recursive, in rounds where something is.</summary>
internal static class RecursiveComponents
{
    /// <param name="callees">By function, those that it calls.</param>
    /// <param name="interpret">Follows one function, with what is known of those it calls in a circle. Null where that failed.</param>
    /// <returns>The summaries of the last round.</returns>
    public static List<FunctionSummary> Interpret(
        Program program, int[] component, ImmutableArray<ImmutableArray<int>> callees, Func<LinkedFunction, RecursiveCalls?, FunctionSummary?> interpret)
    {
        if (RecursiveCalls.IsFor(program, component, callees))
        {
            var recursion = new RecursiveCalls(component);
            for (int round = 0; round < RecursiveCalls.MaxRounds; round++)
            {
                if (Round(program, component, recursion, interpret, out List<FunctionSummary> found))
                {
                    return found;
                }
            }
        }

        // Calls inside of what is not summarised yet are calls of unknown functions.
        var made = new List<FunctionSummary>(component.Length);
        foreach (int id in component)
        {
            if (interpret(program.Functions[id], null) is { } summary)
            {
                made.Add(summary);
            }
        }

        return made;
    }

    /// <summary>Whether the round found nothing that was not known before it.</summary>
    private static bool Round(Program program, int[] component, RecursiveCalls recursion, Func<LinkedFunction, RecursiveCalls?, FunctionSummary?> interpret, out List<FunctionSummary> made)
    {
        made = new List<FunctionSummary>(component.Length);
        bool isStable = true;
        foreach (int id in component)
        {
            if (interpret(program.Functions[id], recursion) is not { } summary)
            {
                return false;
            }

            made.Add(summary);
            isStable &= !recursion.Learn(id, summary);
        }

        return isStable;
    }
}
