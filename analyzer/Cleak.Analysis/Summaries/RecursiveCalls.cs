namespace Cleak.Analysis;

/// <summary>
/// What is known, while functions that call each other in a circle are followed, of those that have no summary yet: which arguments they may
/// keep or release, and whether they may change the program's variables. A round begins with what the round before has found, the first with
/// "nothing" (Tarski's iteration from below); when a round finds no more, that is the answer.
/// </summary>
internal sealed class RecursiveCalls
{
    /// <summary>Rounds after which calls inside the circle are calls of unknown functions.</summary>
    public const int MaxRounds = 3;

    /// <summary>Functions of a circle beyond which no rounds are made, and blocks of all of them together.</summary>
    private const int MaxFunctions = 12, MaxBlocks = 600;

    private readonly Dictionary<int, Reach> reach = [];

    public RecursiveCalls(IEnumerable<int> component)
    {
        foreach (int function in component)
        {
            reach.Add(function, Reach.None);
        }
    }

    public static bool IsFor(Program program, int[] component, System.Collections.Immutable.ImmutableArray<System.Collections.Immutable.ImmutableArray<int>> callees) =>
        component.Length <= MaxFunctions
        && (component.Length > 1 || callees[component[0]].Contains(component[0]))
        && component.Sum(id => program.Functions[id].Function.Blocks.Length) <= MaxBlocks;

    public Reach? Find(int function) => reach.TryGetValue(function, out Reach found) ? found : null;

    /// <summary>Takes in what a function was found to do; says whether that is more than was known.</summary>
    public bool Learn(int function, FunctionSummary summary)
    {
        Reach found = Reach.Of(summary), known = reach[function];
        reach[function] = known.With(found);
        return reach[function] != known;
    }
}

/// <param name="Keeps">Arguments, by bit, that it may keep, release, hand out or move: all it may do but read and write what they point to.</param>
/// <param name="HavocsGlobals">It may change the program's variables.</param>
internal readonly record struct Reach(ulong Keeps, bool HavocsGlobals)
{
    public static Reach None => default;

    public static Reach All => new(ulong.MaxValue, true);

    public bool MayKeep(int argument) => argument >= 64 || (Keeps & (1UL << argument)) != 0;

    public Reach With(Reach other) => new(Keeps | other.Keeps, HavocsGlobals || other.HavocsGlobals);

    public static Reach Of(FunctionSummary summary)
    {
        if (summary.IsIncomplete || summary.CreatesThreads || summary.Spawns.Length > 0)
        {
            return All;
        }

        ulong keeps = 0;
        bool havocs = false;
        foreach (SummaryCase one in summary.Cases)
        {
            if (one.EndsThread || one.Fork is not null || one.WritesAliased)
            {
                return All;
            }

            havocs |= one.HavocsGlobals;
            keeps |= Named(summary, one.Result);
            foreach (SummaryResource resource in one.Resources)
            {
                if (!resource.IsNew)
                {
                    keeps |= Named(summary, Value.Of(resource.Term));
                }
            }

            foreach (SummaryWrite write in one.Writes)
            {
                havocs |= IsOfProgram(summary, write.Address);
                keeps |= Named(summary, write.Value);
            }

            foreach (int term in one.Havocs)
            {
                havocs |= IsOfProgram(summary, term);
            }

            foreach ((int term, _) in one.Zeroed)
            {
                havocs |= IsOfProgram(summary, term);
            }
        }

        foreach (int term in summary.Outcomes.Kept)
        {
            keeps |= Named(summary, Value.Of(term));
        }

        foreach (int term in summary.KeptHandles)
        {
            keeps |= Named(summary, Value.Of(term));
        }

        foreach (int term in summary.CopiedContents)
        {
            keeps |= Named(summary, Value.Of(term));
        }

        return new Reach(keeps, havocs);
    }

    /// <summary>The argument that a value is, or is made of.</summary>
    private static ulong Named(FunctionSummary summary, Value value)
    {
        if (!value.IsTerm)
        {
            return 0;
        }

        Term term = summary.Terms[value.Term];
        return term.Kind switch
        {
            // The answer to a question keeps nothing.
            _ when term.IsPredicate => 0,
            TermKind.Parameter => term.A is < 0 or >= 64 ? 0 : 1UL << term.A,
            TermKind.Element or TermKind.Binary => Named(summary, term.Left) | Named(summary, term.Right),
            TermKind.Unary or TermKind.Cast => Named(summary, term.Left),
            _ => 0,
        };
    }

    private static bool IsOfProgram(FunctionSummary summary, int term)
    {
        while (summary.Terms[term].Kind is TermKind.Content or TermKind.Element)
        {
            Term inner = summary.Terms[term];
            if (inner.Kind == TermKind.Element && !inner.Left.IsTerm)
            {
                return false;
            }

            term = inner.Kind == TermKind.Content ? inner.A : inner.Left.Term;
        }

        return summary.Terms[term].Kind == TermKind.GlobalAddress;
    }
}
