using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>Uses of a block that a realloc may have moved away, through what still has its old address.</summary>
internal sealed class StaleBlocks(AnalysisContext context, DefectRecorder recorder, EntryDefects entries)
{
    private readonly TermTable terms = context.Terms;

    /// <param name="at">Index of the resource that the address points into.</param>
    /// <param name="name">What the user calls the pointer.</param>
    /// <param name="inner">The use inside a callee, where it is one.</param>
    public void Check(AbstractState state, int number, int at, Value address, string name, TraceStep? inner)
    {
        Resource block = state.Resources[at];
        if (block.Kind != ResourceKind.Heap || block.Has(ResourceFlags.Reported) || block.Has(ResourceFlags.Imprecise) || terms[block.Term].Kind == TermKind.Merged || IsAdjusted(address, block.Term))
        {
            return;
        }

        state.Resources[at] = block with { Flags = block.Flags | ResourceFlags.Reported };
        string callee = recorder.CalleeName(number);
        string text = inner is not null && callee.Length > 0 ? $"'{callee}' uses it" : name.Length > 0 ? $"'{name}' is used" : "used";
        TraceStep last = new(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Use | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        int move = context.History[block.Last].Instruction;
        int entry = entries.Own(state, DefectKind.UseAfterMove, number);
        recorder.Record(DefectKind.UseAfterMove, number, move, block, state.History, last, defect => defect with
        {
            EntryNumber = entry,
            Subject = name,
            Callee = recorder.CalleeName(move),
        });
    }

    /// <summary>The distance between the new and the old place is in the address: <c>cursor += moved - block</c>.</summary>
    private bool IsAdjusted(Value address, int block)
    {
        while (address.IsTerm && terms[address.Term].Kind == TermKind.Element)
        {
            ref readonly Term element = ref terms[address.Term];
            if (element.Right.IsTerm && terms.Mentions(element.Right.Term, block))
            {
                return true;
            }

            address = element.Left;
        }

        return false;
    }
}
