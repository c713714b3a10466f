using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Resources from acquisition to release. A resource is held while something reachable names it: a variable, memory that others see,
/// or a block that is itself held. When its last name goes it is lost; whether that matters is decided where the path ends.
/// </summary>
internal sealed class ResourceTracker
{
    public const int MaxInstances = 2;
    private const int MaxEscapeDepth = 12;
    private readonly AnalysisContext context;
    private readonly PathCondition path;
    private readonly Memory memory;
    private readonly TermTable terms;
    private readonly CellTable cells;
    private readonly List<(int Term, int Instruction)> overwritten = [];
    private readonly CellNames names;
    private readonly Dictionary<int, string> named = [];
    private readonly TermMarks escaping;

    /// <summary>Objects of which some path releases or gives away elements at a computed index.</summary>
    private readonly HashSet<int> emptied = [];

    public ResourceTracker(AnalysisContext context, PathCondition path, Memory memory)
    {
        this.context = context;
        this.path = path;
        this.memory = memory;
        terms = context.Terms;
        cells = context.Cells;
        names = new CellNames(context);
        escaping = context.TakeMarks();
        Noted = (state, value, instruction) =>
        {
            if (IsWrittenOver(value, instruction))
            {
                Escape(state, value);
            }
            else
            {
                Note(value, instruction);
            }
        };
        Escaped = (state, value, _) => Escape(state, value);
    }

    /// <summary>For values that are overwritten: what they name may be lost.</summary>
    public ReplacedValue Noted { get; }

    /// <summary>For values that code which is not seen may have taken care of.</summary>
    public ReplacedValue Escaped { get; }

    /// <summary>An object that is a resource itself does not end by a write of unknown extent to its memory: only with the memory.</summary>
    private bool IsWrittenOver(Value value, int instruction) =>
        value.IsTerm && context.AcquiredKinds.Count > 0 && context.AcquiredKinds.GetValueOrDefault(value.Term) == ResourceKind.ThreadObject
        && !context.Code.IsTerminator(instruction) && context.Code.Instruction(instruction) is not (LifetimeEndInstruction or LifetimeStartInstruction);

    /// <summary>A name for what an instruction acquires that nothing in the state has; none where too many live at once.</summary>
    public bool TryName(AbstractState state, int instruction, int which, ResourceKind kind, out int term)
    {
        for (int instance = 0; instance < MaxInstances; instance++)
        {
            term = terms.Acquired(instruction, which, instance, kind);
            if (TryGiveAgain(state, term, instruction, isLast: false))
            {
                context.GivenNames.GiveTerm(term, instruction);
                return true;
            }
        }

        // More at once than are told apart: the next one is nobody's in particular.
        term = terms.Acquired(instruction, which, MaxInstances, kind);
        context.GivenNames.GiveTerm(term, instruction);
        return false;
    }

    /// <summary>A name for what an instruction takes from the stack, as far as they are told apart.</summary>
    public bool TryStackBlock(AbstractState state, int instruction, out int term)
    {
        for (int instance = 0; instance < MaxInstances; instance++)
        {
            term = terms.StackBlock(instruction, instance);
            if (!IsNamed(state, term))
            {
                Forget(state, term);
                return true;
            }
        }

        term = 0;
        return false;
    }

    /// <summary>The last name that an instruction gives: where more live at once than are told apart, each of them goes by it.</summary>
    public bool StandsForMany(int term)
    {
        while (terms[term].Kind is TermKind.Content or TermKind.Element && (terms[term].Kind == TermKind.Content || terms[term].Left.IsTerm))
        {
            term = terms[term].Kind == TermKind.Content ? terms[term].A : terms[term].Left.Term;
        }

        return terms[term] is { Kind: TermKind.Acquired, B: MaxInstances } or { Kind: TermKind.Fresh, C: MaxInstances };
    }

