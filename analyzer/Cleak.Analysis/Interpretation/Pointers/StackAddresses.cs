using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Addresses of the function's own variables that outlive it: returned, or still standing in memory of others where it returns. A
/// store counts only while nothing was called that may have taken it back unseen.
/// </summary>
internal sealed class StackAddresses(AnalysisContext context, PathCondition path, DefectRecorder recorder)
{
    private readonly TermTable terms = context.Terms;

    /// <summary>A value was stored.</summary>
    public void NoteStore(AbstractState state, int number, Value address, Value value)
    {
        if (!IsStackAddress(state, value))
        {
            return;
        }

        address = path.Resolve(state, address);
        if (address.IsTerm && Outlives(terms.Object(address.Term)))
        {
            state.Keep(context.Cells.Intern(new Cell(address.Term, address.Offset, 8, 0, 0)), number);
        }
    }

    /// <summary>A record was stored: its members, too.</summary>
    public void NoteCopy(AbstractState state, int number, Value destination)
    {
        destination = path.Resolve(state, destination);
        if (!destination.IsTerm || !Outlives(terms.Object(destination.Term)))
        {
            return;
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            if (context.Cells[state.CellIds[i]].Object == destination.Term && IsStackAddress(state, state.CellValues[i]))
            {
                state.Keep(state.CellIds[i], number);
            }
        }
    }

    /// <summary>The function returns <paramref name="value"/>; its variables are still there.</summary>
    public void CheckReturn(AbstractState state, int number, Value value)
    {
        if (context.Function.Type.Element is { IsPointer: true } && IsStackAddress(state, value))
        {
            Report(state, number, number, path.Resolve(state, value), isReturned: true);
        }

        int result = terms.ResultObject();
        for (int i = 0; i < state.CellCount; i++)
        {
            if (context.Cells[state.CellIds[i]].Object == result && context.Cells[state.CellIds[i]].Width == 8 && context.Function.Type.Element is { IsScalar: false } && IsStackAddress(state, state.CellValues[i]))
            {
                Report(state, number, number, path.Resolve(state, state.CellValues[i]), isReturned: true);
            }
        }

        if (context.Function.Name == "main")
        {
            return;
        }

        for (int i = 0; i < state.KeptCount; i++)
        {
            int at = state.FindCell(state.KeptCells[i]);
            if (at >= 0 && IsStackAddress(state, state.CellValues[at]))
            {
                Report(state, state.KeptAt[i], number, path.Resolve(state, state.CellValues[at]), isReturned: false);
            }
        }
    }

    /// <summary>The thread ends by a call that is given <paramref name="value"/> as its result: whoever joins it gets an address in a stack that is gone.</summary>
    public void CheckThreadResult(AbstractState state, int number, Value value)
    {
        value = path.Resolve(state, value);
        if (context.Function.Name == "main" || !IsStackAddress(state, value))
        {
            return;
        }

        ref readonly Term term = ref terms[terms.Object(value.Term)];
        string name = term.Kind == TermKind.LocalAddress ? context.Function.Locals[term.A].Name : "";
        SourceSpan declared = term.Kind == TermKind.LocalAddress ? context.Function.Locals[term.A].Span : context.Code.Span(term.A);
        string subject = name.Length > 0 ? $"'{name}'" : "the memory of its stack";
        TraceStep last = TraceStep.Here(context.Code.Span(number), context.Function.Name, $"'{recorder.CalleeName(number)}' ends the thread with the address of {subject} as its result", FlowStepKinds.Return | FlowStepKinds.Defect);
        recorder.Record(DefectKind.StackAddressAsResult, number, -1, new Resource(terms.Object(value.Term), ResourceKind.Heap, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1), state.History, last, defect => defect with
        {
            Subject = name,
            Callee = recorder.CalleeName(number),
            Related = declared,
        });
    }

    private void Report(AbstractState state, int primary, int end, Value value, bool isReturned)
    {
        ref readonly Term term = ref terms[terms.Object(value.Term)];
        string name = term.Kind == TermKind.LocalAddress ? context.Function.Locals[term.A].Name : "";
        SourceSpan declared = term.Kind == TermKind.LocalAddress ? context.Function.Locals[term.A].Span : context.Code.Span(term.A);
        string subject = name.Length > 0 ? $"'{name}'" : "the memory of its stack";
        string function = context.Function.Name;
        ImmutableArray<TraceStep> inner = [];
        TraceStep last = new(context.Code.Span(end), function, isReturned ? $"returns the address of {subject}, which ends here" : $"returns, and {subject} ends", FlowStepKinds.Return | FlowStepKinds.Defect, inner);
        string place = isReturned ? "" : Place(primary);
        TraceStep? stored = isReturned ? null : TraceStep.Here(context.Code.Span(primary), function, place.Length > 0 ? $"the address of {subject} is stored in '{place}'" : $"the address of {subject} is stored", FlowStepKinds.Store);
        recorder.Record(DefectKind.StackAddressEscapes, primary, -1, new Resource(terms.Object(value.Term), ResourceKind.Heap, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1), state.History, last, defect => defect with
        {
            Subject = name,
            Target = isReturned ? "" : place.Length > 0 ? $"'{place}'" : "memory that lives on",
            Related = declared,
            Trace = stored is null ? defect.Trace : Inserted(defect.Trace, stored),
        });
    }

    /// <summary>The store goes before what happens behind it: the branches of a later place in the function.</summary>
    private static ImmutableArray<TraceStep> Inserted(ImmutableArray<TraceStep> trace, TraceStep step)
    {
        int at = trace.Length - 1;
        while (at > 0 && trace[at - 1].Span.File == step.Span.File && trace[at - 1].Span.Line > step.Span.Line)
        {
            at--;
        }

        return trace.Insert(Math.Max(at, 0), step);
    }

    private string Place(int instruction)
    {
        BasicBlock block = context.Code.BlockOf(instruction);
        return context.Code.Instruction(instruction) switch
        {
            StoreInstruction store => ExpressionText.Place(context.Function, block, store.Address),
            CopyInstruction copy => ExpressionText.Place(context.Function, block, copy.Destination),
            _ => "",
        };
    }

    private bool IsStackAddress(AbstractState state, Value value)
    {
        value = path.Resolve(state, value);
        return value.IsTerm && terms[terms.Object(value.Term)].IsStackAddress;
    }

    /// <summary>Memory that is there after the return: variables of the program, and what the caller gave or they lead to.</summary>
    private bool Outlives(int root)
    {
        while (terms[root].Kind == TermKind.Content)
        {
            root = terms.Object(terms[root].A);
        }

        return terms[root].Kind switch
        {
            TermKind.GlobalAddress => true,
            TermKind.Parameter => terms[root].A < context.Function.ParameterCount && context.Function.Locals[terms[root].A].Type.IsScalar,
            _ => false,
        };
    }
}
