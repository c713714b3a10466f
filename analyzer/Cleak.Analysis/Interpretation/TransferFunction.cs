using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// One instruction applied to one state. Total and silent: it never reports; what it notices goes to the recorder as a fact. A call may
/// split the state, a path that can't go on ends.
/// </summary>
internal sealed class TransferFunction
{
    private readonly AnalysisContext context;
    private readonly PathCondition path;
    private readonly Evaluator evaluator;
    private readonly Memory memory;
    private readonly ResourceTracker tracker;
    private readonly DefectRecorder recorder;
    private readonly CallTransfer calls;
    private readonly NullPlaces nulls;

    public TransferFunction(AnalysisContext context, PathCondition path, Evaluator evaluator, Memory memory, ResourceTracker tracker, DefectRecorder recorder, CallTransfer calls)
    {
        this.context = context;
        this.path = path;
        this.evaluator = evaluator;
        this.memory = memory;
        this.tracker = tracker;
        this.recorder = recorder;
        this.calls = calls;
        nulls = new NullPlaces(context.Terms, evaluator);
    }

    /// <summary>Applies an instruction; what goes on is added to <paramref name="next"/>. The state is used up.</summary>
    public void Apply(AbstractState state, int number, Instruction instruction, List<AbstractState> next)
    {
        switch (instruction)
        {
            case LoadInstruction load:
                Load(state, number, load, next);
                break;
            case StoreInstruction store:
                Store(state, number, store, next);
                break;
            case CopyInstruction copy:
                Copy(state, number, copy, next);
                break;
            case ZeroInstruction zero:
                if (Access(state, number, evaluator.Evaluate(state, zero.Address), zero.Address))
                {
                    memory.Zero(state, evaluator.Evaluate(state, zero.Address), zero.Size, number, tracker.Noted);
                    next.Add(state);
                }

                break;
            case CallInstruction call:
                calls.Apply(state, number, call, next);
                break;
            case LifetimeStartInstruction start:
                memory.Reset(state, context.Terms.LocalAddress(start.Slot), ObjectDefault.Uninitialized, 0, number, tracker.Noted);
                if (start.Size is not null)
                {
                    calls.Bounds.Sizes.Set(state, context.Terms.LocalAddress(start.Slot), evaluator.Evaluate(state, start.Size));
                }

                next.Add(state);
                break;
            case LifetimeEndInstruction end:
                if (state.Lent.Count > 0)
                {
                    calls.Loans.ScopeEnded(state, number, end.Slot);
                }

                memory.Reset(state, context.Terms.LocalAddress(end.Slot), ObjectDefault.Uninitialized, 0, number, tracker.Noted);
                next.Add(state);
                break;
            case AssemblyInstruction assembly:
                foreach (Expression output in assembly.Outputs)
                {
                    memory.Forget(state, evaluator.Evaluate(state, output), output.Type.Element?.Size ?? -1, number, tracker.Escaped);
                }

                foreach (Expression input in assembly.Inputs)
                {
                    calls.Escape(state, number, evaluator.Evaluate(state, input), input.Type);
                }

                next.Add(state);
                break;
            case UnsupportedInstruction unsupported:
                foreach (Expression operand in unsupported.Operands)
                {
                    calls.Escape(state, number, evaluator.Evaluate(state, operand), operand.Type);
                }

                if (unsupported.Temporary >= 0)
                {
                    state.SetTemporary(unsupported.Temporary, tracker.FreshValue(state, number, 0, long.MinValue, long.MaxValue));
                }

                next.Add(state);
                break;
        }
    }

    private void Load(AbstractState state, int number, LoadInstruction load, List<AbstractState> next)
    {
        Value address = evaluator.Evaluate(state, load.Address);
        if (!Access(state, number, address, load.Address))
        {
            return;
        }

        calls.Bounds.Access(state, number, path.Resolve(state, address), load.Address, load.Type, isWrite: false, Value.None);
        if (!load.IsAtomic)
        {
            calls.Safety.Objects?.Note(state, number, address, load.Address, load.Type.Size, isWrite: false);
        }

        if (state.Lent.Count > 0)
        {
            calls.Loans.Loaded(state, number, load, path.Resolve(state, address));
        }

        // Others write what is volatile, but nobody writes a local whose address stays here.
        bool isVolatile = load.IsVolatile && load.Address is not LocalAddressExpression;
        Value value = isVolatile ? Value.None : memory.Read(state, address, load.Type, load.Bits);
        if (load.Address is not LocalAddressExpression && calls.Initialization.Load(state, number, path.Resolve(state, address), load, value))
        {
            value = Value.None;
        }

        if (value.IsNone)
        {
            (long low, long high) = load.Bits.IsBitField && !load.Type.IsSigned && load.Bits.Width < 63 ? (0, (1L << load.Bits.Width) - 1) : TermTable.Range(load.Type);
            value = tracker.FreshValue(state, number, 0, low, high);

            // Read again before it is written, it is the same.
            if (!isVolatile && address.IsTerm)
            {
                Remember(state, address, load, value);
            }
        }

        if (value.IsTerm && load.Type.IsPointer && state.FindResource(context.Terms.Object(value.Term)) is >= 0 and var at && state.Resources[at].Has(ResourceFlags.Alternative))
        {
            // Who looks at the block knows of it.
            state.Resources[at] = state.Resources[at] with { Flags = state.Resources[at].Flags & ~ResourceFlags.Alternative };
        }

        state.SetTemporary(load.Temporary, value);
        next.Add(state);
    }

