using System.Collections.Immutable;
using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Makes a function's summary of the states at its returns: one case for each class of result and fate of resources.</summary>
internal sealed class SummaryBuilder(
    AnalysisContext context,
    PathCondition path,
    StateMerger merger,
    DefectRecorder recorder,
    ProgramNotes notes,
    InitializationChecks initialization,
    OutsideValues outside,
    SizeProducts products,
    AsyncSafety safety,
    EntryDefects entryDefects)
{
    private const int MaxConditions = 24;
    private const int MaxWrites = 64;
    private const int MaxKept = 16;

    /// <summary>Cases of a function that touches no resource up to which those that differ only in conditions and values are kept apart.</summary>
    private const int DistinctCases = 2;

    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;
    private readonly CallerReach reach = new(context, path);
    private readonly CaseLists lists = context.CaseLists;
    private readonly CaseGroups groups = new(context, merger);
    private TraceStep? keptHere;

    /// <summary>That something is kept, somewhere in the function.</summary>
    private TraceStep KeptHere => keptHere ??= TraceStep.Here(context.Function.Span, context.Function.Name, "kept", FlowStepKinds.Store);

    public FunctionSummary Build(List<(AbstractState State, int Return)> returns, List<AbstractState> threadEnds, bool isIncomplete, int maxCases)
    {
        List<AbstractState> cases = Distinct(returns.ConvertAll(r => r.State));
        TermExporter exporter = context.Exporter;
        ImmutableArray<SummaryCase> asTheyAre = StartRoutines.IsShapedLikeOne(context.Function) ? [.. cases.Take(maxCases).Select(state => Case(state, exporter, endsThread: false))] : [];
        bool areFew = cases.Count <= DistinctCases && !cases.Exists(HasFates);
        if (!areFew)
        {
            cases = groups.By(cases, state => Key(state, withResult: true));
        }

        if (cases.Count > maxCases)
        {
            cases = groups.By(cases, state => Key(state, withResult: false));
        }

        // What hands out a new block is told as long as there is room.
        groups.MergeLast(cases, maxCases, state => !groups.HasNew(state));
        groups.MergeLast(cases, maxCases, _ => true);
        bool givesInput = cases.Exists(state => outside.Source(Result(state)) >= 0), fillsInput = cases.Exists(FillsInput);
        List<AbstractState> ends = groups.By(threadEnds, state => Key(state, withResult: false));
        ImmutableArray<SummaryCase> endings = [.. ends.Take(maxCases).Select(state => Case(state, exporter, endsThread: true))];
        ImmutableArray<SummaryCase> Export() => [.. cases.Select(state => Case(state, exporter, endsThread: false)), .. endings];
        ImmutableArray<SummaryCase> all = Export();

        // Callers that drop the result need fewer: last, for grouping uses up the states.
        int count = cases.Count;
        cases = areFew || count == 1 || cases.TrueForAll(state => Result(state).IsNone) ? cases : groups.By(cases, state => Key(state, withResult: false));
        ImmutableArray<SummaryCase> dropped = cases.Count < count ? Export() : all;

        ImmutableArray<int> keptHandles = [.. context.KeptHandles.Terms.Select(exporter.Export)];
        ImmutableArray<SizeProduct> sizes = [.. products.OfParameters.Select(product => product with { Size = exporter.Export(product.Size) })];
        ImmutableArray<int> copied = [.. context.CopiedContents.Sources.Select(exporter.Export)];
        ImmutableArray<int> vague = [.. context.VaguelyWritten.Where(terms.IsInterface).Order().Select(exporter.Export)];
        // What only these name is looked at where it matters, not at each call.
        ImmutableArray<bool> areOfCase = exporter.AreOfCase();
        ImmutableArray<SummaryUnsafeCall> unsafeCalls = safety.Unsafe.Summarise(recorder, exporter);
        ImmutableArray<SummaryCallThrough> through = safety.Through.Summarise(exporter);
        ImmutableArray<SummaryHandler> handlers = safety.Signals.Summarise(exporter);
        ImmutableArray<SummaryEntryDefect> entries = entryDefects.Summarise(exporter);
        ImmutableArray<Term> exported = exporter.Terms;
        SummaryOutcomes Outcomes(ImmutableArray<SummaryCase> made, bool isResultSeen)
        {
            ImmutableArray<int> kept = CaseOutcomes.TakeKept(AlternativeBlocks.Mark(CaseOutcomes.Level(made, exported, isResultSeen, KeptHere), exported), out ImmutableArray<SummaryCase> rest);
            return new SummaryOutcomes(rest, kept);
        }

        return new FunctionSummary
        {
            Function = context.Code.Linked.Id,
            Outcomes = Outcomes(all, isResultSeen: true),
            Effects = Outcomes(dropped, isResultSeen: false),
            Terms = exported,
            ByContents = asTheyAre.Any(HangsOnContents) ? asTheyAre.AddRange(endings) : [],
            IsOfCase = [.. areOfCase, .. Enumerable.Repeat(true, exported.Length - areOfCase.Length)],
            VaguelyWritten = vague,
            Families = [.. context.Families],
            KeptHandles = keptHandles,
            CopiedContents = copied,
            Spawns = Spawns(),
            UnsafeCalls = unsafeCalls,
            CallsThrough = through,
            Handlers = handlers,
            EntryDefects = entries,
            SharesParameter = safety.Shared.Parameters,
            TriesExec = safety.TriesExec,
            ChangesErrno = safety.Errno?.Step(recorder),
            KeptPlaces = [.. notes.Creations.SelectMany(c => c.Creation.Places).Distinct().OrderBy(p => p.ToString(), StringComparer.Ordinal)],
            CreatesThreads = notes.CreatesThreads,
            JoinsParameter = notes.JoinsParameter,
            MayWait = notes.MayWait,
            ThreadKeySets = context.HasThreadKeys ? [.. context.ThreadKeys.Parameters] : [],
            ThreadKeyReturned = context.HasThreadKeys ? context.ThreadKeys.Returned : default,
            CancelsParameter = notes.CancelsParameter,
            CancellationPoint = notes.CancellationPoint,
            DetachesParameter = notes.DetachesParameter,
            TakesThreadResult = notes.Ends.Values.Any(end => end.TakesResult),
            ReallocSizes = [.. notes.ReallocSizes.Select(size => (size.Key, size.Value))],
            SizeProducts = sizes,
            GivesInput = givesInput,
            FillsInput = fillsInput,
            IsIncomplete = isIncomplete || context.Function.Damage is not null,
        };
    }

    private static bool HangsOnContents(SummaryCase one) => one.Resources.Any(resource => resource.Has(ResourceFlags.ByContents));

    /// <summary>Something happens to a resource, or bytes are written as far as an argument says: then what decides it must stay with it.</summary>
    private bool HasFates(AbstractState state)
    {
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State != ResourceState.Escaped)
            {
                return true;
            }
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            if (GhostFacts.IsWritten(cells[state.CellIds[i]]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Something that the caller sees holds what came from outside.</summary>
    private bool FillsInput(AbstractState state)
    {
        for (int i = 0; i < state.DefaultCount; i++)
        {
            if (state.DefaultStamps[i] > 1 && terms.IsInterface(state.DefaultTerms[i]) && outside.Fills(StampedNames.InstructionOf(state.DefaultStamps[i])))
            {
                return true;
            }
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            if (terms.IsInterface(cells[state.CellIds[i]].Object) && outside.Source(state.CellValues[i]) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A block is released by an address that is not its own: a header whose size depends on the kind of block.</summary>
    private static bool DiffersInDistance(AbstractState state)
    {
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i] is { State: ResourceState.Released or ResourceState.Moved, ReleasedAt: not 0 })
            {
                return true;
            }
        }

        return false;
    }

    private List<AbstractState> Distinct(List<AbstractState> states)
    {
        var distinct = new List<AbstractState>();
        HashSet<ulong> known = context.Pool.NewHashes();
        foreach (AbstractState state in states)
        {
            merger.Canonicalize(state, StateMerger.NoBlock);
            state.ComputeHash();
            if (known.Add(state.Hash))
            {
                distinct.Add(state);
            }
        }

        return distinct;
    }

    /// <summary>What is returned, by class, what happened to each resource and how far bytes were written: order does not matter.</summary>
    private ulong Key(AbstractState state, bool withResult)
    {
        ulong key = ((ulong)state.Role << 8) | ((ulong)(state.RoleFlags & (RoleFlags.TriedExec | RoleFlags.Unrepaired)) << 16);
        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].KeepsApart)
            {
                key += (state.Resources[i].Shape + 1) * 0x9E37_79B9_7F4A_7C15;
            }
        }

        // How far an argument says that bytes are written stays with what decides it.
        for (int i = 0; i < state.CellCount; i++)
        {
            if (GhostFacts.IsWritten(cells[state.CellIds[i]]))
            {
                key += AbstractState.Mix((uint)state.CellIds[i], state.CellValues[i].Bits);
            }
        }

        Value result = Result(state);
        if (withResult && !result.IsNone)
        {
            ulong kind;
            if (terms.TryConstant(result, out long constant))
            {
                kind = unchecked((ulong)constant * 4) + 1;
            }
            else
            {
                // A number of the caller's, or so much more or less: the caller knows which of the two it got by what it gave.
                Fact range = path.Range(state, result);
                kind = result.IsTerm && state.FindResource(terms.Object(result.Term)) >= 0 ? ((ulong)terms.Object(result.Term) << 8) + 2
                    : result.IsTerm && terms[result.Term] is { Kind: TermKind.Parameter, Low: < 0, IsInterface: true } ? (result.Bits << 8) + 3
                    : range.Low > 0 ? 6UL : range.High < 0 ? 10UL : !range.Contains(0) ? 14UL : 18UL;
            }

            key ^= kind * 0xD6E8_FEB8_6659_FD93;
        }

        return key;
    }

    private Value Result(AbstractState state)
    {
        int at = state.FindCell(cells.Intern(new Cell(terms.ResultObject(), 0, 8, 0, 0)));
        return at < 0 || context.Function.Type.Element is { IsScalar: false } ? Value.None : path.Resolve(state, state.CellValues[at]);
    }

    /// <summary>What the thread ends with, whatever the function returns.</summary>
    private Value ThreadResult(AbstractState state)
    {
        int at = state.FindCell(cells.Intern(CallTransfer.ThreadResult(context)));
        return at < 0 ? Value.None : path.Resolve(state, state.CellValues[at]);
    }

    private SummaryCase Case(AbstractState state, TermExporter exporter, bool endsThread)
    {
        Value result = endsThread ? ThreadResult(state) : Result(state);
        bool isScalar = endsThread || context.Function.Type.Element is { IsScalar: true };
        HashSet<int> reachable = reach.Reachable(state, result);
        lists.Clear();
        ImmutableArray<SummaryWrite>.Builder writes = lists.Writes;
        ImmutableArray<SummaryResource>.Builder resources = lists.Resources;
        for (int i = 0; i < state.ResourceCount; i++)
        {
            lists.Order.Add(state.Resources[i].Term, i);
        }

        foreach (int i in lists.Order.Sorted())
        {
            if (Resource(state, state.Resources[i], reachable, exporter) is { } resource)
            {
                resources.Add(resource);
            }
        }

        // What hands out a new block is told first: where there is more to tell than a summary holds, numbers go before blocks get lost.
        for (int i = 0; i < state.CellCount; i++)
        {
            lists.Order.Add(state.CellIds[i], i, isFirst: NamesNew(state, state.CellValues[i], reachable));
        }

        foreach (int i in lists.Order.Sorted())
        {
            Cell cell = cells[state.CellIds[i]];
            int root = terms.Object(cell.Object);
            bool isResult = root == terms.ResultObject();
            if (GhostFacts.Is(cell) && !(GhostFacts.IsSize(cell) || (GhostFacts.IsLength(cell) && terms[root].Kind == TermKind.Acquired)))
            {
                continue;
            }

            if ((isResult && isScalar) || !(isResult || (terms.IsInterface(cell.Object) && terms[root].Kind != TermKind.LocalAddress) || reachable.Contains(root)))
            {
                continue;
            }

            if (writes.Count < MaxWrites && !IsUnchanged(state, cell, state.CellValues[i]))
            {
                Value value = path.Resolve(state, state.CellValues[i]);
                writes.Add(new SummaryWrite(exporter.Export(cell.Object), cell.Offset, cell.Width, cell.BitStart, cell.BitWidth, value.IsUninitialized || IsAnotherOne(root, value) ? Value.None : exporter.Export(value)));
            }
            else if (writes.Count >= MaxWrites && NamesNew(state, state.CellValues[i], reachable))
            {
                lists.Untold.Add(exporter.Export(terms.Object(path.Resolve(state, state.CellValues[i]).Term)));
            }
        }

        if (lists.Untold.Count > 0)
        {
            resources.RemoveAll(resource => resource.IsNew && lists.Untold.Contains(resource.Term));
        }

        for (int i = 0; i < state.DefaultCount; i++)
        {
            int term = state.DefaultTerms[i];
            bool isShared = terms.IsInterface(term) && terms[term].Kind is TermKind.Parameter or TermKind.Content or TermKind.GlobalAddress;
            if (!isShared || (state.DefaultKinds[i] == ObjectDefault.Initial && state.DefaultStamps[i] == 0))
            {
                continue;
            }

            int bytes = state.DefaultKinds[i] == ObjectDefault.Zero ? state.FindCell(cells.Intern(GhostFacts.Cell(term, GhostFacts.Zeroed))) : -1;
            if (bytes >= 0 && terms.TryConstant(state.CellValues[bytes], out long size))
            {
                lists.Zeroed.Add((exporter.Export(term), (int)size));
            }
            else
            {
                lists.Havocs.Add(exporter.Export(term));
            }
        }

        AddKept(state, result, reachable, resources, exporter);
        Value exported = result.IsNone || result.IsUninitialized ? Value.None : exporter.Export(result);
        return new SummaryCase
        {
            Result = exported,
            Writes = writes.ToImmutable(),
            Havocs = lists.Havocs.ToImmutable(),
            Zeroed = lists.Zeroed.ToImmutable(),
            Resources = resources.ToImmutable(),
            Conditions = Conditions(state, exporter),
            Alternatives = groups.Alternatives.Of(state, exporter),
            Uses = Uses(state, exporter),
            Written = Written(state, exporter),
            Reads = Reads(state, exporter),
            Lent = SummaryLoans.Of(state, resources, exporter, context, recorder),
            Cancel = state.Cancel,
            Role = state.Role,
            RoleFlags = safety.Forks.Child(state) is { IsAlone: true } ? state.RoleFlags | RoleFlags.Alone : state.RoleFlags,
            IsParent = safety.Forks.IsParent(state),
            Fork = state.Role != ProcessRole.Main ? recorder.Step(context.History[state.RoleEvent]) : null,
            RunningThread = state.ThreadEvent >= 0 ? recorder.Step(context.History[state.ThreadEvent]) : null,
            HavocsGlobals = state.GlobalStamp != 0,
            EndsThread = endsThread,
            ThreadEnd = endsThread ? recorder.LastEnd(state.History) : null,
            Way = StartRoutines.IsShapedLikeOne(context.Function) ? recorder.Way(state.History) : null,
            WritesAliased = state.AliasStamp != 0,
        };
    }

    /// <summary>One name for many blocks, the next of which goes by it, too: which of them that is the caller must not take for the same.</summary>
    private bool IsAnotherOne(int holder, Value value) =>
        terms[holder] is { Kind: TermKind.Acquired, B: ResourceTracker.MaxInstances } && value.IsTerm && terms.Object(value.Term) == holder;

    private bool NamesNew(AbstractState state, Value value, HashSet<int> reachable)
    {
        value = path.Resolve(state, value);
        return value.IsTerm && reachable.Contains(terms.Object(value.Term));
    }

    /// <summary>A cell that only repeats what the place held at entry.</summary>
    private bool IsUnchanged(AbstractState state, in Cell cell, Value value)
    {
        if (!value.IsTerm || value.Offset != 0)
        {
            return false;
        }

        ref readonly Term term = ref terms[value.Term];
        return term.Kind == TermKind.Content && term.A == cell.Object && term.B == cell.Offset && term.C == 0 && state.FindDefault(terms.Object(cell.Object)) < 0;
    }

    private SummaryResource? Resource(AbstractState state, Resource resource, HashSet<int> reachable, TermExporter exporter)
    {
        if (resource.Acquired >= 0)
        {
            bool isOfProgram = resource.Kind != ResourceKind.Thread && reach.OfProgram(state).Contains(resource.Term);
            bool isGiven = !isOfProgram && !reach.IsHeldElsewhere(state, resource.Term) && reachable.Contains(resource.Term) && resource.State is ResourceState.Live or ResourceState.Detached && !resource.Has(ResourceFlags.Imprecise);
            return isGiven && recorder.Step(context.History[resource.Acquired]) is { } acquisition
                ? new SummaryResource(exporter.Export(resource.Term), resource.Kind, resource.State, resource.Flags & ResourceFlags.Alternative, resource.Family, true, acquisition, state.CellCount <= MaxWrites ? initialization.ContentsOf(state, resource) : ObjectDefault.Initial)
                : null;
        }

        if (!(terms.IsInterface(resource.Term) || IsElement(resource.Term)) || resource.State == ResourceState.Lost)
        {
            return null;
        }

        TraceStep step = resource.Last >= 0 && recorder.Step(context.History[resource.Last]) is { } made
            ? made
            : KeptHere;
        ResourceFlags flags = resource.Flags & (ResourceFlags.ReallocFailed | ResourceFlags.Imprecise | ResourceFlags.ContentsKept);
        if (resource.State == ResourceState.Released && DependsOnItself(state, resource.Term))
        {
            flags |= resource.Has(ResourceFlags.Imprecise) ? ResourceFlags.None : ResourceFlags.Imprecise | ResourceFlags.ByContents;
        }

        // A realloc that failed because it was asked for nothing released the block, or did not: seldom does anybody mean to keep it.
        ResourceState now = resource.Has(ResourceFlags.ReallocFailed) && AsksForNothing(state) ? ResourceState.Escaped : resource.State;
        return new SummaryResource(exporter.Export(resource.Term), resource.Kind, now, flags, resource.Family, false, step) { ReleasedAt = resource.ReleasedAt };
    }

    private bool AsksForNothing(AbstractState state)
    {
        for (int i = 0; i < state.FactCount; i++)
        {
            bool isNumber = terms[state.FactTerms[i]] is { Kind: TermKind.Parameter } parameter && parameter.A < context.Function.ParameterCount && !context.Function.Locals[parameter.A].Type.IsPointer;
            if (isNumber && context.Facts[state.FactIds[i]] is { IsConstant: true, Low: 0 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What stood at an index that the caller cannot name, in an array that it can.</summary>
    private bool IsElement(int term)
    {
        while (terms[term] is { Kind: TermKind.Content, C: 0 })
        {
            term = terms[term].A;
            if (terms[term].Kind == TermKind.Element && terms[term].Left is { IsTerm: true } array)
            {
                return terms.IsInterface(array.Term);
            }
        }

        return false;
    }

    /// <summary>
    /// Merged and searched values that leave the function may be what the caller gave: that is kept then, with all that hangs on it. So is
    /// what is released under such a name, as a loop that frees a list does.
    /// </summary>
    private void AddKept(AbstractState state, Value result, HashSet<int> reachable, ImmutableArray<SummaryResource>.Builder resources, TermExporter exporter)
    {
        AddSources(result);
        for (int i = 0; i < state.CellCount; i++)
        {
            int holder = cells[state.CellIds[i]].Object, root = terms.Object(holder);
            bool isUntold = terms[root].Kind == TermKind.Acquired ? !(exporter.IsExported(root) && IsGiven(resources, exporter.Export(root))) : !terms.IsInterface(holder) && terms[root].Kind != TermKind.LocalAddress;
            if (isUntold || terms.IsInterface(root) || reachable.Contains(root))
            {
                AddSources(state.CellValues[i]);
            }

            if (isUntold && GivenPointer(state, state.CellValues[i]) is > 0 and var pointer)
            {
                // Stored where the caller cannot be told: at the end of a list, in a bucket that a loop has found.
                lists.Kept.Add(pointer);
            }
            else if (isUntold && state.CellValues[i].IsTerm)
            {
                context.KeptHandles.Note(terms, terms.Object(state.CellValues[i].Term));
            }
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State is ResourceState.Released or ResourceState.Moved or ResourceState.Escaped && !terms.IsInterface(state.Resources[i].Term))
            {
                AddSources(Value.Of(state.Resources[i].Term));
            }
        }

        if (lists.Kept.Count == 0 && context.EntryNames.AreNone)
        {
            return;
        }

        foreach (int term in lists.Kept.Take(MaxKept).Union(context.EntryNames.Kept.Where(name => state.FindResource(name) < 0)))
        {
            if (GivenBlocks.HangsOnKept(terms, state, term))
            {
                continue;
            }

            resources.Add(new SummaryResource(exporter.Export(term), ResourceKind.Heap, ResourceState.Escaped, ResourceFlags.None, 0, false, KeptHere));
        }
    }

    /// <summary>What the caller gave and a merged or searched value may be.</summary>
    private void AddSources(Value value)
    {
        if (!value.IsTerm || !lists.Seen.Add(terms.Object(value.Term)))
        {
            return;
        }

        foreach (int source in context.SourcesOf(terms.Object(value.Term)))
        {
            if (terms.IsInterface(source) && terms[source].Kind is TermKind.Parameter or TermKind.Content && terms[source].Depth <= 4)
            {
                lists.Kept.Add(source);
            }

            AddSources(Value.Of(source));
        }
    }

    /// <summary>The case hands out a new block under that name.</summary>
    private static bool IsGiven(ImmutableArray<SummaryResource>.Builder resources, int exported)
    {
        for (int i = 0; i < resources.Count; i++)
        {
            if (resources[i].IsNew && resources[i].Term == exported)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pointer of the caller's that a value is or points into, if nothing else is known of what it names; else 0.</summary>
    private int GivenPointer(AbstractState state, Value value)
    {
        value = path.Resolve(state, value);
        int root = value.IsTerm ? terms.Object(value.Term) : 0;
        return root > 0 && terms.IsGivenPointer(root) && state.FindResource(root) < 0 ? root : 0;
    }

    /// <summary>
    /// Whether a block is released hangs on a number in the block: a reference count, a flag that it owns itself. Whoever keeps that number
    /// right knows more than the paths that are followed here.
    /// </summary>
    private bool DependsOnItself(AbstractState state, int term)
    {
        for (int i = 0; i < state.FactCount; i++)
        {
            int fact = state.FactTerms[i];
            if (fact == term || terms[fact] is { Low: >= 0, High: long.MaxValue })
            {
                continue;
            }

            // A number in the block, or in a record that it hangs on.
            if (terms.Mentions(fact, term))
            {
                return true;
            }

            for (int owner = term; terms[owner].Kind == TermKind.Content;)
            {
                owner = terms.Object(terms[owner].A);
                if (terms[owner].Kind is TermKind.Parameter or TermKind.Content && terms.Mentions(fact, owner))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What the path knows of terms the caller can see, and of the new ones that it gets.</summary>
    private ImmutableArray<(int, Fact)> Conditions(AbstractState state, TermExporter exporter)
    {
        ImmutableArray<(int, Fact)>.Builder conditions = lists.Conditions;
        for (int i = 0; i < state.FactCount; i++)
        {
            lists.Order.Add(state.FactTerms[i], i);
        }

        foreach (int i in lists.Order.Sorted())
        {
            int term = state.FactTerms[i];
            if (conditions.Count < MaxConditions && (terms.IsInterface(term) || exporter.IsExported(term)) && !terms[term].IsObjectAddress)
            {
                conditions.Add((exporter.Export(term), context.Facts[state.FactIds[i]]));
            }
        }

        return conditions.ToImmutable();
    }

    private ImmutableArray<(int, TraceStep)> Uses(AbstractState state, TermExporter exporter)
    {
        ImmutableArray<(int, TraceStep)>.Builder uses = lists.Uses;
        for (int i = 0; i < state.UsedCount; i++)
        {
            int term = state.UsedTerms[i];
            int at = state.FindResource(term);
            if (terms.IsInterface(term) && (at < 0 || state.Resources[at].State is not (ResourceState.Released or ResourceState.Moved)))
            {
                uses.Add((exporter.Export(term), TraceStep.Here(context.Code.Span(state.UsedAt[i]), context.Function.Name, "used here", FlowStepKinds.Use)));
            }
        }

        return uses.ToImmutable();
    }

    private ImmutableArray<(int, TraceStep)> Reads(AbstractState state, TermExporter exporter)
    {
        ImmutableArray<(int, TraceStep)>.Builder reads = lists.Reads;
        for (int i = 0; i < state.Reads.Count; i++)
        {
            int instruction = state.Reads.Instruction(i);
            string text = recorder.CalleeName(instruction) is { Length: > 0 } callee ? $"'{callee}' reads it" : "read here";
            reads.Add((exporter.Export(state.Reads.Term(i)), TraceStep.Here(context.Code.Span(instruction), context.Function.Name, text, FlowStepKinds.Use)));
        }

        return reads.ToImmutable();
    }

    private ImmutableArray<(int, Value, TraceStep)> Written(AbstractState state, TermExporter exporter)
    {
        ImmutableArray<(int, Value, TraceStep)>.Builder written = lists.Written;
        for (int i = 0; i < state.CellCount; i++)
        {
            if (GhostFacts.IsWritten(cells[state.CellIds[i]]))
            {
                lists.Order.Add(state.CellIds[i], i);
            }
        }

        foreach (int i in lists.Order.Sorted())
        {
            int root = cells[state.CellIds[i]].Object;
            if (terms.IsInterface(root))
            {
                TraceStep step = notes.Written.GetValueOrDefault((root, state.CellValues[i].Bits)) ?? TraceStep.Here(context.Function.Span, context.Function.Name, "written in here", FlowStepKinds.Use);
                written.Add((exporter.Export(root), exporter.Export(state.CellValues[i]), step));
            }
        }

        return written.ToImmutable();
    }

    private ImmutableArray<SpawnOfParameter> Spawns()
    {
        var spawns = ImmutableArray.CreateBuilder<SpawnOfParameter>();
        foreach ((int instruction, PendingCreation creation) in notes.Creations)
        {
            foreach (int parameter in creation.ParameterRoutines)
            {
                TraceStep step = creation.Detach ?? TraceStep.Here(context.Code.Span(instruction), context.Function.Name, $"thread created by '{recorder.CalleeName(instruction)}'", FlowStepKinds.Spawn);
                bool isOnlyHanded = creation.ArgumentParameter >= 0 && WrapperArguments.IsOnlyHanded(context, notes, creation.ArgumentParameter);
                spawns.Add(new SpawnOfParameter(parameter, creation.ArgumentParameter, isOnlyHanded, creation.IsJoined, creation.States, step));
            }
        }

        return spawns.ToImmutable();
    }
}