    /// <summary>
    /// Read from a variable or an array that others write too: whether the place still holds what the callee released cannot be told from
    /// its summary.
    /// </summary>
    public bool IsShared(int term)
    {
        while (terms[term].Kind == TermKind.Content)
        {
            term = terms[term].A;
            if (terms[term].Kind == TermKind.Element || terms[terms.Object(term)].Kind == TermKind.GlobalAddress)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A name for an unknown result that nothing in the state has, as far as there are such.</summary>
    public Value FreshValue(AbstractState state, int instruction, int which, long low, long high)
    {
        int term;
        int instance = 0;
        do
        {
            int known = terms.Count;
            term = terms.Fresh(instruction, which, instance, low, high);
            if (term >= known)
            {
                // Nothing can name what was made just now.
                break;
            }
        }
        while (!TryGiveAgain(state, term, instruction, isLast: instance++ == MaxInstances));

        context.GivenNames.GiveTerm(term, instruction);
        return Value.Of(term);
    }

    /// <summary>Nothing in the state has the name, or it is the last there is: what was known under it is forgotten.</summary>
    private bool TryGiveAgain(AbstractState state, int term, int instruction, bool isLast)
    {
        if (!context.GivenNames.MayKnowTerm(term, instruction))
        {
            return true;
        }

        if (!isLast && IsNamed(state, term))
        {
            return false;
        }

        Forget(state, term);
        return true;
    }

    public int Acquire(AbstractState state, int instruction, int which, ResourceKind kind, string family, int detail = 0)
    {
        if (!TryName(state, instruction, which, kind, out int term))
        {
            // It goes by the name of those before it: what they hold, somebody still holds, and what was done to them was not done to it.
            EscapeContents(state, term);
            if (state.FindResource(term) is >= 0 and var before)
            {
                state.RemoveResourceAt(before);
            }

            return term;
        }

        if (kind != ResourceKind.Heap)
        {
            context.AcquiredKinds[term] = kind;
        }

        context.History.Record(state, instruction, EventKind.Acquire, term, detail);
        state.SetResource(new Resource(term, kind, ResourceState.Live, ResourceFlags.None, context.Family(family), state.History, state.History));
        return term;
    }

    /// <summary>The value is the handle of a thread that the function, or what it calls, created.</summary>
    public static bool IsThread(AbstractState state, Value value) => Find(state, value) is >= 0 and var at && state.Resources[at] is { Kind: ResourceKind.Thread, Acquired: >= 0 };

    /// <summary>The resource that a value names, whatever the offset; -1 where none is tracked.</summary>
    public static int Find(AbstractState state, Value value) => value.IsTerm ? state.FindResource(value.Term) : -1;

    /// <summary>Sets a new state for a resource, tracked or not yet.</summary>
    public void Transition(AbstractState state, int term, ResourceKind kind, ResourceState to, int family, EventKind kindOfEvent, int instruction, int detail = 0)
    {
        context.History.Record(state, instruction, kindOfEvent, term, detail);
        int at = state.FindResource(term);
        Resource before = at >= 0
            ? state.Resources[at]
            : new Resource(term, kind, ResourceState.Foreign, ResourceFlags.None, family, -1, -1);
        context.EntryNames.Note(term);

        bool isVague = to == ResourceState.Moved && (terms[term].Kind == TermKind.Merged || (terms[term].Kind == TermKind.Acquired && terms[term].B >= MaxInstances));
        ResourceFlags kept = before.State == ResourceState.Escaped ? ResourceFlags.ContentsKept : ResourceFlags.None;
        state.SetResource(before with { State = to, Last = state.History, Flags = before.Flags | kept | (isVague ? ResourceFlags.Imprecise : ResourceFlags.None) });
    }

    /// <summary>A path knows more of a term: where it says that the acquisition failed, what the term named is nothing.</summary>
    public static void Narrowed(AbstractState state, int term, Fact known)
    {
        int at = state.FindResource(term);
        if (at >= 0 && state.Resources[at].State is ResourceState.Live or ResourceState.Foreign && Acquisition.Failed(state.Resources[at].Kind, known))
        {
            state.RemoveResourceAt(at);
        }
    }

    /// <summary>A resource goes where the analysis does not see, and all that is reachable from it with it.</summary>
    public void Escape(AbstractState state, Value value)
    {
        escaping.Clear();
        Escape(state, value, 0);
    }

    /// <summary>What an object's cells point to goes where the analysis does not see; the object itself stays.</summary>
    public void EscapeContents(AbstractState state, int root)
    {
        escaping.Clear();
        EscapeContents(state, root, 0);
    }

    private void Escape(AbstractState state, Value value, int depth)
    {
        value = path.Resolve(state, value);
        if (!value.IsTerm || depth > MaxEscapeDepth || !escaping.Add(value.Term))
        {
            return;
        }

        int root = terms.Object(value.Term);
        context.KeptHandles.Note(terms, root);
        GivenBlocks.NoteKept(terms, state, root);
        if (context.HasThreadKeys)
        {
            context.ThreadKeys.Gone(root);
        }

        context.EntryNames.Note(root);
        bool isNamed = (terms.Mentioned(value.Term) & state.ResourceMask) != 0;
        for (int i = 0; isNamed && i < state.ResourceCount; i++)
        {
            ref Resource resource = ref state.Resources[i];
            if ((resource.Term == root || resource.Term == value.Term || terms.Names(value.Term, resource.Term)) && resource.State is ResourceState.Live or ResourceState.Foreign)
            {
                resource = resource with { State = ResourceState.Escaped };
            }
        }

        foreach (int source in context.SourcesOf(root))
        {
            Escape(state, Value.Of(source), depth + 1);
        }

        EscapeElements(state, value);
        EscapeContents(state, root, depth);
    }

    private void EscapeContents(AbstractState state, int root, int depth)
    {
        for (int i = 0; cells.IsRoot(root) && i < state.CellCount; i++)
        {
            int cell = state.CellIds[i];
            if (cells.RootOf(cell) == root && state.CellValues[i].IsTerm && !GhostFacts.Is(cells[cell]) && terms.Object(state.CellValues[i].Term) != root)
            {
                Escape(state, state.CellValues[i], depth + 1);
            }
        }
    }

    /// <summary>
    /// What was read from an array at an unknown index stands for any element: once it is released or given away, the resources that
    /// the array's cells hold are taken care of as a whole.
    /// </summary>
    public void EscapeElements(AbstractState state, Value value)
    {
        if (!value.IsTerm || terms[value.Term].Kind != TermKind.Content)
        {
            return;
        }

        Term content = terms[value.Term];
        bool isSymbolic = terms[content.A].Kind == TermKind.Element;
        int root = terms.Object(content.A);
        if (isSymbolic)
        {
            emptied.Add(root);
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            int cell = state.CellIds[i];
            if (cells.RootOf(cell) != root || !(isSymbolic || terms[cells[cell].Object].Kind == TermKind.Element))
            {
                continue;
            }

            int at = state.CellValues[i].IsTerm ? state.FindResource(terms.Object(state.CellValues[i].Term)) : -1;
            if (at >= 0 && state.Resources[at].IsOwned)
            {
                state.Resources[at] = state.Resources[at] with { State = ResourceState.Escaped };
            }
        }
    }

    /// <summary>
    /// Objects that were initialised in place are copied, or taken care of under a name that is not theirs: none of the object's is followed
    /// any more.
    /// </summary>
    public void EscapeInPlace(AbstractState state, Value place)
    {
        int root = place.IsTerm ? terms.Object(place.Term) : 0;
        for (int i = 0; i < state.CellCount && root > 0; i++)
        {
            if (cells.RootOf(state.CellIds[i]) == root && GhostCells.Is(cells[state.CellIds[i]], GhostCells.Resource))
            {
                emptied.Add(root);
                Escape(state, state.CellValues[i]);
            }
        }
    }

    /// <summary>
    /// A cell goes with its object. Where a loop takes care of the object's elements, it took care of this one too: how its bound and the
    /// number of elements hang together is not followed, and the path that leaves the loop at once is none.
    /// </summary>
    public void NoteGone(AbstractState state, int cell, Value value, int instruction)
    {
        if (emptied.Count > 0 && emptied.Contains(cells.RootOf(cell)))
        {
            Escape(state, value);
        }
        else
        {
            Note(value, instruction);
        }
    }

    /// <summary>
    /// A block is put into an array that was there before this function, at an index that is not constant: whoever owns the array has it now.
    /// Which element it is, and what writes it over, cannot be followed.
    /// </summary>
    public void NoteStored(AbstractState state, Value address, Value value)
    {
        if (!address.IsTerm || !value.IsTerm || terms[address.Term].Kind != TermKind.Element
            || terms[terms.Object(address.Term)].Kind is TermKind.LocalAddress or TermKind.StackBlock or TermKind.Acquired)
        {
            return;
        }

        int at = state.FindResource(terms.Object(value.Term));
        if (at >= 0 && state.Resources[at] is { Kind: ResourceKind.Heap, State: ResourceState.Live })
        {
            Escape(state, value);
        }
    }

    /// <summary>Something named by a value was overwritten, freed with its container, or went out of scope.</summary>
    public void Note(Value value, int instruction)
    {
        if (value.IsTerm)
        {
            overwritten.Add((value.Term, instruction));
        }
    }

    public void BeginBlock() => overwritten.Clear();

    /// <summary>The name that what an instruction acquired had first; empty where it had none.</summary>
    public string NameOf(int term) => named.GetValueOrDefault(term, "");

    /// <summary>Keeps the names of what is held now, for texts: when it is lost it has none.</summary>
    public void RememberNames(AbstractState state)
    {
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State == ResourceState.Live && !named.ContainsKey(state.Resources[i].Term) && names.OfHolder(state, state.Resources[i].Term) is { Length: > 0 } name)
            {
                named.Add(state.Resources[i].Term, name);
            }
        }
    }

