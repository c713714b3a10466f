using Cleak.Findings;

namespace Cleak.Analysis;

/// <summary>
/// Joins and detaches that POSIX and C leave undefined: of a thread that was joined or detached, of oneself, of a handle that was never filled
/// (pthread_join(3), pthread_detach(3), pthread_create(3): after a failure the id is undefined; C23 7.28.5.3, 7.28.5.6).
/// </summary>
internal sealed class ThreadMisuse(AnalysisContext context, DefectRecorder recorder)
{
    /// <param name="inner">The call in a callee that joins or detaches, where it is one.</param>
    public void Check(AbstractState state, int number, Value handle, bool isDetach, TraceStep? inner)
    {
        if (handle.IsUninitialized)
        {
            if (inner is null)
            {
                Record(state, number, -1, default, "was never filled", isDetach, null);
            }

            return;
        }

        if (!handle.IsTerm || handle.Offset != 0)
        {
            return;
        }

        ref readonly Term term = ref context.Terms[handle.Term];
        if (term is { Kind: TermKind.Fresh, A: CallTransfer.SelfInstruction })
        {
            // A callee may have compared it with the running thread's own, which its summary does not tell.
            if (!isDetach && inner is null)
            {
                Record(state, number, -1, default, "is the thread that waits", isDetach, null);
            }

            return;
        }

        if (term is { Kind: TermKind.Fresh, B: ThreadEffects.FailedHandle } && IsCreation(term.A))
        {
            bool isAsked = context.Code.Instruction(term.A) is Ir.CallInstruction { Temporary: >= 0 };
            Record(state, number, term.A, new Resource(handle.Term, ResourceKind.Thread, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1), isAsked ? "was not filled: its creation failed" : "may not be filled: nothing asks whether its creation failed", isDetach, inner);
            return;
        }

        int at = state.FindResource(handle.Term);
        if (at < 0 || state.Resources[at] is not { Kind: ResourceKind.Thread, State: ResourceState.Released or ResourceState.Detached } thread
            || thread.Has(ResourceFlags.Imprecise) || thread.Has(ResourceFlags.Reported) || (thread.Acquired < 0 && term.Kind is not (TermKind.Parameter or TermKind.Content)) || IsOneOfMany(handle.Term) || IsAnotherRound(number, thread))
        {
            return;
        }

        state.Resources[at] = thread with { Flags = thread.Flags | ResourceFlags.Reported };
        string how = thread.State == ResourceState.Released ? "was joined before"
            : thread.Acquired >= 0 && thread.Last == thread.Acquired ? "was created detached" : "was detached before";
        Record(state, number, context.History[thread.Last].Instruction, thread, how, isDetach, inner);
    }

    private void Record(AbstractState state, int number, int related, Resource thread, string how, bool isDetach, TraceStep? inner)
    {
        string name = recorder.NameOfArgument(number, 0);
        string callee = recorder.CalleeName(number);
        TraceStep last = new(context.Code.Span(number), context.Function.Name, $"{(isDetach ? "detached" : "joined")} by '{callee}', though it {how}", FlowStepKinds.Use | FlowStepKinds.Defect | (isDetach ? FlowStepKinds.Detach : FlowStepKinds.Join), inner is null ? [] : [inner]);
        recorder.Record(DefectKind.ThreadMisused, number, related, thread with { Kind = ResourceKind.Thread }, state.History, last, defect => defect with
        {
            Subject = name,
            Callee = callee,
            Detail = how,
            Target = isDetach ? "detached" : "joined",
            IsUnasked = related >= 0 && thread.State == ResourceState.Foreign && context.Code.Instruction(related) is Ir.CallInstruction { Temporary: < 0 },
        });
    }

    private bool IsCreation(int instruction) =>
        instruction >= 0 && !context.Code.IsTerminator(instruction) && context.Code.Instruction(instruction) is Ir.CallInstruction { DirectCallee: { } callee }
        && context.Program.Models.Find(context.UnitIndex, callee)?.Behavior is Behavior.ThreadCreate or Behavior.ThreadCreateC11;

    /// <summary>
    /// The same call has joined it before, in a round over many that the function has not created: what the round before wrote into each of them
    /// to tell those that are done, the path has lost with the index.
    /// </summary>
    private bool IsAnotherRound(int number, Resource thread) =>
        thread.Acquired < 0 && context.History[thread.Last].Instruction == number && context.Code.Instruction(number) is Ir.CallInstruction call
        && call.Arguments.Any(argument => GoesRound(context.Code.BlockOf(number), argument));

    private bool GoesRound(Ir.BasicBlock block, Ir.Expression place) => place switch
    {
        Ir.CastExpression cast => GoesRound(block, cast.Operand),
        Ir.OffsetExpression offset => GoesRound(block, offset.Address),
        Ir.IndexExpression index => index.Index is not Ir.ConstantExpression || GoesRound(block, index.Address),
        Ir.TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is Ir.LoadInstruction load =>
            load.Address is Ir.LocalAddressExpression local ? load.Type.IsPointer && IsCursor(local.Slot) : GoesRound(block, load.Address),
        _ => false,
    };

    /// <summary>The pointer is set again and again, or to an element at an index.</summary>
    private bool IsCursor(int slot)
    {
        int stores = 0;
        foreach (Ir.BasicBlock block in context.Function.Blocks)
        {
            foreach (Ir.Instruction instruction in block.Instructions)
            {
                if (instruction is Ir.StoreInstruction { Address: Ir.LocalAddressExpression local } store && local.Slot == slot)
                {
                    stores++;
                    if (stores > 1 || HasIndex(store.Value))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private static bool HasIndex(Ir.Expression address) => address switch
    {
        Ir.CastExpression cast => HasIndex(cast.Operand),
        Ir.OffsetExpression offset => HasIndex(offset.Address),
        Ir.IndexExpression index => index.Index is not Ir.ConstantExpression || HasIndex(index.Address),
        _ => false,
    };

    /// <summary>An element at an index that is not known, or the last of the names that an instruction gives.</summary>
    private bool IsOneOfMany(int term)
    {
        if (context.Terms[term] is { Kind: TermKind.Acquired, B: ResourceTracker.MaxInstances })
        {
            return true;
        }

        while (context.Terms[term].Kind == TermKind.Content)
        {
            term = context.Terms[term].A;
            if (context.Terms[term].Kind == TermKind.Element)
            {
                return true;
            }
        }

        return context.Terms[term].Kind == TermKind.Merged;
    }
}