    private void Remember(AbstractState state, Value address, LoadInstruction load, Value value)
    {
        var cell = new Cell(address.Term, address.Offset, Memory.Width(load.Type), load.Bits.Start, load.Bits.Width);
        for (int i = 0; i < state.CellCount; i++)
        {
            if (context.Cells[state.CellIds[i]].Overlaps(cell))
            {
                return;
            }
        }

        state.SetCell(context.Cells.Intern(cell), value);
    }

    private void Store(AbstractState state, int number, StoreInstruction store, List<AbstractState> next)
    {
        Value address = evaluator.Evaluate(state, store.Address);
        if (!Access(state, number, address, store.Address))
        {
            return;
        }

        calls.Safety.Vfork.Store(state, number, store);
        if (!store.IsAtomic)
        {
            calls.Safety.Objects?.Note(state, number, address, store.Address, store.Type.Size, isWrite: true);
        }

        Value value = evaluator.Evaluate(state, store.Value);
        if (value.IsNone || value.IsUninitialized)
        {
            // What was never written is some value, too: the place that gets it is written.
            (long low, long high) = TermTable.Range(store.Type);
            value = tracker.FreshValue(state, number, 0, low, high);
        }

        if (store.Bits.IsBitField && context.Terms.TryConstant(value, out long bits) && store.Bits.Width < 63)
        {
            value = context.Terms.Constant(bits & ((1L << store.Bits.Width) - 1));
        }

        if (address.IsNone || (!address.IsTerm && !address.IsConstant))
        {
            // Nobody knows where it goes, so nobody can say that it is lost.
            tracker.Escape(state, value);
        }
        else
        {
            calls.Bounds.Access(state, number, path.Resolve(state, address), store.Address, store.Type, isWrite: true, value);
            calls.NoteSelf(value, context.Code.BlockOf(number), store.Address);
            context.KeptHandles.NoteStored(context.Terms, address, value);
            calls.NoteKept(state, value, context.Code.BlockOf(number), store.Address);
            memory.ArrayBytes = ArrayExtents.Of(store.Address);
            memory.WritesNumber = !store.Type.IsPointer;
            memory.Write(state, address, value, Memory.Width(store.Type), store.Bits, number, tracker.Noted);
            memory.ArrayBytes = ArrayExtents.Unknown;
            memory.WritesNumber = false;
            memory.NoteAliasing(state, address, store.Type, number);
            tracker.NoteStored(state, path.Resolve(state, address), value);
            calls.StackAddresses.NoteStore(state, number, address, value);
            if (state.Lent.Count > 0)
            {
                calls.Loans.Stored(state, number, path.Resolve(state, address), store.Type);
            }
        }

        next.Add(state);
    }

    private void Copy(AbstractState state, int number, CopyInstruction copy, List<AbstractState> next)
    {
        Value destination = evaluator.Evaluate(state, copy.Destination), source = evaluator.Evaluate(state, copy.Source);
        if (Access(state, number, destination, copy.Destination) && Access(state, number, source, copy.Source))
        {
            if (!destination.IsTerm)
            {
                tracker.Escape(state, source);
            }

            calls.Safety.Objects?.Note(state, number, source, copy.Source, copy.Type.Size, isWrite: false);
            calls.Safety.Objects?.Note(state, number, destination, copy.Destination, copy.Type.Size, isWrite: true);
            tracker.EscapeInPlace(state, path.Resolve(state, source));
            memory.Copy(state, destination, source, copy.Type, number, tracker.Noted);
            calls.StackAddresses.NoteCopy(state, number, destination);
            if (state.Lent.Count > 0)
            {
                calls.Loans.Stored(state, number, path.Resolve(state, destination), copy.Type);
            }

            next.Add(state);
        }
    }

    /// <summary>
    /// Memory at an address is used. False where the path ends here: nothing stands at the null page, nor just before it, where an element
    /// before the first one of a null array would be. A block that was released is a fact, and the path goes on.
    /// </summary>
    private bool Access(AbstractState state, int number, Value address, Expression expression)
    {
        address = path.Resolve(state, address);
        if (context.Terms.TryConstant(address, out long constant))
        {
            return (constant is <= -TermTable.FirstAddress or >= TermTable.FirstAddress && !nulls.IsIn(state, expression)) || Crash(state);
        }

        if (!address.IsTerm)
        {
            if (nulls.IsIn(state, expression))
            {
                return Crash(state);
            }

            calls.Unset.Access(state, number, expression);
            return true;
        }

        if (!UsedIndexes.Assume(context.Terms, path, state, address))
        {
            context.Pool.Release(state);
            return false;
        }

        int root = context.Terms.Object(address.Term);
        ref readonly Term term = ref context.Terms[root];
        if (term.IsObjectAddress)
        {
            return true;
        }

        calls.CheckUse(state, number, address, expression, null);
        if (term.Kind is TermKind.Parameter or TermKind.Content)
        {
            state.Use(root, number);
        }

        calls.NullResults.Check(state, number, root, null);
        return term.Low > 0 || path.Bound(state, Value.Of(root), TermTable.FirstAddress, long.MaxValue);
    }

    /// <summary>The path ends here.</summary>
    private bool Crash(AbstractState state)
    {
        calls.EndByCrash(state);
        context.Pool.Release(state);
        return false;
    }
}
