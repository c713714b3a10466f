using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Writes against the sizes of what they go to. Only what is beyond the end for certain, on every value that the path allows, is a
/// fact; of objects that the caller gave, the furthest byte is handed to the caller.
/// </summary>
internal sealed class BoundsChecks(AnalysisContext context, PathCondition path, Evaluator evaluator, Memory memory, ResourceTracker tracker, DefectRecorder recorder, ProgramNotes notes, CalleeDefects calleeDefects)
{
    /// <summary>Number among the fresh values of an instruction.</summary>
    private const int FreshNumber = 49;

    private readonly TermTable terms = context.Terms;
    private readonly StringLengths lengths = new(context, path, tracker);
    private readonly OverflowRecorder overflows = new(context, tracker, recorder);
    private ObjectSizes? sizes;
    private CallExtents? extents;
    private LoopFacts? loops;

    public StringLengths Lengths => lengths;

    public ObjectSizes Sizes => sizes ??= new ObjectSizes(context, path, evaluator, lengths);

    private CallExtents Extents => extents ??= new CallExtents(context, path, lengths);

    private LoopFacts Loops => loops ??= new LoopFacts(context.Code);

    /// <summary>A scalar or record is written at an address, or read.</summary>
    /// <param name="value">What is stored; none where that is not one value.</param>
    public void Access(AbstractState state, int number, Value address, Expression expression, IrType type, bool isWrite, Value value)
    {
        if (!address.IsTerm || type.Size <= 0 || expression is LocalAddressExpression or SymbolAddressExpression)
        {
            return;
        }

        bool isElement = IsElement(expression);
        int root = terms.Object(address.Term);
        if ((!isWrite && isElement) || !(IsGiven(root) ? isElement : HasSize(state, root)))
        {
            return;
        }

        var write = new CheckedWrite(number, root, isWrite, isElement, type, value, Argument: -1, Inner: null);
        if (isElement && Loops.EveryTurnOf(number) is { } loop && LoopFacts.Mentions(context.Code.BlockOf(number), expression, loop.Counter))
        {
            if (LastAddress(state, number, expression, loop) is { IsTerm: true } last)
            {
                Check(state, write with { IsInLoop = true }, last, LengthOf(type.Size), isStable: Loops.IsStable(context.Function.Blocks[loop.Head], loop.Bound, static _ => false), null);
            }

            return;
        }

        Check(state, write, address, LengthOf(type.Size), isStable: false, expression);
    }

    /// <summary>A library function is about to write.</summary>
    public void Call(AbstractState state, ModelCall call)
    {
        int target = CallExtents.Target(call.Model);
        if (target < 0 || target >= call.Arguments.Length || path.Resolve(state, call.Arguments[target]) is not { IsTerm: true } address)
        {
            return;
        }

        int root = terms.Object(address.Term);
        if (!IsGiven(root) && !HasSize(state, root))
        {
            return;
        }

        WrittenBytes written = Extents.Of(state, call, target);
        LinearForm length = written.Length;
        length.Add(written.Start, 1);
        var write = new CheckedWrite(call.Number, root, IsWrite: true, IsElement: true, call.Instruction.Arguments[target].Type, Value.None, target, Inner: null);
        Check(state, write, address, length, isStable: false, null);
    }

