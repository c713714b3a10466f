using System.Collections.Immutable;

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

/// <param name="Step">How the thread comes to its end without the argument.</param>
/// <param name="Asked">What the ways that leave it ask of what stood in it at the creation, a list for each way; null where they ask nothing.</param>
internal readonly record struct RoutineFate(ArgumentFate Fate, TraceStep? Step, List<ImmutableArray<(Value Value, Fact Fact)>>? Asked)
{
    public static RoutineFate Unknown => new(ArgumentFate.Unknown, null, null);
}

/// <summary>What start routines do with their argument, by their summaries.</summary>
internal sealed class StartRoutines(AnalysisContext context, PathCondition path, SummarySet summaries)
{
    private readonly ArgumentContents contents = new(context, path);

    /// <summary>One argument, a pointer, and a result that a joiner could take.</summary>
    public static bool IsShapedLikeOne(Cleak.Ir.Function function) =>
        function.ParameterCount == 1 && function.Locals[0].Type is { IsPointer: true, Element.Kind: Cleak.Ir.TypeKind.Void } && function.Type.Element is { Kind: Cleak.Ir.TypeKind.Pointer or Cleak.Ir.TypeKind.Integer };

    /// <summary>The function of the program that a routine is; -1 where it is not known.</summary>
    public static int Of(AnalysisContext context, Value routine) =>
        routine is { IsTerm: true, Offset: 0 } && context.Terms[routine.Term] is { Kind: TermKind.FunctionAddress, A: >= 0 } target ? target.A : -1;

    /// <summary>The fate of an argument, and the step of the thread that leaves it behind.</summary>
    public RoutineFate FateOf(AbstractState state, Value routine, Value argument)
    {
        int function = Of(context, routine);
        if (function < 0 || summaries.Find(function) is not { IsIncomplete: false, Cases.Length: > 0 } summary || IsKept(summary))
        {
            return RoutineFate.Unknown;
        }

        bool isReleased = false, isLeft = false, isRuledOut = false, hangsOnContents = !summary.ByContents.IsEmpty;
        TraceStep? way = null;
        List<ImmutableArray<(Value Value, Fact Fact)>>? asked = null;
        foreach (SummaryCase one in hangsOnContents ? summary.ByContents : summary.Cases)
        {
            if (!contents.IsPossible(state, summary, one, argument))
            {
                isRuledOut = true;
                continue;
            }

            ArgumentFate fate = FateIn(summary, one);
            if (fate == ArgumentFate.Unknown || (hangsOnContents && !contents.IsKnown(state, summary, one, argument)))
            {
                return RoutineFate.Unknown;
            }

            isReleased |= fate == ArgumentFate.Released;
            if (fate == ArgumentFate.Left)
            {
                isLeft = true;
                way = way is null || (one.Way is { } shorter && shorter.Inner.Length < way.Inner.Length) ? one.Way : way;
                if (hangsOnContents)
                {
                    (asked ??= []).Add(contents.Asked(state, summary, one, argument));
                }
            }
        }

        if (isReleased && !isLeft && isRuledOut && hangsOnContents)
        {
            // What stands in it now may not stand there when the thread looks.
            return RoutineFate.Unknown;
        }

        return isReleased && isLeft ? new RoutineFate(ArgumentFate.LeftOnSomePath, way, asked)
            : isReleased ? new RoutineFate(ArgumentFate.Released, null, null)
            : isLeft ? new RoutineFate(ArgumentFate.Left, way, asked)
            : RoutineFate.Unknown;
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
                bool isCertain = !resource.Has(ResourceFlags.Imprecise) || resource.Has(ResourceFlags.ByContents);
                return resource is { State: ResourceState.Released, Kind: ResourceKind.Heap, ReleasedAt: 0 } && isCertain ? ArgumentFate.Released : ArgumentFate.Unknown;
            }
        }

        bool isKept = (one.Result.IsTerm && Mentions(summary, one.Result.Term)) || one.Writes.Any(write => write.Value.IsTerm && Mentions(summary, write.Value.Term));
        return isKept ? ArgumentFate.Unknown : ArgumentFate.Left;
    }

    private static bool IsKept(FunctionSummary summary) => summary.KeptHandles.Any(term => IsArgument(summary, term));

    internal static bool IsArgument(FunctionSummary summary, int term) => summary.Terms[term] is { Kind: TermKind.Parameter, A: 0 };

    /// <summary>The term is the argument, or an address in what it points to.</summary>
    private static bool Mentions(FunctionSummary summary, int term)
    {
        while (summary.Terms[term] is { Kind: TermKind.Element, Left.IsTerm: true } element)
        {
            term = element.Left.Term;
        }

        return IsArgument(summary, term);
    }
}
