using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Numbers that somebody outside the program chose: read from a file or a socket, or made of a text.</summary>
internal sealed class OutsideValues(AnalysisContext context, SummarySet summaries)
{
    private const int MaxDepth = 8;
    private readonly TermTable terms = context.Terms;

    /// <summary>The call that a value, or something it is computed from, comes from; -1 where none is known.</summary>
    public int Source(Value value) => value.IsTerm ? Source(value.Term, 0) : -1;

    private int Source(int id, int depth)
    {
        if (depth > MaxDepth)
        {
            return -1;
        }

        Term term = terms[id];
        switch (term.Kind)
        {
            case TermKind.Unary or TermKind.Cast:
                return term.Left.IsTerm ? Source(term.Left.Term, depth + 1) : -1;
            case TermKind.Binary:
                int left = term.Left.IsTerm ? Source(term.Left.Term, depth + 1) : -1;
                return left >= 0 || !term.Right.IsTerm ? left : Source(term.Right.Term, depth + 1);
            case TermKind.Content:
                int writer = StampedNames.InstructionOf(term.C);
                return Brings(writer, CallTraits.FillsInput) ? writer : -1;
            case TermKind.Fresh when Memory.IsForgotten(term, out int forgetting):
                return Brings(forgetting, CallTraits.FillsInput) ? forgetting : -1;
            case TermKind.Fresh:
                return Brings(term.A, CallTraits.GivesInput) ? term.A : -1;
            default:
                return -1;
        }
    }

    /// <summary>A call leaves what comes from outside in what it is given.</summary>
    public bool Fills(int instruction) => Brings(instruction, CallTraits.FillsInput);

    private bool Brings(int instruction, CallTraits how)
    {
        if (instruction < 0 || instruction >= context.Code.InstructionCount || context.Code.IsTerminator(instruction) || context.Code.Instruction(instruction) is not CallInstruction { DirectCallee: { } callee })
        {
            return false;
        }

        return context.Program.Models.Find(context.UnitIndex, callee) is { } model
            ? model.Has(how)
            : context.Program.Function(context.UnitIndex, callee) is { } function && summaries.Find(function.Id) is { } summary
                && (how == CallTraits.GivesInput ? summary.GivesInput : summary.FillsInput);
    }
}
