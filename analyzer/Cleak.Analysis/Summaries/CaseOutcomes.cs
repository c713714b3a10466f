using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Outcomes that a caller cannot tell apart. A tree that keeps what is inserted unless the key is there already, a count that releases the
/// last time only: which of the two happens hangs on what the callee knows. Where neither the result nor an argument tells the caller,
/// what is taken care of in one case is taken care of in all.
/// </summary>
internal static class CaseOutcomes
{
    /// <param name="isResultSeen">The caller looks at what is returned.</param>
    /// <param name="store">Says that an argument is kept, for texts.</param>
    public static ImmutableArray<SummaryCase> Level(ImmutableArray<SummaryCase> cases, IReadOnlyList<Term> terms, bool isResultSeen, TraceStep store)
    {
        if (cases.Length < 2)
        {
            return cases;
        }

        var levelled = ImmutableArray.CreateBuilder<SummaryCase>(cases.Length);
        foreach (SummaryCase one in cases)
        {
            ImmutableArray<SummaryResource>.Builder? resources = null;
            foreach (SummaryCase other in cases)
            {
                if (ReferenceEquals(one, other) || AreToldApart(one, other, terms, isResultSeen))
                {
                    continue;
                }

                foreach (SummaryResource resource in other.Resources)
                {
                    if (resource.State == ResourceState.Escaped)
                    {
                        // What hangs on it has no mark of its own there: where it is released here, that is kept all the same.
                        NoteContentsKept(ref resources, one, resource.Term);
                    }

                    if ((IsTakenCareOf(resource, terms) || (IsReleasedArgument(resource, terms) && DiffersInProgram(one, other, terms))) && !Touches(resources, resource.Term) && !Touches(one.Resources, resource.Term))
                    {
                        resources ??= one.Resources.ToBuilder();
                        resources.Add(resource with { State = ResourceState.Escaped, Flags = ResourceFlags.None });
                    }
                }

                foreach (SummaryWrite write in other.Writes)
                {
                    if (Keeps(write, terms) && !Touches(resources, write.Value.Term) && !Touches(one.Resources, write.Value.Term))
                    {
                        resources ??= one.Resources.ToBuilder();
                        resources.Add(new SummaryResource(write.Value.Term, ResourceKind.Heap, ResourceState.Escaped, ResourceFlags.None, 0, false, store));
                    }
                }

                if (resources is null ? one.Resources.Any(IsKeptIn) : resources.Any(IsKeptIn))
                {
                    resources ??= one.Resources.ToBuilder();
                    resources.RemoveAll(IsKeptIn);
                }

                // A block that the other case hands out as well, but not as the caller's own: a tree has it there.
                bool IsKeptIn(SummaryResource resource) =>
                    resource is { IsNew: true, Kind: ResourceKind.Heap } && one.Result == Value.Of(resource.Term) && other.Result == one.Result && !Touches(other.Resources, resource.Term);
            }

            SummaryCase level = resources is null ? one : one with { Resources = resources.ToImmutable() };
            levelled.Add(isResultSeen ? WithCertain(level, one, cases, terms) : level);
        }

        return levelled.MoveToImmutable();
    }

    /// <summary>Takes out of the cases what each of them keeps.</summary>
    /// <returns>The terms that are kept in all cases.</returns>
    public static ImmutableArray<int> TakeKept(ImmutableArray<SummaryCase> cases, out ImmutableArray<SummaryCase> rest)
    {
        var kept = ImmutableArray.CreateBuilder<int>(cases.IsEmpty ? 0 : cases[0].Resources.Length);
        for (int i = 0; i < kept.Capacity; i++)
        {
            SummaryResource resource = cases[0].Resources[i];
            if (IsKept(resource) && !kept.Contains(resource.Term) && AllKeep(cases, resource.Term))
            {
                kept.Add(resource.Term);
            }
        }

        rest = kept.Count == 0 ? cases : [.. cases.Select(one => one with { Resources = one.Resources.RemoveAll(resource => IsKept(resource) && kept.Contains(resource.Term)) })];
        kept.Sort();
        return kept.ToImmutable();
    }

