using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Bytes of blocks that are read before anything was written to them. What may have been written counts as written: by an element of
/// unknown index, by a loop that may have turned, by whoever else knows the block.
/// </summary>
internal sealed class InitializationChecks(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, DefectRecorder recorder, BoundsChecks bounds, CalleeDefects calleeDefects, UnsetPointers unset)
{
    private const int MaxDepth = 3;
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;

    /// <summary>A scalar was read: <paramref name="value"/> is what memory said. True where that it was never written is a fact.</summary>
    public bool Load(AbstractState state, int number, Value address, LoadInstruction load, Value value)
    {
        if (!address.IsTerm)
        {
            return false;
        }

        int root = terms.Object(address.Term);
        if (value.IsUninitialized || (value.IsTerm && IsGrown(state, root, address, value)))
        {
            if (IsUnwritten(state, root, address) && !unset.IsFollowed(number, load))
            {
                string place = ExpressionText.Place(context.Function, context.Code.BlockOf(number), load.Address);
                Record(state, number, root, place, place.Length > 0 ? $"'{place}' is read" : "read", null);
                return true;
            }
        }
        else
        {
            NoteRead(state, number, address, value);
        }

        return false;
    }

    /// <summary>A library function reads the string behind an argument.</summary>
    public void Argument(AbstractState state, ModelCall call, int index, Value address)
    {
        if (!ReadsString(call, index))
        {
            return;
        }

        int root = terms.Object(address.Term);
        int at = state.FindDefault(root);
        if (at >= 0 && state.DefaultKinds[at] == ObjectDefault.Uninitialized && !HasContents(state, root) && IsUnwritten(state, root, address))
        {
            string name = recorder.NameOfArgument(call.Number, index);
            Record(state, call.Number, root, name.Length > 0 ? "*" + name : "", $"'{recorder.CalleeName(call.Number)}' reads it", null);
        }
    }

