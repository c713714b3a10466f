using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>How many bytes objects have: variables by their types, blocks by what was asked for when they were allocated.</summary>
internal sealed class ObjectSizes(AnalysisContext context, PathCondition path, Evaluator evaluator, StringLengths lengths)
{
    private static readonly IrType SizeType = new() { Id = 0, Kind = TypeKind.Integer, Name = "size_t", Size = 8 };

    private readonly TermTable terms = context.Terms;

    /// <summary>The bytes of the object that a term is the address of; no value where they are not known.</summary>
    public Value Of(AbstractState state, int root)
    {
        int at = state.FindCell(context.Cells.Intern(GhostFacts.Cell(root, GhostFacts.Size)));
        if (at >= 0)
        {
            return path.Resolve(state, state.CellValues[at]);
        }

        ref readonly Term term = ref terms[root];
        return term.Kind switch
        {
            TermKind.LocalAddress => OfType(context.Function.Locals[term.A].Type),
            TermKind.GlobalAddress => OfType(context.Program.Variables[term.A].Symbol.Type),
            TermKind.StringAddress => terms.Constant(context.Program.Units[term.B].Strings[term.A].ObjectSize),
            _ => Value.None,
        };
    }

    /// <summary>A block was just allocated: what its term was the name of before is gone.</summary>
    public void Set(AbstractState state, int term, Value size)
    {
        int cell = context.Cells.Intern(GhostFacts.Cell(term, GhostFacts.Size));
        bool isOne = terms[term].Kind != TermKind.Acquired || terms[term].B < ResourceTracker.MaxInstances;
        if (isOne && (size.IsTerm || size.IsConstant))
        {
            state.SetCell(cell, size);
        }
        else if (state.FindCell(cell) is >= 0 and var at)
        {
            state.RemoveCellAt(at);
        }
    }

    /// <summary>A block was grown from so many bytes: those behind them were never written.</summary>
    public void SetKept(AbstractState state, int term, Value bytes)
    {
        if (terms[term].Kind == TermKind.Acquired && terms[term].B < ResourceTracker.MaxInstances && (bytes.IsTerm || bytes.IsConstant))
        {
            state.SetCell(context.Cells.Intern(GhostFacts.Cell(term, GhostFacts.Kept)), bytes);
        }
    }

    /// <summary>What an allocating call was asked for.</summary>
    public Value Asked(AbstractState state, ModelCall call)
    {
        int size = call.Model.Behavior switch
        {
            Behavior.Allocate or Behavior.AllocateZeroed or Behavior.AllocateFilled or Behavior.StackAllocate => 0,
            Behavior.Reallocate or Behavior.DuplicateBytes or Behavior.AllocateInto => 1,
            _ => -1,
        };
        if (call.Model.Behavior == Behavior.DuplicateString)
        {
            return call.Model.Operands.Length == 1 ? path.Add(lengths.Of(state, call.Operand(0), call.Number), 1) : Value.None;
        }

        if (size < 0 || call.Operand(size) is not { IsNone: false } first)
        {
            return Value.None;
        }

        Value second = call.Operand(size + 1);
        return second.IsNone ? path.Resolve(state, first) : evaluator.Binary(state, BinaryOperator.Multiply, first, second, SizeType);
    }

    /// <summary>A record that ends in an array of open length may be larger than its type where it is initialised.</summary>
    private Value OfType(IrType type) => type.Size > 0 && !EndsOpen(type) ? terms.Constant(type.Size) : Value.None;

    private static bool EndsOpen(IrType type) =>
        type.Kind == TypeKind.Record && type.Fields.Length > 0 && type.Fields[^1].Type is { } last && (last.Kind == TypeKind.Array ? last.Count <= 1 : EndsOpen(last));
}