    /// <summary>Something other than what is returned names the resource.</summary>
    public bool IsHeldByOthers(AbstractState state, in Resource resource) => IsHeld(state, resource, Value.None);

    /// <summary>Keeps the name of one resource before it goes.</summary>
    public void RememberName(AbstractState state, int term)
    {
        if (!named.ContainsKey(term) && names.OfHolder(state, term) is { Length: > 0 } name)
        {
            named.Add(term, name);
        }
    }

    /// <summary>
    /// Looks for resources that nothing names any more; called where temporaries end. <paramref name="returned"/> is held by the caller.
    /// </summary>
    public void FindLost(AbstractState state, int block, Value returned)
    {
        int first = context.Code.First(block), end = context.Code.TerminatorNumber(block);
        RememberNames(state);
        for (int i = 0; i < state.ResourceCount; i++)
        {
            Resource resource = state.Resources[i];
            bool isCandidate = resource.State == ResourceState.Live || (resource.State == ResourceState.Foreign && resource.Has(ResourceFlags.ReallocFailed));
            if (!isCandidate || resource.Has(ResourceFlags.Reported) || IsHeld(state, resource, returned))
            {
                continue;
            }

            int instruction = Culprit(resource.Term, first, end, resource);
            if (resource.State == ResourceState.Foreign && !IsStoreOfCall(instruction, context.History[resource.Last].Instruction))
            {
                // Who else may hold what was there before is not known: only the very store of the result takes its name away.
                continue;
            }

            context.History.Record(state, instruction, EventKind.Lost, resource.Term);
            ResourceFlags flags = resource.Flags;
            if (resource.Has(ResourceFlags.ReallocFailed) && context.History[resource.Last].Kind == EventKind.ReallocFailed && IsStoreOfCall(instruction, context.History[resource.Last].Instruction))
            {
                flags |= ResourceFlags.LostByRealloc;
            }

            state.Resources[i] = resource with { State = ResourceState.Lost, Last = state.History, Flags = flags };
        }

        SilenceInner(state);
    }