    /// <summary>A callee reads what a place that it was given held before the call.</summary>
    /// <param name="isFollowed">The callee follows or releases what it reads: that is a defect of its own.</param>
    public void Callee(AbstractState state, int number, Value address, int offset, byte width, bool isPointer, bool isFollowed, TraceStep step)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return;
        }

        Value place = path.Add(address, offset);
        Value value = memory.Read(state, place, Scalars.Of(width, isPointer), default);
        if (!value.IsUninitialized)
        {
            NoteRead(state, number, place, value);
        }
        else if (!isFollowed && IsUnwritten(state, terms.Object(place.Term), place))
        {
            Add(state, number, place, step);
        }
    }

    private void Add(AbstractState state, int number, Value place, TraceStep step) =>
        calleeDefects.Add(DefectKind.UnwrittenRead, place, () => Record(state, number, terms.Object(place.Term), "", $"'{recorder.CalleeName(number)}' reads it", step));

    /// <summary>What stood at a place at entry was read, and nothing had been written there: not by a loop that goes over what is around it either.</summary>
    private void NoteRead(AbstractState state, int number, Value address, Value value)
    {
        if (value is not { IsTerm: true, Offset: 0 })
        {
            return;
        }

        int content = value.Term;
        ref readonly Term term = ref terms[content];
        if (term.A == address.Term && term.B == address.Offset && term is { Kind: TermKind.Content, C: 0, Op: <= 8 } && term.Depth <= MaxDepth && terms[term.A].Kind is TermKind.Parameter or TermKind.Content && terms.IsInterface(content) && !context.VaguelyWritten.Contains(term.A))
        {
            state.Reads.Add(content, number);
        }
    }

    private static bool ReadsString(ModelCall call, int index)
    {
        IrType type = call.Instruction.Arguments[index].Type;
        bool isText = type is { IsPointer: true, Element: { Kind: TypeKind.Integer, Size: 1 } };
        ArgumentModel? model = call.Model.Argument(index);
        return isText && model is { Bytes: < 0 } && model.Has(ArgumentEffects.NonNull) && call.Model.Behavior switch
        {
            Behavior.AppendString => index == call.Model.Operands[0] || (index == call.Model.Operands[1] && call.Model.Operands.Length == 2),
            Behavior.CopyString => index == call.Model.Operands[1],
            Behavior.StringLength or Behavior.DuplicateString => call.Model.Operands.Length == 1,
            Behavior.None => call.Instruction.DirectCallee is { Type.Parameters: { } parameters } && index < parameters.Length && parameters[index].IsElementConst && !model.Has(ArgumentEffects.Writes) && !HasLimit(parameters),
            _ => false,
        };
    }

    /// <summary>Another parameter may say that fewer bytes are read than the string has: strncmp.</summary>
    private static bool HasLimit(System.Collections.Immutable.ImmutableArray<IrType> parameters) =>
        parameters.Any(parameter => parameter is { Kind: TypeKind.Integer, Size: 8, IsSigned: false });

    /// <summary>Behind what a block had before it was grown, where nothing was written since.</summary>
    private bool IsGrown(AbstractState state, int root, Value address, Value value)
    {
        if (terms[root].Kind != TermKind.Acquired || terms[value.Term] is not { Kind: TermKind.Content } content || terms.Object(content.A) != root)
        {
            return false;
        }

        int at = state.FindCell(cells.Intern(GhostFacts.Cell(root, GhostFacts.Kept)));
        return at >= 0 && bounds.IsBehind(state, address, root, state.CellValues[at]);
    }

    private bool IsUnwritten(AbstractState state, int root, Value address)
    {
        int at = state.FindResource(root);
        return terms[root].Kind == TermKind.Acquired && terms[root].B < ResourceTracker.MaxInstances
            && at >= 0 && state.Resources[at] is { State: ResourceState.Live, Kind: ResourceKind.Heap, Acquired: >= 0 } resource
            && !resource.Has(ResourceFlags.Reported) && !resource.Has(ResourceFlags.Imprecise)
            && path.MustBeNonZero(state, Value.Of(root))
            && (terms[address.Term].Kind != TermKind.Element || !HasContents(state, root))
            && !context.VaguelyWritten.Contains(root) && !PassedLoop(state, resource.Acquired);
    }

    /// <summary>A part of the block was written.</summary>
    private bool HasContents(AbstractState state, int root)
    {
        for (int i = 0; i < state.CellCount; i++)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (terms.Object(cell.Object) == root && cell.Width != Memory.GhostWidth)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a block holds where nothing says more, for callers: nothing, zeros, or what is not known.</summary>
    public ObjectDefault ContentsOf(AbstractState state, in Resource resource)
    {
        int at = state.FindDefault(resource.Term);
        ObjectDefault kind = at >= 0 ? state.DefaultKinds[at] : ObjectDefault.Initial;
        return kind == ObjectDefault.Uninitialized && (context.VaguelyWritten.Contains(resource.Term) || PassedLoop(state, resource.Acquired)) ? ObjectDefault.Initial : kind;
    }

    /// <summary>A loop was left by decision since the block is there: had it turned once more, it might have written.</summary>
    private bool PassedLoop(AbstractState state, int acquired)
    {
        for (int e = state.History; e >= 0 && e != acquired; e = context.History[e].Parent)
        {
            PathEvent step = context.History[e];
            if (step.Kind == EventKind.Branch && bounds.LoopMayWrite(context.Code.BlockOf(step.Instruction).Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private void Record(AbstractState state, int number, int root, string place, string text, TraceStep? inner)
    {
        int at = state.FindResource(root);
        if (at < 0)
        {
            return;
        }

        Resource resource = state.Resources[at];
        int allocation = context.History[resource.Acquired].Instruction;
        tracker.RememberNames(state);
        string name = place.Length > 0 ? place : tracker.NameOf(root) is { Length: > 0 } known ? "*" + known : "";
        TraceStep last = new(context.Code.Span(number), context.Function.Name, $"{text}, but it was never written", FlowStepKinds.Use | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        recorder.Record(DefectKind.UnwrittenRead, number, allocation, resource, state.History, last, defect => defect with
        {
            Subject = name,
            Callee = recorder.CalleeName(allocation),
        });

        // What is read next is as unknown; one defect is enough. What was written meanwhile stays.
        state.SetDefault(root, ObjectDefault.Initial, memory.Stamp(state, number));
    }
}
