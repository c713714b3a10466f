using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The callee's terms in the caller's words, each worked out once for a case. Used again from case to case.</summary>
internal sealed class SummaryMapping(AnalysisContext context, PathCondition path, Evaluator evaluator, Memory memory, ResourceTracker tracker, StringLengths lengths)
{
    private AbstractState state = null!;
    private FunctionSummary summary = null!;
    private Value[] arguments = [];
    private Value result;
    private int number;
    private readonly MappedTerms tables = context.MappedTerms;
    private int aliasesBefore;

    /// <summary>Works out what can be named before a case is chosen, in the state before the call.</summary>
    /// <param name="resultPlace">Where a record that is returned goes; none for scalars.</param>
    public void BeginCall(AbstractState caller, int instruction, FunctionSummary callee, Value[] actuals, Value resultPlace)
    {
        state = caller;
        number = instruction;
        summary = callee;
        arguments = actuals;
        result = resultPlace;
        int count = callee.Terms.Length;
        tables.Begin(count);
        for (int id = 1; id < count; id++)
        {
            if (!callee.IsOfCase[id])
            {
                Term(id);
            }
        }

        Array.Copy(tables.Mapped, tables.Before, count);
        aliasesBefore = caller.AliasCount;
    }

    /// <summary>A copy of the state before the call, for one case.</summary>
    public void BeginCase(AbstractState copy)
    {
        state = copy;
        Array.Copy(tables.Before, tables.Mapped, summary.Terms.Length);
    }

    /// <summary>The case's conditions hold: where they say that two things are one, what is read through them is read anew.</summary>
    public void EndConditions()
    {
        if (state.AliasCount == aliasesBefore)
        {
            return;
        }

        for (int id = 1; id < summary.Terms.Length; id++)
        {
            // What has no name but the one that was made for it keeps that, and what the conditions said of it.
            if (summary.Terms.ItemRef(id).Kind == TermKind.Content && tables.Before[id] is { IsTerm: true } known && context.Terms[known.Term].Kind != TermKind.Fresh)
            {
                tables.Mapped[id] = default;
            }
        }
    }

    public void Set(int id, Value value) => tables.Mapped[id] = value;

    public Value Known(int id) => tables.Mapped[id];

    public Value Value(Value value) =>
        !value.IsTerm ? value : path.Add(Term(value.Term), value.Offset);

    public Value Term(int id)
    {
        if (!tables.Mapped[id].IsNone)
        {
            return path.Resolve(state, tables.Mapped[id]);
        }

        Value value = Make(summary.Terms.ItemRef(id));
        if (value.IsNone)
        {
            ref readonly Term term = ref summary.Terms.ItemRef(id);
            value = tracker.FreshValue(state, number, SummaryApplication.FirstResult + id, term.Low, term.High);
        }

        tables.Mapped[id] = value;
        return value;
    }

    /// <summary>As <see cref="Peek(int)"/> and resolved, in the state before a case is chosen: looked up once for a call.</summary>
    public Value PeekBefore(int id)
    {
        if (!tables.IsPeeked(id))
        {
            tables.Peek(id, path.Resolve(state, Peek(id)));
        }

        return tables.Peeked[id];
    }

    /// <summary>As <see cref="Term"/>, but nothing new is made: none where the caller does not know the value.</summary>
    public Value Peek(int id)
    {
        ref readonly Term term = ref summary.Terms.ItemRef(id);
        switch (term.Kind)
        {
            case TermKind.Parameter when term.A == TermTable.ErrnoParameter:
                return Analysis.Value.Of(context.Terms.ErrnoObject());
            case TermKind.Parameter:
                return term.A < arguments.Length ? path.Resolve(state, arguments[term.A]) : default;
            case TermKind.Content when term.C == 0 && term.Op < 128:
                Value holder = path.Add(Peek(term.A), term.B);
                return holder.IsTerm ? memory.Read(state, holder, TypeOf(term), default) : default;
            case TermKind.WideConstant or TermKind.GlobalAddress or TermKind.FunctionAddress or TermKind.StringAddress:
                return Make(term);
            case TermKind.Element when Peek(term.Left) is { IsNone: false } left && Peek(term.Right) is { IsNone: false } right:
                return evaluator.Index(state, left, right, term.C);
            case TermKind.Unary when Peek(term.Left) is { IsNone: false } operand:
                return evaluator.Unary(state, term.Unary, operand, LongType);
            case TermKind.Binary when Peek(term.Left) is { IsNone: false } left && Peek(term.Right) is { IsNone: false } right:
                return evaluator.Binary(state, term.Binary, left, right, null);
            case TermKind.Cast when Peek(term.Left) is { IsNone: false } operand:
                return evaluator.Cast(state, operand, LongType, IntegerType(term.Op, term.C == 1));
            default:
                return default;
        }
    }

