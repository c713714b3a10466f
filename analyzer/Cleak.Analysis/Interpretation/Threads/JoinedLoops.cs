using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Threads that one loop creates and another loop joins are ended behind the second, though no state tells which turn of it joins which of them: a turn that
/// joins nothing is one for which the first loop created nothing.
/// </summary>
internal sealed class JoinedLoops(AnalysisContext context, ProgramNotes notes)
{
    private readonly LoopNests loops = new(context.Code);

    /// <summary>What is known by then of the path's running threads: none where all of them were joined in loops that lie behind.</summary>
    public void Settle(AbstractState state, int number)
    {
        if (state.ThreadEvent < 0 || notes.Ends.Count == 0)
        {
            return;
        }

        int block = context.Code.BlockOf(number).Ordinal;
        if (!IsEnded(context.History[state.ThreadEvent].Instruction, block))
        {
            return;
        }

        int running = -1;
        for (int i = 0; i < state.ResourceCount; i++)
        {
            Resource thread = state.Resources[i];
            if (thread is { Kind: ResourceKind.Thread, State: not ResourceState.Released, Acquired: >= 0 } && !IsEnded(context.History[thread.Acquired].Instruction, block))
            {
                running = thread.Acquired;
            }
        }

        state.ThreadEvent = running;
    }

    private bool IsEnded(int creation, int block)
    {
        if (!notes.HasCreation(creation))
        {
            return false;
        }

        PendingCreation made = notes.Creation(creation);
        int from = context.Code.BlockOf(creation).Ordinal;
        foreach ((int join, PendingThreadEnd end) in notes.Ends)
        {
            if (end.Kind == ThreadEndKind.Join && (end.Creations.Contains(creation) || end.Places.Overlaps(made.Places) || IsOfArray(creation, join)) && made.States == DetachStates.Joinable
                && loops.IsBehind(block, context.Code.BlockOf(join).Ordinal, from))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Both go by an element of the same array, a variable of the function or what one points to.</summary>
    private bool IsOfArray(int creation, int join) => Array(creation, isHandle: false) is >= 0 and var array && array == Array(join, isHandle: true);

    /// <summary>The variable by which a call names an element; -1 for others.</summary>
    /// <param name="isHandle">It is given the element's value, not its address.</param>
    private int Array(int number, bool isHandle)
    {
        if (context.Code.Instruction(number) is not CallInstruction { DirectCallee: { } callee } call || context.Program.Models.Find(context.UnitIndex, callee) is not { Operands.Length: > 0 } model)
        {
            return -1;
        }

        BasicBlock block = context.Code.BlockOf(number);
        Expression place = DefectRecorder.Stripped(call.Arguments[model.Operands[0]]);
        if (isHandle)
        {
            place = place is TemporaryExpression handle && ExpressionText.Definition(block, handle.Index) is LoadInstruction load ? load.Address : place;
        }

        while (place is OffsetExpression member)
        {
            place = DefectRecorder.Stripped(member.Address);
        }

        return place is not IndexExpression element ? -1 : DefectRecorder.Stripped(element.Address) switch
        {
            LocalAddressExpression local => local.Slot,
            TemporaryExpression pointer when ExpressionText.Definition(block, pointer.Index) is LoadInstruction { Address: LocalAddressExpression variable } => variable.Slot,
            _ => -1,
        };
    }
}
