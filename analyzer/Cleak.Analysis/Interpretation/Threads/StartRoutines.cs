namespace Cleak.Analysis;

/// <summary>What becomes of what a thread is handed.</summary>
internal enum ArgumentFate : byte
{
    /// <summary>It is kept somewhere, handed back, or nobody knows.</summary>
    Unknown,

    /// <summary>The thread releases it on all of its paths.</summary>
    Released,

    /// <summary>The thread takes care of it on none of its paths.</summary>
    Left,

    /// <summary>The thread releases it on some paths, and on others it does not.</summary>
    LeftOnSomePath,
}

/// <summary>What start routines do with their argument, by their summaries.</summary>
internal sealed class StartRoutines(AnalysisContext context, PathCondition path, SummarySet summaries)
{
    /// <summary>One argument, a pointer, and a result that a joiner could take.</summary>
    public static bool IsShapedLikeOne(Cleak.Ir.Function function) =>
        function.ParameterCount == 1 && function.Locals[0].Type is { IsPointer: true, Element.Kind: Cleak.Ir.TypeKind.Void } && function.Type.Element is { Kind: Cleak.Ir.TypeKind.Pointer or Cleak.Ir.TypeKind.Integer };

    /// <summary>The function of the program that a routine is; -1 where it is not known.</summary>
    public static int Of(AnalysisContext context, Value routine) =>
        routine is { IsTerm: true, Offset: 0 } && context.Terms[routine.Term] is { Kind: TermKind.FunctionAddress, A: >= 0 } target ? target.A : -1;

    /// <summary>The fate of an argument, and the step of the thread that leaves it behind.</summary>
    public (ArgumentFate Fate, TraceStep? Step) FateOf(AbstractState state, Value routine, Value argument)
    {
        int function = Of(context, routine);
        if (function < 0 || summaries.Find(function) is not { IsIncomplete: false, Cases.Length: > 0 } summary || IsKept(summary))
        {
            return (ArgumentFate.Unknown, null);
        }

        bool isReleased = false, isLeft = false;
        TraceStep? way = null;
        foreach (SummaryCase one in summary.Cases)
        {
            if (!IsPossible(state, summary, one, argument))
            {
                continue;
            }

            switch (FateIn(summary, one))
            {
                case ArgumentFate.Released:
                    isReleased = true;
                    break;
                case ArgumentFate.Left:
                    isLeft = true;
                    way = way is null || (one.Way is { } shorter && shorter.Inner.Length < way.Inner.Length) ? one.Way : way;
                    break;
                default:
                    return (ArgumentFate.Unknown, null);
            }
        }

        return isReleased && isLeft ? (ArgumentFate.LeftOnSomePath, way)
            : isReleased ? (ArgumentFate.Released, null)
            : isLeft ? (ArgumentFate.Left, way)
            : (ArgumentFate.Unknown, null);
    }

    /// <summary>The routine joins or detaches threads, or what it does is not known.</summary>
    public bool EndsThreads(Value routine)
    {
        int function = Of(context, routine);
        return function < 0 || summaries.Find(function) is not { IsIncomplete: false } summary || summary.Cases.Any(one => one.Resources.Any(resource => resource.Kind == ResourceKind.Thread));
    }

    /// <summary>Where the routine releases its argument, if it does so on all of its paths.</summary>
    public TraceStep? Release(int routine)
    {
        foreach (SummaryCase one in summaries.Find(routine)?.Cases ?? [])
        {
            foreach (SummaryResource resource in one.Resources)
            {
                if (resource is { IsNew: false, State: ResourceState.Released, Kind: ResourceKind.Heap } && IsArgument(summaries.Find(routine)!, resource.Term))
                {
                    return resource.Step;
                }
            }
        }

        return null;
    }

    private static ArgumentFate FateIn(FunctionSummary summary, SummaryCase one)
    {
        foreach (SummaryResource resource in one.Resources)
        {
            if (!resource.IsNew && IsArgument(summary, resource.Term))
            {
                return resource is { State: ResourceState.Released, Kind: ResourceKind.Heap, ReleasedAt: 0 } && !resource.Has(ResourceFlags.Imprecise) ? ArgumentFate.Released : ArgumentFate.Unknown;
            }
        }

        bool isKept = (one.Result.IsTerm && Mentions(summary, one.Result.Term)) || one.Writes.Any(write => write.Value.IsTerm && Mentions(summary, write.Value.Term));
        return isKept ? ArgumentFate.Unknown : ArgumentFate.Left;
    }

    private static bool IsKept(FunctionSummary summary) => summary.KeptHandles.Any(term => IsArgument(summary, term));

    private static bool IsArgument(FunctionSummary summary, int term) => summary.Terms[term] is { Kind: TermKind.Parameter, A: 0 };

    /// <summary>The term is the argument, or an address in what it points to.</summary>
    private static bool Mentions(FunctionSummary summary, int term)
    {
        while (summary.Terms[term] is { Kind: TermKind.Element, Left.IsTerm: true } element)
        {
            term = element.Left.Term;
        }

        return IsArgument(summary, term);
    }

    /// <summary>What the case asks of the argument, and of the numbers in it, may hold of what the creator hands over.</summary>
    private bool IsPossible(AbstractState state, FunctionSummary summary, SummaryCase one, Value argument)
    {
        foreach ((int term, Fact fact) in one.Conditions)
        {
            Term subject = summary.Terms[term];
            if (IsArgument(summary, term))
            {
                if (!fact.Contains(0) ? argument.Equals(Value.Zero) : fact is { IsConstant: true, Low: 0 } && !argument.Equals(Value.Zero))
                {
                    return false;
                }
            }
            else if (subject is { Kind: TermKind.Content, C: 0, Op: <= 8 } && IsArgument(summary, subject.A) && argument.IsTerm)
            {
                Value place = path.Add(argument, subject.B);
                int cell = place.IsTerm ? state.FindCell(context.Cells.Intern(new Cell(place.Term, place.Offset, subject.Op, 0, 0))) : -1;
                if (cell >= 0 && context.Terms.TryConstant(path.Resolve(state, state.CellValues[cell]), out long constant) && !fact.Contains(constant))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
