using System.Collections.Immutable;
using System.Runtime.InteropServices;
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

    /// <summary>Static objects that a function accesses, of which callers are told, and that are facts of the function itself.</summary>
    private const int MaxObjects = 24, MaxObjectFacts = 96;

    private readonly Dictionary<long, PendingUnsafeCall> calls = [];

    /// <summary>What no state knows as such, but several together or a callee.</summary>
    private readonly List<Fact> ownFacts = [];

    /// <summary>Numbers for the objects, from 1, in the order in which they are met.</summary>
    private Dictionary<StaticObject, int>? objects;

    /// <summary>In the order of instructions and kinds, once all are gathered.</summary>
    private PendingUnsafeCall[]? sorted;

    /// <summary>What is known of a call so far; null where it has not been reached.</summary>
    public PendingUnsafeCall? Find(int instruction, UnsafeKind kind, StaticObject accessed = default) => calls.GetValueOrDefault(Key(instruction, kind, accessed));

    /// <summary>A fact by its number in conditions: one of the states' or, below zero, of those that were made of them.</summary>
    public Fact FactOf(int number) => number >= 0 ? context.Facts[number] : ownFacts[~number];

    /// <summary>A call that is known already is reached on another path; false where what is known does not speak for it.</summary>
    public bool Again(AbstractState state, PendingUnsafeCall known, bool isAfterExec, bool isInChild, bool isDying, List<(int Term, Fact Fact)>? further)
    {
        if (known.IsDying && !isDying)
        {
            return false;
        }

        known.IsAfterExec |= isAfterExec;
        known.IsInChild &= isInChild;
        Weaken(state, known, further);
        return true;
    }

    /// <param name="further">What else must hold at entry, beside what the path knows.</param>
    public void Note(AbstractState state, PendingUnsafeCall call, List<(int Term, Fact Fact)>? further)
    {
        long key = Key(call);
        if (calls.TryGetValue(key, out PendingUnsafeCall? known) && Again(state, known, call.IsAfterExec, call.IsInChild, call.IsDying, further))
        {
            return;
        }

        calls[key] = call;
        for (int i = 0; further is not null && i < further.Count; i++)
        {
            call.Conditions.Add((further[i].Term, Own(further[i].Fact)));
        }

        for (int i = 0; i < state.FactCount && call.Conditions.Count < MaxConditions; i++)
        {
            int term = state.FactTerms[i];
            if (context.Terms.IsInterface(term) && !context.Terms[term].IsObjectAddress)
            {
                call.Conditions.Add((term, state.FactIds[i]));
            }
        }
    }

    /// <summary>Reached on another path: what both need is left.</summary>
    private void Weaken(AbstractState state, PendingUnsafeCall call, List<(int Term, Fact Fact)>? further)
    {
        for (int i = call.Conditions.Count - 1; i >= 0; i--)
        {
            (int term, int number) = call.Conditions[i];
            int id = state.FactOf(term);
            int also = (further?.Count ?? 0) - 1;
            while (also >= 0 && further![also].Term != term)
            {
                also--;
            }

            if (also < 0 && id == number)
            {
                continue;
            }

            Fact fact = FactOf(number), joined = Fact.Join(fact, also >= 0 ? further![also].Fact : context.Facts[id]);
            if (joined == Fact.Top || (joined.Holes == 0 && joined.Low <= context.Terms[term].Low && joined.High >= context.Terms[term].High))
            {
                call.Conditions.RemoveAt(i);
            }
            else if (joined != fact)
            {
                call.Conditions[i] = (term, Own(joined));
            }
        }
    }

    private int Own(Fact fact)
    {
        ownFacts.Add(fact);
        return ~(ownFacts.Count - 1);
    }

    /// <summary>What callers are told: of each kind one call that is always reached, or the first few that are not; locks each for itself.</summary>
    public ImmutableArray<SummaryUnsafeCall> Summarise(DefectRecorder recorder, TermExporter exporter)
    {
        if (calls.Count == 0)
        {
            return [];
        }

        var told = ImmutableArray.CreateBuilder<SummaryUnsafeCall>();
        List<PendingUnsafeCall> ofKind = [], chosen = [];
        for (UnsafeKind kind = 0; kind < UnsafeKind.None; kind++)
        {
            ofKind.Clear();
            chosen.Clear();
            foreach (PendingUnsafeCall call in Sorted())
            {
                if (call.Kind == kind)
                {
                    ofKind.Add(call);
                }
            }

            UnsafeChoice.Choose(ofKind, kind, kind is UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite ? MaxObjects : MaxPerKind, chosen);
            foreach (PendingUnsafeCall call in chosen)
            {
                var conditions = new (int Term, Fact Fact)[call.Conditions.Count];
                for (int i = 0; i < conditions.Length; i++)
                {
                    conditions[i] = (exporter.Export(call.Conditions[i].Term), FactOf(call.Conditions[i].Fact));
                }

                told.Add(new SummaryUnsafeCall(call.Kind, call.Callee, StepOf(call, recorder), ImmutableCollectionsMarshal.AsImmutableArray(conditions))
                {
                    Lock = call.Lock,
                    Object = call.Object,
                    Place = call.Place.IsTerm && context.Terms.IsInterface(call.Place.Term) ? exporter.Export(call.Place) : Value.None,
                    IsForeign = call.IsForeign,
                    IsAfterExec = call.IsAfterExec,
                    IsInChild = call.IsInChild,
                    Fork = call.Fork,
                    IsDying = call.EndsOrDies,
                    IsGuessed = call.IsGuessed,
                });
            }
        }

        return told.DrainToImmutable();
    }

    public ImmutableArray<UnsafeCall> Facts(DefectRecorder recorder, FunctionSummary summary)
    {
        if (calls.Count == 0)
        {
            return [];
        }

        var facts = ImmutableArray.CreateBuilder<UnsafeCall>(calls.Count);
        Span<int> counts = stackalloc int[(int)UnsafeKind.None + 1];
        foreach (PendingUnsafeCall call in Sorted())
        {
            if (counts[(int)call.Kind]++ >= (call.Kind is UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite ? MaxObjectFacts : MaxFacts))
            {
                continue;
            }

            Fact first = Fact.Top;
            foreach ((int term, int fact) in call.Conditions)
            {
                first = context.Terms[term] is { Kind: TermKind.Parameter, A: 0 } ? FactOf(fact) : first;
            }

            facts.Add(new UnsafeCall(call.Kind, context.Code.Linked.Id, call.Callee, StepOf(call, recorder))
            {
                Called = recorder.CalleeName(call.Instruction),
                Lock = call.Lock,
                Object = call.Object,
                IsForeign = call.IsForeign,
                IsAfterExec = call.IsAfterExec,
                IsInChild = call.IsInChild,
                IsDying = call.IsDying || (call.EndsHere && ComesBack(summary, first)),
                LowestFirst = first.Low,
                HighestFirst = first.High,
                NotFirst = Holes(first),
            });
        }

        return facts.DrainToImmutable();
    }

    private static ImmutableArray<long> Holes(Fact fact)
    {
        if (fact.Holes == 0)
        {
            return [];
        }

        var holes = new long[fact.Holes];
        for (int i = 0; i < holes.Length; i++)
        {
            holes[i] = fact.Hole(i);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(holes);
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

    private long Key(PendingUnsafeCall call) => Key(call.Instruction, call.Kind, call.Object);

    /// <summary>Instruction, kind and object, the first in the upper bits.</summary>
    private long Key(int instruction, UnsafeKind kind, StaticObject accessed)
    {
        long key = ((long)instruction << 28) | ((long)kind << 24);
        if (kind is not (UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite))
        {
            return key;
        }

        if (!(objects ??= []).TryGetValue(accessed, out int number))
        {
            objects.Add(accessed, number = objects.Count + 1);
        }

        return key | (uint)number;
    }

    private PendingUnsafeCall[] Sorted()
    {
        if (sorted is null)
        {
            sorted = new PendingUnsafeCall[calls.Count];
            calls.Values.CopyTo(sorted, 0);
            Array.Sort(sorted, (left, right) => Key(left).CompareTo(Key(right)));
        }

        return sorted;
    }

    /// <summary>The call with the way to the callee: made once, and only for those that are told.</summary>
    private TraceStep StepOf(PendingUnsafeCall call, DefectRecorder recorder) => call.Step ??=
        new TraceStep(context.Code.Span(call.Instruction), context.Function.Name, Words(call, recorder), FlowStepKinds.Call, call.Inner is null ? [] : [call.Inner]);

    private static string Words(PendingUnsafeCall call, DefectRecorder recorder) => call.Kind switch
    {
        UnsafeKind.ObjectRead when call.Inner is null => $"'{call.Callee}' is read",
        UnsafeKind.ObjectWrite when call.Inner is null => $"'{call.Callee}' is written",
        _ => $"calls '{recorder.CalleeName(call.Instruction)}'",
    };
}