    private static bool AllKeep(ImmutableArray<SummaryCase> cases, int term)
    {
        for (int i = 1; i < cases.Length; i++)
        {
            if (!HasKept(cases[i].Resources, term))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasKept(ImmutableArray<SummaryResource> resources, int term)
    {
        foreach (SummaryResource resource in resources)
        {
            if (IsKept(resource) && resource.Term == term)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKept(SummaryResource resource) => resource is { IsNew: false, State: ResourceState.Escaped };

    private static void NoteContentsKept(ref ImmutableArray<SummaryResource>.Builder? resources, SummaryCase one, int term)
    {
        foreach (SummaryResource resource in one.Resources)
        {
            if (resource is { IsNew: false, State: ResourceState.Released or ResourceState.Moved } && resource.Term == term && !resource.Has(ResourceFlags.ContentsKept))
            {
                resources ??= one.Resources.ToBuilder();
                int at = resources.IndexOf(resource);
                if (at >= 0)
                {
                    resources[at] = resource with { Flags = resource.Flags | ResourceFlags.ContentsKept };
                }
            }
        }
    }

    /// <summary>That an argument was released because of what stands in it is certain where the result says so: a code that no other case returns.</summary>
    private static SummaryCase WithCertain(SummaryCase level, SummaryCase one, ImmutableArray<SummaryCase> cases, IReadOnlyList<Term> terms)
    {
        ImmutableArray<SummaryResource> resources = level.Resources;
        for (int i = 0; i < resources.Length; i++)
        {
            SummaryResource resource = resources[i];
            if (resource.Has(ResourceFlags.ByContents) && terms[resource.Term].Kind == TermKind.Parameter && cases.All(other => ReferenceEquals(one, other) || AreToldByResult(one, other, terms)))
            {
                resources = resources.SetItem(i, resource with { Flags = resource.Flags & ~(ResourceFlags.Imprecise | ResourceFlags.ByContents) });
            }
        }

        return resources == level.Resources ? level : level with { Resources = resources };
    }

    private static bool AreToldByResult(SummaryCase one, SummaryCase other, IReadOnlyList<Term> terms) =>
        Range(one, terms) is var result && Range(other, terms) is var another && result.Meet(another.Low, another.High).IsEmpty;

    /// <summary>What an argument itself is released in one case alone for is the caller's to know; what hangs on it, the callee's.</summary>
    private static bool IsTakenCareOf(SummaryResource resource, IReadOnlyList<Term> terms) =>
        !resource.IsNew && (resource.State == ResourceState.Escaped
            || (resource.State == ResourceState.Released && (resource.Has(ResourceFlags.Imprecise) || terms[resource.Term].Kind != TermKind.Parameter)));

    /// <summary>
    /// An argument is stored in a record, not in a variable of the caller's whose address stands first in it, and not in what it is itself.
    /// </summary>
    private static bool Keeps(in SummaryWrite write, IReadOnlyList<Term> terms)
    {
        if (!write.Value.IsTerm || terms[write.Value.Term] is not { Kind: TermKind.Parameter, Low: >= 0, High: long.MaxValue })
        {
            return false;
        }

        if (terms[write.Address].Kind == TermKind.Parameter && write.Offset == 0)
        {
            return false;
        }

        int holder = write.Address;
        while (terms[holder].Kind == TermKind.Content)
        {
            holder = terms[holder].A;
        }

        return holder != write.Value.Term && !(terms[holder].Kind == TermKind.Parameter && terms[holder].A == TermTable.ResultParameter);
    }

    private static bool IsReleasedArgument(SummaryResource resource, IReadOnlyList<Term> terms) =>
        !resource.IsNew && resource.State == ResourceState.Released && terms[resource.Term].Kind == TermKind.Parameter;

    /// <summary>
    /// A variable of the program decides, as it decided when the thing was acquired: a closer that leaves standard output alone where the
    /// opener handed it out.
    /// </summary>
    private static bool DiffersInProgram(SummaryCase one, SummaryCase other, IReadOnlyList<Term> terms)
    {
        foreach ((int term, Fact fact) in one.Conditions)
        {
            if (IsOfProgram(term, terms) && AreApart(fact, FactOf(other, term)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfProgram(int term, IReadOnlyList<Term> terms)
    {
        while (terms[term].Kind == TermKind.Content)
        {
            term = terms[term].A;
        }

        return terms[term].Kind == TermKind.GlobalAddress;
    }

    private static bool Touches(ImmutableArray<SummaryResource>.Builder? resources, int term)
    {
        for (int i = 0; resources is not null && i < resources.Count; i++)
        {
            if (resources[i].Term == term)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Touches(ImmutableArray<SummaryResource> resources, int term)
    {
        foreach (SummaryResource resource in resources)
        {
            if (resource.Term == term)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is returned, or what was given, says which of the two cases it is.</summary>
    public static bool AreToldApart(SummaryCase one, SummaryCase other, IReadOnlyList<Term> terms, bool isResultSeen)
    {
        if (one.EndsThread != other.EndsThread || one.Role != other.Role || ((one.RoleFlags ^ other.RoleFlags) & (RoleFlags.TriedExec | RoleFlags.Unrepaired)) != 0)
        {
            return true;
        }

        if (isResultSeen && AreToldByResult(one, other, terms))
        {
            return true;
        }

        foreach ((int term, Fact fact) in one.Conditions)
        {
            if (terms[term].Kind == TermKind.Parameter && AreApart(fact, FactOf(other, term)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreApart(Fact one, Fact other) =>
        one.Meet(other.Low, other.High).IsEmpty || (one.IsConstant && !other.Contains(one.Low)) || (other.IsConstant && !one.Contains(other.Low));

    private static Fact Range(SummaryCase one, IReadOnlyList<Term> terms)
    {
        Value result = one.Result;
        if (result.IsConstant)
        {
            return Fact.Between(result.Offset, result.Offset);
        }

        if (!result.IsTerm)
        {
            return Fact.Top;
        }

        Term term = terms[result.Term];
        Fact fact = FactOf(one, result.Term).Meet(term.Low, term.High);
        return result.Offset == 0 ? fact : Fact.Top;
    }

    private static Fact FactOf(SummaryCase one, int term)
    {
        foreach ((int known, Fact fact) in one.Conditions)
        {
            if (known == term)
            {
                return fact;
            }
        }

        return Fact.Top;
    }
}