    private Value Peek(Value value) => !value.IsTerm ? value : path.Add(Peek(value.Term), value.Offset);

    private Value Make(in Term term)
    {
        switch (term.Kind)
        {
            case TermKind.WideConstant:
                return context.Terms.Constant(term.Low);
            case TermKind.Parameter when term.A == TermTable.ResultParameter:
                return result;
            case TermKind.Parameter when term.A == TermTable.ErrnoParameter:
                return Analysis.Value.Of(context.Terms.ErrnoObject());
            case TermKind.Parameter:
                return term.A < arguments.Length ? path.Resolve(state, arguments[term.A]) : default;
            case TermKind.Content when term.C == 0 && term.Op == StringLengths.Width:
                return lengths.Of(state, path.Add(Term(term.A), term.B), number);
            case TermKind.Content when StreamNumbers.Is(term):
                return path.Resolve(state, StreamNumbers.Of(context.Terms, path.Add(Term(term.A), term.B)));
            case TermKind.Content when InPlaceObjects.IsAny(term):
                return InPlaceObjects.Any(context, Term(term.A));
            case TermKind.Content when InPlaceObjects.Is(term):
                return InPlaceObjects.Of(context, path, state, path.Add(Term(term.A), term.B));
            case TermKind.Content when term.C == 0 && term.Op < 128:
                Value address = path.Add(Term(term.A), term.B);
                return address.IsTerm ? memory.Read(state, address, TypeOf(term), default) : default;
            case TermKind.GlobalAddress:
                return Analysis.Value.Of(context.Terms.GlobalAddress(term.A));
            case TermKind.FunctionAddress when term.A >= 0:
                return Analysis.Value.Of(context.Terms.FunctionAddress(term.A));
            case TermKind.StringAddress:
                return Analysis.Value.Of(context.Terms.StringAddress(term.A, term.B));
            case TermKind.Element:
                return evaluator.Index(state, Value(term.Left), Value(term.Right), term.C);
            case TermKind.Unary:
                return evaluator.Unary(state, term.Unary, Value(term.Left), LongType);
            case TermKind.Binary:
                return evaluator.Binary(state, term.Binary, Value(term.Left), Value(term.Right), null);
            case TermKind.Cast:
                return evaluator.Cast(state, Value(term.Left), LongType, IntegerType(term.Op, term.C == 1));
            default:
                return default;
        }
    }

    private static readonly IrType Pointer = new() { Id = 0, Kind = TypeKind.Pointer, Name = "void *", Size = 8 };

    private static readonly IrType[] Integers = [.. Enumerable.Range(0, 2 * 256).Select(n => new IrType { Id = 0, Kind = TypeKind.Integer, Name = "integer", Size = n >> 1, IsSigned = (n & 1) != 0 })];

    private static readonly IrType LongType = IntegerType(8, true);

    /// <param name="size">Bytes, less than 256.</param>
    private static IrType IntegerType(int size, bool isSigned) => Integers[(size << 1) | (isSigned ? 1 : 0)];

    private static IrType TypeOf(in Term content) =>
        content.Low == 0 && content.High == long.MaxValue && content.Op == 8 ? Pointer : IntegerType(content.Op, content.Low < 0);
}
