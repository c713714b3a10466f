using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Paths that were put together into one case, and what each of them asks of what the caller gives: the case is possible where one of them
/// is. Joined facts alone would say that any caller may get there (a disjunction kept beside the join: Rival, Mauborgne, The Trace Partitioning
/// Abstract Domain, TOPLAS 29(5), 2007).
/// </summary>
internal sealed class CaseAlternatives(AnalysisContext context)
{
    /// <summary>More ways than these are not told apart any more.</summary>
    private const int MaxAlternatives = 6;

    /// <summary>Of each path its conditions: terms, and facts by their numbers.</summary>
    private readonly Dictionary<AbstractState, List<(int Term, int Fact)[]>> ways = [];

    /// <summary>One state is about to be merged into another.</summary>
    public void Merging(AbstractState into, AbstractState state)
    {
        List<(int, int)[]> together = WaysOf(into);
        if (together.Count <= MaxAlternatives)
        {
            together.AddRange(WaysOf(state));
        }

        ways[into] = together;
    }

    /// <summary>What each of the paths asks beyond what the merged state says; empty where one of them asks nothing, or they are too many.</summary>
    public ImmutableArray<ImmutableArray<(int Term, Fact Fact)>> Of(AbstractState merged, TermExporter exporter)
    {
        if (!ways.TryGetValue(merged, out List<(int Term, int Fact)[]>? together) || together.Count > MaxAlternatives)
        {
            return [];
        }

        var told = ImmutableArray.CreateBuilder<ImmutableArray<(int, Fact)>>(together.Count);
        foreach ((int Term, int Fact)[] way in together)
        {
            ImmutableArray<(int, Fact)> rest = [.. way.Where(one => merged.FactOf(one.Term) != one.Fact).Select(one => (exporter.Export(one.Term), context.Facts[one.Fact]))];
            if (rest.IsEmpty)
            {
                return [];
            }

            told.Add(rest);
        }

        return told.ToImmutable();
    }

    private List<(int Term, int Fact)[]> WaysOf(AbstractState state) => ways.TryGetValue(state, out List<(int, int)[]>? known) ? known : [Conditions(state)];

    private (int Term, int Fact)[] Conditions(AbstractState state)
    {
        var conditions = new List<(int, int)>();
        for (int i = 0; i < state.FactCount; i++)
        {
            int term = state.FactTerms[i];
            if (context.Terms.IsInterface(term) && !context.Terms[term].IsObjectAddress)
            {
                conditions.Add((term, state.FactIds[i]));
            }
        }

        conditions.Sort((one, other) => one.Item1.CompareTo(other.Item1));
        return [.. conditions];
    }
}
