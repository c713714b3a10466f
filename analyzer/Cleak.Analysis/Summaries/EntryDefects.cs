using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>A loss or a misuse of a block that hangs on what was there at entry: in which function, and its number there.</summary>
internal readonly record struct EntryDefect(int Function, int Number);

/// <param name="Ways">For each way to it what must hold at entry.</param>
internal readonly record struct SummaryEntryDefect(EntryDefect Defect, ImmutableArray<ImmutableArray<(int Term, Fact Fact)>> Ways);

/// <summary>
/// What must hold at entry for a loss, a second release or a use of what is gone to happen, in functions all of whose callers are seen: whether it ever does is told by the calls. What hangs
/// on the caller's own entry is handed on to its callers. <see cref="EntryDefectFilter"/> drops what no call allows.
/// </summary>
internal sealed class EntryDefects(AnalysisContext context, PathCondition path)
{
    /// <summary>Ways to one loss beyond which it counts as one that can always be.</summary>
    private const int MaxWays = 6;

    /// <summary>Losses that a function hands on, its own among them; of further ones any call is enough.</summary>
    private const int MaxDefects = 32;
    private const int MaxConditions = 16;

    private readonly Dictionary<EntryDefect, List<(int Term, Fact Fact)[]>> ways = [];
    private readonly HashSet<EntryDefect> possible = [];
    private readonly List<(int Term, Fact Fact)> further = [];
    private readonly bool isClosed = context.Program.Closed[context.Code.Linked.Id];

    /// <summary>Those that can happen, however the function is called or by the calls that it makes.</summary>
    public ImmutableArray<EntryDefect> Possible => [.. possible.OrderBy(defect => defect.Function).ThenBy(defect => defect.Number)];

    /// <summary>A path of the function comes to a loss, or to another such defect.</summary>
    /// <returns>Its number; -1 where it is one whatever the callers do.</returns>
    public int Own(AbstractState state, DefectKind kind, int instruction)
    {
        if (!isClosed)
        {
            return -1;
        }

        int number = (instruction << 6) | (int)kind;
        further.Clear();
        Add(state, new EntryDefect(context.Code.Linked.Id, number));
        return number;
    }

    /// <summary>A function is called that has such losses.</summary>
    /// <param name="map">Begun for the call.</param>
    public void Callee(AbstractState state, FunctionSummary summary, SummaryMapping map)
    {
        foreach (SummaryEntryDefect entry in summary.EntryDefects)
        {
            foreach (ImmutableArray<(int Term, Fact Fact)> way in possible.Contains(entry.Defect) ? [] : entry.Ways)
            {
                further.Clear();
                if (!CanBe(state, way, map))
                {
                    continue;
                }

                if (isClosed && (ways.Count < MaxDefects || ways.ContainsKey(entry.Defect)))
                {
                    Add(state, entry.Defect);
                }
                else
                {
                    ways.Remove(entry.Defect);
                    possible.Add(entry.Defect);
                    break;
                }
            }
        }
    }

    public ImmutableArray<SummaryEntryDefect> Summarise(TermExporter exporter) =>
    [
        .. ways.OrderBy(entry => entry.Key.Function).ThenBy(entry => entry.Key.Number)
            .Select(entry => new SummaryEntryDefect(entry.Key, [.. entry.Value.Select(way => way.Select(condition => (exporter.Export(condition.Term), condition.Fact)).ToImmutableArray())])),
    ];

    /// <summary>What a call's way asks of the callee's entry may hold here. What of it is the caller's to know is left in <see cref="further"/>.</summary>
    private bool CanBe(AbstractState state, ImmutableArray<(int Term, Fact Fact)> way, SummaryMapping map)
    {
        foreach ((int term, Fact fact) in way)
        {
            Value value = map.PeekBefore(term);
            if (value.IsNone || value.IsUninitialized)
            {
                continue;
            }

            Fact known = path.Range(state, value);
            if (!PathCondition.MayBe(known, fact))
            {
                return false;
            }

            if (value is { IsTerm: true, Offset: 0 } && context.Terms.IsInterface(value.Term) && !context.Terms[value.Term].IsObjectAddress && !known.IsConstant)
            {
                further.Add((value.Term, fact));
            }
        }

        return true;
    }

    private void Add(AbstractState state, EntryDefect defect)
    {
        if (possible.Contains(defect))
        {
            return;
        }

        (int Term, Fact Fact)[] way = Conditions(state);
        List<(int Term, Fact Fact)[]> known = ways.TryGetValue(defect, out List<(int Term, Fact Fact)[]>? list) ? list : ways[defect] = [];
        if (way.Length == 0 || known.Count == MaxWays)
        {
            ways.Remove(defect);
            possible.Add(defect);
        }
        else if (!known.Exists(other => other.AsSpan().SequenceEqual(way)))
        {
            known.Add(way);
        }
    }

    private (int Term, Fact Fact)[] Conditions(AbstractState state)
    {
        for (int i = 0; i < state.FactCount; i++)
        {
            int term = state.FactTerms[i];
            if (context.Terms.IsInterface(term) && !context.Terms[term].IsObjectAddress)
            {
                further.Add((term, context.Facts[state.FactIds[i]]));
            }
        }

        // Fewer conditions make it possible more often: none is lost by it.
        return [.. further.OrderBy(condition => condition.Term).Take(MaxConditions)];
    }
}