    /// <summary>A callee writes for certain up to <paramref name="end"/> of an object that it was given.</summary>
    public void Callee(AbstractState state, int number, CallInstruction call, Value address, Value end, int argument, TraceStep step)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm || end.IsNone)
        {
            return;
        }

        int root = terms.Object(address.Term);
        if (IsGiven(root) || HasSize(state, root))
        {
            var length = new LinearForm();
            length.Add(context, path, state, end, 1);
            IrType type = argument >= 0 && argument < call.Arguments.Length ? call.Arguments[argument].Type : call.Callee.Type;
            Check(state, new CheckedWrite(number, root, IsWrite: true, IsElement: true, type, Value.None, argument, step), address, length, isStable: false, null);
        }
    }

    /// <summary>The string that a library function leaves behind, asked before it is called; no value where its length is not known.</summary>
    public (Value Address, Value Length) StringAfter(AbstractState state, ModelCall call)
    {
        switch (call.Model.Behavior)
        {
            case Behavior.CopyString:
                return (call.Operand(0), lengths.Of(state, call.Operand(1), call.Number));
            case Behavior.AppendString when call.Model.Operands.Length == 2:
                Value before = lengths.Of(state, call.Operand(0), call.Number), more = lengths.Of(state, call.Operand(1), call.Number);
                return (call.Operand(0), before.IsNone || more.IsNone ? Value.None : evaluator.Binary(state, BinaryOperator.Add, before, more, null));
            default:
                return default;
        }
    }

    /// <summary>Whether an address is certainly so many bytes into an object, or more.</summary>
    public bool IsBehind(AbstractState state, Value address, int root, Value bytes)
    {
        var offset = new LinearForm();
        if (Locate(state, address, ref offset) != root)
        {
            return false;
        }

        offset.Add(context, path, state, bytes, -1);
        return offset.Least(path, state) >= 0 && (offset.IsConstant || offset.IsKnown);
    }

    /// <summary>A block is the head of a loop in which something may be written that is no local.</summary>
    public bool LoopMayWrite(int block) => context.Code.IsLoopHead(block) && Loops.MayWrite(block);

    private static LinearForm LengthOf(long bytes)
    {
        var length = new LinearForm();
        length.AddConstant(bytes);
        return length;
    }

    /// <summary>An element behind a pointer or of an array, and not a member that the type names.</summary>
    private static bool IsElement(Expression address) => address switch
    {
        IndexExpression { Address: OffsetExpression { FieldName: not null } } => false,
        IndexExpression => true,
        OffsetExpression offset => IsElement(offset.Address),
        CastExpression cast => IsElement(cast.Operand),
        _ => false,
    };

    private bool IsGiven(int root) => terms[root].Kind is TermKind.Parameter or TermKind.Content && terms[root].Depth <= 4 && terms[root].A < TermTable.ErrnoParameter && terms.IsInterface(root);

    private bool HasSize(AbstractState state, int root) => terms[root].Kind switch
    {
        TermKind.LocalAddress or TermKind.GlobalAddress => true,
        TermKind.Acquired or TermKind.Fresh => state.FindCell(context.Cells.Intern(GhostFacts.Cell(root, GhostFacts.Size))) >= 0,
        _ => false,
    };

    /// <summary>Where an element stands in the last turn of a loop whose every turn writes one.</summary>
    private Value LastAddress(AbstractState state, int number, Expression expression, CountedLoop loop)
    {
        BasicBlock block = context.Code.BlockOf(number);
        if (!Loops.IsSameInEveryTurn(block, expression, loop) || Bound(state, context.Function.Blocks[loop.Head], loop.Bound) is not { IsNone: false } bound)
        {
            return Value.None;
        }

        Value last = loop.IsInclusive ? bound : path.Add(bound, -1);
        var before = new Value[state.TemporaryCount];
        Array.Copy(state.Temporaries, before, before.Length);
        foreach (Instruction instruction in block.Instructions)
        {
            if (instruction is LoadInstruction { Address: LocalAddressExpression place } load && place.Slot == loop.Counter && load.Temporary < before.Length)
            {
                state.Temporaries[load.Temporary] = last;
            }
        }

        Value address = evaluator.Evaluate(state, expression);
        Array.Copy(before, state.Temporaries, before.Length);
        return address;
    }

    /// <summary>What a loop's bound is now: it is the same in every turn.</summary>
    private Value Bound(AbstractState state, BasicBlock head, Expression bound) => bound switch
    {
        ConstantExpression constant => terms.Constant(constant.Value),
        CastExpression cast => evaluator.Cast(state, Bound(state, head, cast.Operand), cast.Operand.Type, cast.Type),
        BinaryExpression binary => evaluator.Binary(state, binary.Operator, Bound(state, head, binary.Left), Bound(state, head, binary.Right), binary.Left.Type),
        TemporaryExpression temporary when ExpressionText.Definition(head, temporary.Index) is LoadInstruction load =>
            memory.Read(state, evaluator.Evaluate(state, load.Address), load.Type, load.Bits) is { IsUninitialized: false } value ? value : Value.None,
        _ => Value.None,
    };

    private void Check(AbstractState state, CheckedWrite write, Value address, LinearForm length, bool isStable, Expression? expression)
    {
        LinearForm end = length;
        int root = Locate(state, address, ref end);
        if (!end.IsKnown || root != write.Root)
        {
            return;
        }

        Value size = Sizes.Of(state, root);
        if (size.IsNone)
        {
            NoteWritten(state, write, end, isStable || (!write.IsInLoop && IsStable(state, write, expression)));
            return;
        }

        var bytes = new LinearForm();
        bytes.Add(context, path, state, size, 1);
        LinearForm excess = end;
        excess.Add(bytes, -1);
        long least = excess.Least(path, state);
        bool isEmpty = bytes.IsConstant && bytes.Constant <= 0;
        if (least <= 0 || !bytes.IsKnown || isEmpty)
        {
            return;
        }

        // Where terms cancel out, the excess is the same on every path; a number may be that of the turns of a loop that were followed.
        bool isRelation = excess.IsConstant && !end.IsConstant;
        if (!isStable && !isRelation && (write.IsInLoop || !IsStable(state, write, expression)))
        {
            return;
        }

        if (write.Inner is null)
        {
            Report(state, write, end, bytes, excess, least);
        }
        else
        {
            ReportLater(state, write, address, end, bytes, excess, least);
        }
    }

    /// <summary>Once it is known that the callee's case applies.</summary>
    private void ReportLater(AbstractState state, CheckedWrite write, Value address, LinearForm end, LinearForm bytes, LinearForm excess, long least) =>
        calleeDefects.Add(DefectKind.WrittenBeyond, address, () => Report(state, write, end, bytes, excess, least));

    private void Report(AbstractState state, in CheckedWrite write, LinearForm end, LinearForm bytes, LinearForm excess, long least)
    {
        overflows.Record(state, write, end, bytes, excess, least);

        // One defect is one finding: what follows from too small a block is not another.
        Sizes.Set(state, write.Root, tracker.FreshValue(state, write.Number, FreshNumber, 0, long.MaxValue));
    }

    /// <summary>The object that an address points into; the offset is added to a form.</summary>
    private int Locate(AbstractState state, Value address, ref LinearForm offset)
    {
        offset.AddConstant(address.Offset);
        int term = address.Term;
        while (terms[term].Kind == TermKind.Element)
        {
            Term element = terms[term];
            offset.Add(context, path, state, element.Right, element.C);
            offset.AddConstant(element.Left.Offset);
            if (!element.Left.IsTerm)
            {
                return 0;
            }

            term = element.Left.Term;
        }

        return term;
    }

    private bool IsStable(AbstractState state, in CheckedWrite write, Expression? expression)
    {
        BasicBlock block = context.Code.BlockOf(write.Number);
        bool IsNeutral(int temporary) => temporary < state.TemporaryCount && path.Resolve(state, state.Temporaries[temporary]) is { IsTerm: true, Offset: 0 } value && IsStart(value.Term);
        if (expression is not null)
        {
            return Loops.IsStable(block, expression, IsNeutral);
        }

        return context.Code.Instruction(write.Number) is CallInstruction call
            && call.Arguments.All(argument => argument is RecordValueExpression || argument.Type.Kind == TypeKind.Floating || Loops.IsStable(block, argument, IsNeutral));
    }

    /// <summary>The start of an object, as a block, a variable, or what the caller gave.</summary>
    private bool IsStart(int term) => terms[term].IsObjectAddress || terms[term] is { Kind: TermKind.Acquired } or { Kind: TermKind.Parameter or TermKind.Content, Low: 0, High: long.MaxValue };

    /// <summary>The furthest byte of an object of the caller's that is written on this path.</summary>
    private void NoteWritten(AbstractState state, in CheckedWrite write, LinearForm end, bool isStable)
    {
        if (!IsGiven(write.Root) || !write.IsWrite || (end.IsConstant && (!isStable || end.Constant <= 0)))
        {
            return;
        }

        Value value = Sum(state, end);
        if (value.IsNone)
        {
            return;
        }

        int cell = context.Cells.Intern(GhostFacts.Cell(write.Root, GhostFacts.Written));
        int at = state.FindCell(cell);
        if (at >= 0)
        {
            LinearForm excess = end;
            excess.Add(context, path, state, state.CellValues[at], -1);
            if (excess.Least(path, state) <= 0)
            {
                return;
            }
        }

        state.SetCell(cell, value);
        string text = write.Inner is not null ? $"'{recorder.CalleeName(write.Number)}' writes to it" : "written here";
        notes.Written.TryAdd((write.Root, value.Bits), new TraceStep(context.Code.Span(write.Number), context.Function.Name, text, FlowStepKinds.Use, write.Inner is null ? [] : [write.Inner]));
    }

    private Value Sum(AbstractState state, LinearForm form)
    {
        Value sum = Value.None;
        for (int i = 0; i < form.Count; i++)
        {
            if (!terms.IsInterface(form.Term(i)))
            {
                return Value.None;
            }

            Value part = form.Factor(i) == 1 ? Value.Of(form.Term(i)) : evaluator.Binary(state, BinaryOperator.Multiply, Value.Of(form.Term(i)), terms.Constant(form.Factor(i)), null);
            sum = i == 0 ? part : evaluator.Binary(state, BinaryOperator.Add, sum, part, null);
        }

        return form.Count == 0 ? terms.Constant(form.Constant) : sum.IsTerm ? path.Add(sum, form.Constant) : Value.None;
    }
}
