using System.Collections.Immutable;
using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>
/// What a function calls that is not async-signal-safe, by call and kind, with what must hold at entry for the call to be reached. Gathered beside
/// the states, not in them: a path that prints is no other path for that.
/// </summary>
internal sealed class UnsafeNotes(AnalysisContext context)
{
    /// <summary>Calls of one kind that callers are told of where each is bound to conditions.</summary>
    private const int MaxPerKind = 3;

    private const int MaxConditions = 6;

    /// <summary>Calls of one kind that are facts of the function itself.</summary>
    private const int MaxFacts = 12;

    private readonly SortedDictionary<(int Instruction, UnsafeKind Kind), PendingUnsafeCall> calls = [];

    public bool IsEmpty => calls.Count == 0;

    /// <summary>A call is known to be reached whatever its function is given: nothing more can be learned of it.</summary>
    public bool IsSettled(int instruction, UnsafeKind kind) => calls.TryGetValue((instruction, kind), out PendingUnsafeCall? call) && call.Conditions.Count == 0 && !call.IsInChild && !call.IsDying;

    /// <param name="further">What else must hold at entry, beside what the path knows.</param>
    public void Note(AbstractState state, PendingUnsafeCall call, List<(int Term, Fact Fact)>? further)
    {
        if (calls.TryGetValue((call.Instruction, call.Kind), out PendingUnsafeCall? known) && !(known.IsDying && !call.IsDying))
        {
            known.IsAfterExec |= call.IsAfterExec;
            known.IsInChild &= call.IsInChild;
            Weaken(state, known, further);
            return;
        }

        calls[(call.Instruction, call.Kind)] = call;
        if (further is not null)
        {
            call.Conditions.AddRange(further);
        }

        for (int i = 0; i < state.FactCount && call.Conditions.Count < MaxConditions; i++)
        {
            int term = state.FactTerms[i];
            if (context.Terms.IsInterface(term) && !context.Terms[term].IsObjectAddress)
            {
                call.Conditions.Add((term, context.Facts[state.FactIds[i]]));
            }
        }
    }

    /// <summary>Reached on another path: what both need is left.</summary>
    private void Weaken(AbstractState state, PendingUnsafeCall call, List<(int Term, Fact Fact)>? further)
    {
        for (int i = call.Conditions.Count - 1; i >= 0; i--)
        {
            (int term, Fact fact) = call.Conditions[i];
            int id = state.FactOf(term);
            Fact other = id == 0 ? Fact.Top : context.Facts[id];
            for (int k = 0; further is not null && k < further.Count; k++)
            {
                other = further[k].Term == term ? further[k].Fact : other;
            }

            Fact joined = Fact.Join(fact, other);
            if (joined == Fact.Top || (joined.Holes == 0 && joined.Low <= context.Terms[term].Low && joined.High >= context.Terms[term].High))
            {
                call.Conditions.RemoveAt(i);
            }
            else
            {
                call.Conditions[i] = (term, joined);
            }
        }
    }

    /// <summary>What callers are told: of each kind one call that is always reached, or the first few that are not; locks each for itself.</summary>
    public ImmutableArray<SummaryUnsafeCall> Summarise(DefectRecorder recorder, TermExporter exporter)
    {
        if (IsEmpty)
        {
            return [];
        }

        var told = ImmutableArray.CreateBuilder<SummaryUnsafeCall>();
        foreach (IGrouping<UnsafeKind, PendingUnsafeCall> kind in calls.Values.GroupBy(call => call.Kind).OrderBy(group => group.Key))
        {
            IEnumerable<PendingUnsafeCall> chosen =
                kind.Key == UnsafeKind.OwnLock ? kind.OrderBy(call => IsDying(call) ? 1 : 0).DistinctBy(call => call.Lock).Take(MaxPerKind)
                : kind.FirstOrDefault(call => call.Conditions.Count == 0 && !call.IsInChild && !IsDying(call) && call.IsAfterExec == kind.Any(other => other.IsAfterExec)) is { } always ? [always]
                : kind.OrderBy(call => (call.IsInChild ? 4 : 0) + (IsDying(call) ? 2 : 0) + (call.IsAfterExec ? 0 : 1)).Take(MaxPerKind);

            // Those that wait for their caller's name are told in any case.
            foreach (PendingUnsafeCall call in chosen.Concat(kind.Where(call => call.Fork is not null)).Distinct())
            {
                told.Add(new SummaryUnsafeCall(call.Kind, call.Callee, Step(recorder, call), [.. call.Conditions.Select(condition => (exporter.Export(condition.Term), condition.Fact))])
                {
                    Lock = call.Lock,
                    Place = call.Place.IsTerm && context.Terms.IsInterface(call.Place.Term) ? exporter.Export(call.Place) : Value.None,
                    IsForeign = call.IsForeign,
                    IsAfterExec = call.IsAfterExec,
                    IsInChild = call.IsInChild,
                    Fork = call.Fork,
                    IsDying = IsDying(call),
                });
            }
        }

        return told.ToImmutable();
    }

    /// <summary>To callers: a path that calls what never comes back, or that is given up further below.</summary>
    private static bool IsDying(PendingUnsafeCall call) => call.IsDying || call.EndsHere;

    public ImmutableArray<UnsafeCall> Facts(DefectRecorder recorder, FunctionSummary summary)
    {
        var facts = ImmutableArray.CreateBuilder<UnsafeCall>();
        Span<int> counts = stackalloc int[(int)UnsafeKind.None + 1];
        foreach (PendingUnsafeCall call in calls.Values)
        {
            if (counts[(int)call.Kind]++ >= MaxFacts)
            {
                continue;
            }

            Fact first = Fact.Top;
            foreach ((int term, Fact fact) in call.Conditions)
            {
                first = context.Terms[term] is { Kind: TermKind.Parameter, A: 0 } ? fact : first;
            }

            facts.Add(new UnsafeCall(call.Kind, context.Code.Linked.Id, call.Callee, Step(recorder, call))
            {
                Called = recorder.CalleeName(call.Instruction),
                Lock = call.Lock,
                IsForeign = call.IsForeign,
                IsAfterExec = call.IsAfterExec,
                IsInChild = call.IsInChild,
                IsDying = call.IsDying || (call.EndsHere && ComesBack(summary, first)),
                LowestFirst = first.Low,
                HighestFirst = first.High,
                NotFirst = [.. Enumerable.Range(0, first.Holes).Select(first.Hole)],
            });
        }

        return facts.ToImmutable();
    }

    /// <summary>Some path comes back with the first argument with which a call is reached: what ends the process there is not what the function is for.</summary>
    private static bool ComesBack(FunctionSummary summary, Fact first)
    {
        foreach (SummaryCase one in summary.Cases)
        {
            Fact returned = Fact.Top;
            foreach ((int term, Fact fact) in one.Conditions)
            {
                returned = summary.Terms[term] is { Kind: TermKind.Parameter, A: 0 } ? fact : returned;
            }

            // A number that both sides know must be the same one.
            bool isApart = first.Meet(returned.Low, returned.High).IsEmpty || (returned.IsConstant && !first.Contains(returned.Low)) || (first.IsConstant && !returned.Contains(first.Low));
            if (!one.EndsThread && !isApart)
            {
                return true;
            }
        }

        return false;
    }

    private TraceStep Step(DefectRecorder recorder, PendingUnsafeCall call) =>
        new(context.Code.Span(call.Instruction), context.Function.Name, $"calls '{recorder.CalleeName(call.Instruction)}'", FlowStepKinds.Call, call.Inner is null ? [] : [call.Inner]);
}
