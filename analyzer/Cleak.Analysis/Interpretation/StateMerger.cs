namespace Cleak.Analysis;

/// <summary>
/// Canonical states and their joins. States whose resources stand alike merge (property simulation: Das, Lerner, Seigle, ESP, PLDI 2002);
/// a value that differs becomes a term of the join's own, with what both sides know of it.
/// </summary>
internal sealed class StateMerger(AnalysisContext context, PathCondition path)
{
    /// <summary>Stands for a place between two instructions, where temporaries live and no local is known to be dead.</summary>
    public const int NoBlock = -1;

    /// <summary>Changes of a loop's state after which every bound that still moves goes to its end, whatever made the value: a count may go by the name of a join within.</summary>
    private const int RoundsOfItsOwn = 2;

    /// <summary>Cells of a state beyond which foreign memory is forgotten.</summary>
    private const int MaxCells = 96;

    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;
    private readonly List<(int Term, Fact Fact)> merged = [];
    private readonly List<int> staleHere = [], staleThere = [];
    private readonly StampedNames stamped = new(context);
    private readonly ReachableTerms reachable = new(context);
    private readonly JoinedUses uses = new(context, path);
    private readonly Distances distances = new(context, path);

    /// <summary>
    /// Drops what no path from here can ask for: locals that are not read again, facts of terms that nothing names, released resources
    /// that nothing names. A local that holds a resource stays, so that its loss is seen where its scope ends.
    /// </summary>
    public void Canonicalize(AbstractState state, int block)
    {
        if (block != NoBlock)
        {
            state.TemporaryCount = 0;
            DropDeadLocals(state, block);
        }

        DropExcess(state);
        reachable.Find(state);
        DropUnreachable(state);
        for (int i = state.ResourceCount - 1; i >= 0; i--)
        {
            int term = state.Resources[i].Term;
            bool isGone = reachable.IsAnonymous(state, term) && !reachable.Contains(term);
            if (isGone || (state.Resources[i].IsKeptForeign && GivenBlocks.HangsOnKept(terms, state, term)))
            {
                state.RemoveResourceAt(i);
            }
        }

        for (int i = state.AliasCount - 1; i >= 0; i--)
        {
            if (reachable.IsGone(state, state.AliasTerms[i]))
            {
                state.RemoveAliasAt(i);
            }
        }

        for (int i = state.FactCount - 1; i >= 0; i--)
        {
            if (reachable.IsGone(state, state.FactTerms[i]))
            {
                state.RemoveFactAt(i);
            }
        }

        for (int i = state.DefaultCount - 1; i >= 0; i--)
        {
            if (reachable.IsGone(state, state.DefaultTerms[i]))
            {
                state.RemoveDefaultAt(i);
            }
        }

        state.RenewMasks();
    }

    /// <summary>A state with too many cells forgets those of memory it does not own: reading them gives their old names again.</summary>
    private void DropExcess(AbstractState state)
    {
        for (int i = state.CellCount - 1; i >= 0 && state.CellCount > MaxCells; i--)
        {
            TermKind holder = terms[cells.RootOf(state.CellIds[i])].Kind;
            if (holder is not (TermKind.LocalAddress or TermKind.Acquired) && !NamesResource(state, state.CellValues[i]))
            {
                int root = cells.RootOf(state.CellIds[i]);
                state.RemoveCellAt(i);
                state.SetDefault(root, ObjectDefault.Initial, MergedStamp);
                stamped.Renew(state, MergedStamp);
            }
        }
    }

