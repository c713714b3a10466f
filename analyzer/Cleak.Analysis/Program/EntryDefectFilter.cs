using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Drops losses and misuse of blocks that none of the calls of their function allows: a branch that asks for what each caller has set otherwise. Only where all that calls
/// it was followed.
/// </summary>
internal static class EntryDefectFilter
{
    public static void Apply(Program program, FunctionFacts[] facts, SummarySet summaries, List<int[]> components, ImmutableArray<ImmutableArray<int>> callees)
    {
        if (!Array.Exists(facts, function => function.Defects.Any(defect => defect.EntryNumber >= 0)))
        {
            return;
        }

        var possible = new HashSet<EntryDefect>();
        var reached = new HashSet<int>();
        void Allow(int function)
        {
            foreach (SummaryEntryDefect entry in summaries.Find(function)?.EntryDefects ?? [])
            {
                possible.Add(entry.Defect);
            }
        }

        foreach (FunctionFacts function in facts)
        {
            possible.UnionWith(function.PossibleDefects);
            reached.UnionWith(function.Callees);
            if (function.IsIncomplete || function.Function.Function.Damage is not null)
            {
                foreach (int callee in callees[function.Function.Id])
                {
                    Allow(callee);
                }
            }
        }

        foreach (int[] component in components)
        {
            foreach (int member in component)
            {
                // In a circle calls go to what is not summarised yet; what no call that is followed reaches says nothing.
                if (component.Length > 1 || !reached.Contains(member) || callees[member].Contains(member))
                {
                    Allow(member);
                }
            }
        }

        for (int i = 0; i < facts.Length; i++)
        {
            FunctionFacts function = facts[i];
            if (function.Defects.Any(defect => IsNone(defect, possible)))
            {
                facts[i] = function with { Defects = [.. function.Defects.Where(defect => !IsNone(defect, possible))] };
            }
        }
    }

    private static bool IsNone(Defect defect, HashSet<EntryDefect> possible) =>
        defect.EntryNumber >= 0 && !possible.Contains(new EntryDefect(defect.Function, defect.EntryNumber));
}