    /// <summary>What is lost with the block that held it is that block's loss, not one of its own.</summary>
    private void SilenceInner(AbstractState state)
    {
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State != ResourceState.Lost || state.Resources[i].Has(ResourceFlags.Reported))
            {
                continue;
            }

            for (int c = 0; c < state.CellCount; c++)
            {
                if (!state.CellValues[c].IsTerm || terms.Object(state.CellValues[c].Term) != state.Resources[i].Term)
                {
                    continue;
                }

                int holder = state.FindResource(cells.RootOf(state.CellIds[c]));
                if (holder >= 0 && holder != i && state.Resources[holder].State == ResourceState.Lost && state.Resources[holder].Kind == ResourceKind.Heap)
                {
                    state.Resources[i] = state.Resources[i] with { Flags = state.Resources[i].Flags | ResourceFlags.Reported };
                    break;
                }
            }
        }
    }

    private int Culprit(int term, int first, int end, in Resource resource)
    {
        for (int i = overwritten.Count - 1; i >= 0; i--)
        {
            if (terms.Names(overwritten[i].Term, term))
            {
                return overwritten[i].Instruction;
            }
        }

        int acquired = resource.Acquired >= 0 ? context.History[resource.Acquired].Instruction : -1;
        return acquired >= first && acquired < end ? acquired : end;
    }

    /// <summary>The instruction stores the pointer that the call returned.</summary>
    private bool IsStoreOfCall(int instruction, int call)
    {
        if (context.Code.IsTerminator(instruction) || context.Code.Instruction(instruction) is not StoreInstruction { Type.IsPointer: true } store)
        {
            return false;
        }

        Expression value = store.Value;
        while (value is CastExpression cast)
        {
            value = cast.Operand;
        }

        return value is TemporaryExpression temporary && context.Code.BlockOf(call) == context.Code.BlockOf(instruction)
            && context.Code.Instruction(call) is CallInstruction source && source.Temporary == temporary.Index;
    }

    private readonly HashSet<int> visiting = [];

    private bool IsHeld(AbstractState state, in Resource resource, Value returned)
    {
        visiting.Clear();
        return IsHeld(state, resource.Term, returned);
    }

    private bool IsHeld(AbstractState state, int term, Value returned)
    {
        if (!visiting.Add(term))
        {
            return false;
        }

        if (returned.IsTerm && path.Resolve(state, returned) is { IsTerm: true } result && context.MayName(result.Term, term))
        {
            return true;
        }

        // What was there before this function is named by the place it was read from, until that is written.
        if (terms[term].Kind == TermKind.Content && memory.StillHolds(state, terms[term]))
        {
            return true;
        }

        if (terms[term].Kind is TermKind.Parameter or TermKind.GlobalAddress)
        {
            return true;
        }

        for (int i = 0; i < state.AliasCount; i++)
        {
            if (state.AliasValues[i].IsTerm && context.MayName(state.AliasValues[i].Term, term) && terms[state.AliasTerms[i]] is { Kind: TermKind.Content } place && memory.StillHolds(state, place))
            {
                return true;
            }
        }

        // Most are held by what names them as they are; what they were merged into is looked through where nothing does.
        return IsInCell(state, term, returned, isNamed: true) || IsInCell(state, term, returned, isNamed: false);
    }

    private bool IsInCell(AbstractState state, int term, Value returned, bool isNamed)
    {
        for (int i = 0; i < state.CellCount; i++)
        {
            Value value = state.CellValues[i];
            if (!value.IsTerm || terms.Names(value.Term, term) != isNamed || !(isNamed || MayName(state, value, term)))
            {
                continue;
            }

            int root = cells.RootOf(state.CellIds[i]);
            if (root == term || GhostFacts.Is(cells[state.CellIds[i]]))
            {
                continue;
            }

            int holder = state.FindResource(root);
            if (holder < 0 || state.Resources[holder].Kind != ResourceKind.Heap || state.Resources[holder].State == ResourceState.Escaped)
            {
                return true;
            }

            if (state.Resources[holder].State is ResourceState.Live or ResourceState.Foreign && IsHeld(state, root, returned))
            {
                return true;
            }
        }

        return false;
    }

    private bool MayName(AbstractState state, Value value, int term) =>
        context.MayName(value.Term, term) || (state.AliasCount > 0 && path.Resolve(state, value) is { IsTerm: true } resolved && context.MayName(resolved.Term, term));

    /// <summary>Whether anything in the state mentions a term, other than what is known of it.</summary>
    public bool IsNamed(AbstractState state, int term)
    {
        ulong bit = 1UL << (term & 63);
        ReadOnlySpan<Value> values = state.CellValues.AsSpan(0, state.CellCount);
        ReadOnlySpan<int> places = state.CellIds.AsSpan(0, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (((terms.MentionedIn(values[i]) | cells.Mentioned(places[i])) & bit) != 0 && (IsNamedBy(values[i], term) || terms.Mentions(cells[places[i]].Object, term)))
            {
                return true;
            }
        }

        foreach (Value value in state.Temporaries.AsSpan(0, state.TemporaryCount))
        {
            if (IsNamedBy(value, term))
            {
                return true;
            }
        }

        foreach (Value value in state.AliasValues.AsSpan(0, state.AliasCount))
        {
            if (IsNamedBy(value, term))
            {
                return true;
            }
        }

        int at = state.FindResource(term);
        return at >= 0 && state.Resources[at].State is ResourceState.Live or ResourceState.Lost;
    }

    private bool IsNamedBy(Value value, int term) => value.IsTerm && terms.Mentions(value.Term, term);

    /// <summary>Drops all that is known of a term whose name is used again.</summary>
    private void Forget(AbstractState state, int term)
    {
        for (int i = state.FactCount - 1; i >= 0; i--)
        {
            if (terms.Mentions(state.FactTerms[i], term))
            {
                state.RemoveFactAt(i);
            }
        }

        for (int i = state.AliasCount - 1; i >= 0; i--)
        {
            if (terms.Mentions(state.AliasTerms[i], term))
            {
                state.RemoveAliasAt(i);
            }
        }

        for (int i = state.DefaultCount - 1; i >= 0; i--)
        {
            if (terms.Mentions(state.DefaultTerms[i], term))
            {
                state.RemoveDefaultAt(i);
            }
        }

        for (int i = state.ResourceCount - 1; i >= 0; i--)
        {
            if (terms.Mentions(state.Resources[i].Term, term))
            {
                state.RemoveResourceAt(i);
            }
        }
    }
}