    private void DropDeadLocals(AbstractState state, int block)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            ref readonly Term holder = ref terms[cell.Object];
            if (holder.Kind == TermKind.LocalAddress && !context.Code.IsLive(block, holder.A) && !context.Function.Locals[holder.A].IsAddressTaken && !NamesResource(state, state.CellValues[i]))
            {
                state.RemoveCellAt(i);
            }
        }
    }

    /// <summary>Drops the cells of objects that cannot be named any more: blocks that nothing points to.</summary>
    private void DropUnreachable(AbstractState state)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            int root = cells.RootOf(state.CellIds[i]);
            if (reachable.IsGone(state, root))
            {
                // An object of which nothing is known still has its place somewhere, and holds what it holds.
                int holder = state.FindResource(root);
                if (terms[root].Kind != TermKind.Acquired || holder < 0 || state.Resources[holder].State == ResourceState.Escaped)
                {
                    KeepAlive(state, state.CellValues[i]);
                    KeepGiven(state, state.CellValues[i]);
                }

                state.RemoveCellAt(i);
            }
        }
    }

    /// <summary>What the caller gave stands in an object that nothing names any more, as at the end of a list: the caller must know.</summary>
    private void KeepGiven(AbstractState state, Value value)
    {
        int root = value.IsTerm ? terms.Object(value.Term) : 0;
        if (root > 0)
        {
            GivenBlocks.NoteKept(terms, state, root);
        }
    }

    /// <summary>Merges <paramref name="other"/> into <paramref name="state"/> at a block.</summary>
    /// <param name="widen">Bounds that move go to their ends.</param>
    public void Merge(AbstractState state, AbstractState other, int block, bool widen)
    {
        context.Spend(state);
        List<int> stale = StaleTerms(state, block, staleHere), otherStale = StaleTerms(other, block, staleThere);
        uses.Merge(state, other);

        // Facts are of the values before the merge: those of both sides are kept for the new terms.
        merged.Clear();
        for (int i = 0; i < other.CellCount; i++)
        {
            int id = other.CellIds[i];
            int at = state.FindCellNear(id, i);
            if (at < 0 && GhostFacts.Is(cells[id]))
            {
                if (GhostFacts.Survives(state, cells[id]) && !IsStale(other.CellValues[i], otherStale))
                {
                    state.SetCell(id, other.CellValues[i]);
                }
            }
            else if (at < 0 && distances.Unwritten(state, cells[id], other.CellValues[i]) is { IsNone: false } unwritten)
            {
                state.SetCell(id, unwritten);
            }
            else if (at < 0)
            {
                // The other side reads a default here; a term of the join's own stands for both.
                int term = terms.Merged(block, id, long.MinValue, long.MaxValue);
                if (IsDeadElement(id, otherStale))
                {
                    continue;
                }

                if (path.IsNowhere(state, cells[id].Object) && !IsStale(other.CellValues[i], otherStale) && !NamesResource(other, other.CellValues[i]))
                {
                    state.SetCell(id, other.CellValues[i]);
                    continue;
                }

                KeepAlive(state, other.CellValues[i]);
                Derive(term, other.CellValues[i]);
                Derive(term, InPlaceObjects.AtEntry(context, cells[id]));
                state.SetCell(id, Value.Of(term));
                merged.Add((term, Fact.Top));
            }
        }

        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            int id = state.CellIds[i];
            int at = other.FindCellNear(id, i);
            Value left = state.CellValues[i];
            Value right = at >= 0 ? other.CellValues[at] : distances.Unwritten(other, cells[id], left);
            if (at < 0 && GhostFacts.Is(cells[id]) && GhostFacts.Survives(other, cells[id]) && !IsStale(left, stale))
            {
                continue;
            }

            if (at < 0 && path.IsNowhere(other, cells[id].Object) && !IsStale(left, stale) && !NamesResource(state, left))
            {
                continue;
            }

            if (IsDeadElement(id, stale) || (at < 0 && GhostFacts.Is(cells[id])))
            {
                KeepAlive(state, left);
                state.RemoveCellAt(i);
                continue;
            }

            if (left == right && !IsStale(left, stale) && !IsStale(right, otherStale))
            {
                continue;
            }

            int term = terms.Merged(block, id, long.MinValue, long.MaxValue);
            Fact l = path.Range(state, left), r = right.IsNone ? Fact.Top : path.Range(other, right);
            if (distances.Joined(left, right, term) is { IsNone: false } inside)
            {
                state.CellValues[i] = inside;
                Fact distance = Fact.Join(distances.From(state, left, inside), distances.From(other, right, inside));
                merged.Add((term, widen && left == inside ? Fact.Widen(distances.From(state, left, inside), distance) : distance));
                if (terms[inside.Term].Kind == TermKind.Binary)
                {
                    merged.Add((inside.Term, widen && left == inside ? Fact.Widen(l, r) : Fact.Join(l, r)));
                }

                continue;
            }

            bool isSame = left.IsTerm && left.Term == term && left.Offset == 0;
            Fact fact = widen && isSame ? Fact.Widen(l, r) : Fact.Join(l, r);
            KeepAlive(state, left);
            KeepAlive(state, right);
            Derive(term, left);
            Derive(term, at < 0 ? InPlaceObjects.AtEntry(context, cells[id]) : right);
            state.CellValues[i] = Value.Of(term);
            merged.Add((term, fact));
        }

        MergeTemporaries(state, other, block);
        MergeFacts(state, other, stale, otherStale, widen ? block : NoBlock);
        foreach ((int term, Fact fact) in merged)
        {
            SetFact(state, term, fact);
        }

        MergeAliases(state, other, stale, otherStale);
        if (MergeDefaults(state, other) | MergeAliasing(state, other))
        {
            stamped.Renew(state, MergedStamp);
            stamped.Renew(other, MergedStamp);
        }

        DropStaleResources(state, stale);
        DropStaleResources(other, otherStale);
        MergeResources(state, other);
        state.KeepCommon(other);
        state.Reads.KeepCommon(other.Reads);
        state.Lent.KeepCommon(other.Lent);
        if (!widen)
        {
            context.History.Join(state, other);
        }

        CancellationChecks.Merge(state, other);
        ProcessRoles.Merge(state, other);
        if (other.ThreadEvent >= 0 && state.ThreadEvent < 0)
        {
            state.ThreadEvent = other.ThreadEvent;
        }
    }

    /// <summary>Results of calls before a merge within a block.</summary>
    private void MergeTemporaries(AbstractState state, AbstractState other, int place)
    {
        for (int i = 0; i < Math.Min(state.TemporaryCount, other.TemporaryCount); i++)
        {
            Value left = state.Temporaries[i], right = other.Temporaries[i];
            if (left == right)
            {
                continue;
            }

            int term = terms.Merged(place, -1 - i, long.MinValue, long.MaxValue);
            merged.Add((term, left.IsNone || right.IsNone ? Fact.Top : Fact.Join(path.Range(state, left), path.Range(other, right))));
            KeepAlive(state, left);
            KeepAlive(state, right);
            Derive(term, left);
            Derive(term, right);
            state.Temporaries[i] = Value.Of(term);
        }
    }

    private void MergeFacts(AbstractState state, AbstractState other, List<int> stale, List<int> otherStale, int widened)
    {
        for (int i = state.FactCount - 1; i >= 0; i--)
        {
            int term = state.FactTerms[i];
            int id = other.FactNear(term, i);
            if (id == state.FactIds[i] && !IsStale(Value.Of(term), stale) && !IsStale(Value.Of(term), otherStale))
            {
                continue;
            }

            Fact before = context.Facts[state.FactIds[i]];
            Fact joined = IsStale(Value.Of(term), stale) || IsStale(Value.Of(term), otherStale) || id == 0 ? Fact.Top
                : IsOfLoop(term, widened) || (widened >= 0 && state.Widenings >= RoundsOfItsOwn) ? Fact.Widen(before, context.Facts[id]) : Fact.Join(before, context.Facts[id]);
            if (joined == Fact.Top)
            {
                state.RemoveFactAt(i);
            }
            else
            {
                state.FactIds[i] = context.Facts.Intern(joined);
            }
        }
    }

    /// <summary>A value that the loop changes: what it does not change has no more answers than there are ways into it.</summary>
    private bool IsOfLoop(int term, int block) => block >= 0 && (terms.MergesIn(Value.Of(term)) & (1UL << (block & 63))) != 0;

    private void SetFact(AbstractState state, int term, Fact fact)
    {
        for (int i = state.FactCount - 1; i >= 0; i--)
        {
            if (state.FactTerms[i] == term)
            {
                state.RemoveFactAt(i);
            }
        }

        path.SetFact(state, term, fact);
    }

    private void MergeAliases(AbstractState state, AbstractState other, List<int> stale, List<int> otherStale)
    {
        for (int i = state.AliasCount - 1; i >= 0; i--)
        {
            bool isShared = other.TryAlias(state.AliasTerms[i], out Value value) && value == state.AliasValues[i]
                && !IsStale(value, stale) && !IsStale(value, otherStale) && !IsStale(Value.Of(state.AliasTerms[i]), stale);
            if (!isShared)
            {
                KeepAlive(state, state.AliasValues[i]);
                state.RemoveAliasAt(i);
            }
        }
    }

    /// <summary>Whether contents differ: what both sides forgot goes by one name from here on, and that is a new one.</summary>
    private static bool MergeDefaults(AbstractState state, AbstractState other)
    {
        bool differ = false;
        for (int i = 0; i < other.DefaultCount; i++)
        {
            int at = state.FindDefaultNear(other.DefaultTerms[i], i);
            if (at < 0 || state.DefaultKinds[at] != other.DefaultKinds[i] || state.DefaultStamps[at] != other.DefaultStamps[i])
            {
                differ = true;
                if (at < 0 || state.DefaultKinds[at] != ObjectDefault.Initial || state.DefaultStamps[at] != MergedStamp)
                {
                    state.SetDefault(other.DefaultTerms[i], ObjectDefault.Initial, MergedStamp);
                }
            }
        }

        for (int i = 0; i < state.DefaultCount; i++)
        {
            if (other.FindDefaultNear(state.DefaultTerms[i], i) < 0 && (state.DefaultKinds[i] != ObjectDefault.Initial || state.DefaultStamps[i] != MergedStamp))
            {
                differ = true;
                state.DefaultKinds[i] = ObjectDefault.Initial;
                state.DefaultStamps[i] = MergedStamp;
            }
        }

        if (state.GlobalStamp != other.GlobalStamp)
        {
            differ = true;
            state.GlobalStamp = MergedStamp;
        }

        return differ;
    }

    private static bool MergeAliasing(AbstractState state, AbstractState other)
    {
        bool differ = state.AliasStamp != other.AliasStamp;
        if (differ)
        {
            state.AliasStamp = MergedStamp;
        }

        return differ;
    }

    /// <summary>What was done to an element in an earlier turn says nothing of the one that goes by its name now.</summary>
    private void DropStaleResources(AbstractState state, List<int> stale)
    {
        for (int i = state.ResourceCount - 1; i >= 0; i--)
        {
            Resource resource = state.Resources[i];
            if (!IsStale(Value.Of(resource.Term), stale))
            {
                continue;
            }

            state.RemoveResourceAt(i);
            stamped.KeepLoss(state, resource);
            if (resource.State is ResourceState.Released or ResourceState.Escaped or ResourceState.Moved && SomeElement(resource.Term, stale) is > 0 and var some)
            {
                // That something was done to the array's elements stays.
                state.SetResource(resource with { Term = some, State = ResourceState.Escaped, Flags = resource.Flags | ResourceFlags.Imprecise });
            }
        }
    }

    /// <summary>The name for what stands in the same array at any index; 0 where the array itself is of an earlier turn.</summary>
    private int SomeElement(int term, List<int> stale)
    {
        Term content = terms[term];
        if (content.Kind != TermKind.Content || terms[content.A].Kind != TermKind.Element || IsStale(terms[content.A].Left, stale))
        {
            return 0;
        }

        Term element = terms[content.A];
        int index = terms.Fresh(AnyIndex, 0, 0, long.MinValue, long.MaxValue);
        return terms.With(content, terms.Element(element.Left, Value.Of(index), element.C));
    }

    /// <summary>In place of an instruction: the index that stands for all.</summary>
    private const int AnyIndex = -9;

    /// <summary>Contents that differ between two sides: unknown under one name.</summary>
    private const int MergedStamp = 1;

    private static void MergeResources(AbstractState state, AbstractState other)
    {
        for (int i = 0; i < other.ResourceCount; i++)
        {
            Resource right = other.Resources[i];
            int at = state.FindResource(right.Term);
            if (at < 0)
            {
                state.SetResource(right with { State = right.State == ResourceState.Lost ? ResourceState.Lost : ResourceState.Escaped, Flags = right.Flags | ResourceFlags.Imprecise });
            }
            else if (right.Has(ResourceFlags.LostByRealloc) || state.Resources[at].Has(ResourceFlags.LostByRealloc))
            {
                // It was lost on a path that got here: that another path kept it takes nothing from that.
                state.Resources[at] = right.Has(ResourceFlags.LostByRealloc) ? right : state.Resources[at];
            }
            else if (state.Resources[at].State != right.State && state.Resources[at] is not { State: ResourceState.Escaped })
            {
                state.Resources[at] = state.Resources[at] with { State = ResourceState.Escaped, Flags = state.Resources[at].Flags | ResourceFlags.Imprecise };
            }
            else
            {
                Resource left = state.Resources[at];
                state.Resources[at] = left with { Flags = left.Flags | (right.Flags & ResourceFlags.ContentsKept), ReleasedAt = left.ReleasedAt != right.ReleasedAt ? Resource.Somewhere : left.ReleasedAt };
            }
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (other.FindResource(state.Resources[i].Term) < 0 && state.Resources[i].State is not (ResourceState.Escaped or ResourceState.Lost))
            {
                state.Resources[i] = state.Resources[i] with { State = ResourceState.Escaped, Flags = state.Resources[i].Flags | ResourceFlags.Imprecise };
            }
        }
    }

    private void Derive(int term, Value value)
    {
        if (value.IsTerm)
        {
            context.Derive(term, terms.Object(value.Term));
        }
    }

    /// <summary>A value that a merge replaces named a resource: whether something still does is not known any more.</summary>
    private void KeepAlive(AbstractState state, Value value)
    {
        if (!value.IsTerm || (terms.Mentioned(value.Term) & state.ResourceMask) == 0)
        {
            return;
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State is ResourceState.Live or ResourceState.Foreign && terms.Names(value.Term, state.Resources[i].Term))
            {
                state.Resources[i] = state.Resources[i] with { State = ResourceState.Escaped, Flags = state.Resources[i].Flags | ResourceFlags.Imprecise };
            }
        }
    }

    /// <summary>
    /// Terms of this join from an earlier time round, whose cell has moved on: the merged state would use the name for the new value.
    /// </summary>
    private List<int> StaleTerms(AbstractState state, int block, List<int> stale)
    {
        stale.Clear();
        for (int i = 0; i < state.CellCount; i++)
        {
            CollectStale(state, state.CellValues[i], block, stale);
        }

        for (int i = 0; i < state.FactCount; i++)
        {
            CollectStale(state, Value.Of(state.FactTerms[i]), block, stale);
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            CollectStale(state, Value.Of(state.Resources[i].Term), block, stale);
        }

        return stale;
    }

    private void CollectStale(AbstractState state, Value value, int block, List<int> stale)
    {
        if ((terms.MergesIn(value) & (1UL << (block & 63))) == 0)
        {
            return;
        }

        ref readonly Term term = ref terms[value.Term];
        switch (term.Kind)
        {
            case TermKind.Merged when term.A == block:
                int at = term.B < 0 ? -1 : state.FindCell(term.B);
                if ((at < 0 || !distances.IsMadeOf(state.CellValues[at], value.Term)) && !stale.Contains(value.Term))
                {
                    stale.Add(value.Term);
                }

                break;
            case TermKind.Content:
                CollectStale(state, Value.Of(term.A), block, stale);
                break;
            case TermKind.Unary or TermKind.Cast:
                CollectStale(state, term.Left, block, stale);
                break;
            case TermKind.Binary or TermKind.Element:
                Value right = term.Right;
                CollectStale(state, term.Left, block, stale);
                CollectStale(state, right, block, stale);
                break;
        }
    }

    private bool IsStale(Value value, List<int> stale)
    {
        if (stale.Count == 0 || !value.IsTerm)
        {
            return false;
        }

        foreach (int term in stale)
        {
            if (terms.Mentions(value.Term, term))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsDeadElement(int cell, List<int> stale) => stale.Count > 0 && IsStale(Value.Of(cells[cell].Object), stale);

    private bool NamesResource(AbstractState state, Value value)
    {
        if (!value.IsTerm || (terms.Mentioned(value.Term) & state.ResourceMask) == 0)
        {
            return false;
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State == ResourceState.Live && terms.Names(value.Term, state.Resources[i].Term))
            {
                return true;
            }
        }

        return false;
    }
}
