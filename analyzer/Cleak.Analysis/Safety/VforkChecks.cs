using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// The child of vfork runs in its parent's memory, on its parent's stack: it may call _exit and the exec functions, and change nothing but the
/// variable that holds vfork's result (POSIX.1-2001 XSH vfork; vfork(2)).
/// </summary>
internal sealed class VforkChecks(AnalysisContext context, DefectRecorder recorder)
{
    public const string Writes = "writes", Returns = "returns", Calls = "calls", CallsSafe = "calls what is safe";

    public void Model(AbstractState state, int number, FunctionModel model, UnsafeKind kind)
    {
        if (model.Behavior is Behavior.Exec or Behavior.Fork or Behavior.Vfork || (model.Behavior == Behavior.ExitImmediately && kind == UnsafeKind.None) || model.Safety == SignalSafety.Unknown)
        {
            return;
        }

        // What only computes touches nothing of the parent's.
        if (!(kind == UnsafeKind.None && (model.Has(CallTraits.Pure) || model.Safety == SignalSafety.Harmless)))
        {
            Record(state, number, kind == UnsafeKind.None ? CallsSafe : Calls, model.Name, $"'{model.Name}' is called in the child of vfork", null);
        }
    }

    public void Callee(AbstractState state, int number, FunctionSummary summary, string name)
    {
        SummaryUnsafeCall? worst = summary.UnsafeCalls.FirstOrDefault(call => call.Kind is not (UnsafeKind.Other or UnsafeKind.Jump or UnsafeKind.Unknown or UnsafeKind.ObjectRead or UnsafeKind.ObjectWrite));
        Record(state, number, worst is null ? CallsSafe : Calls, name, $"'{name}' is called in the child of vfork", worst?.Step);
    }

    /// <summary>A store: to what is the child's alone, it is harmless.</summary>
    public void Store(AbstractState state, int number, StoreInstruction store)
    {
        if (state.Role != ProcessRole.VforkChild || (state.RoleFlags & RoleFlags.ToldWrite) != 0 || IsResult(state, store) || IsOwn(state, store.Address))
        {
            return;
        }

        state.RoleFlags |= RoleFlags.ToldWrite;
        string place = ExpressionText.Place(context.Function, context.Code.BlockOf(number), store.Address);
        Record(state, number, Writes, place, place.Length > 0 ? $"'{place}' is written in the child of vfork" : "memory is written in the child of vfork", null);
    }

    /// <summary>A path returns; true for that of a child, which ends there: nothing is defined behind it.</summary>
    public bool Return(AbstractState state, int number)
    {
        if (state.Role != ProcessRole.VforkChild)
        {
            return false;
        }

        Record(state, number, Returns, "", "the child of vfork returns", null);
        return true;
    }

    private bool IsResult(AbstractState state, StoreInstruction store) =>
        DefectRecorder.Stripped(store.Value) is TemporaryExpression temporary
        && context.Code.Instruction(context.History[state.RoleEvent].Instruction) is CallInstruction { Temporary: >= 0 } call && call.Temporary == temporary.Index;

    /// <summary>A variable whose life begins in the child, or that the compiler made.</summary>
    private bool IsOwn(AbstractState state, Expression address)
    {
        while (address is OffsetExpression or IndexExpression or CastExpression)
        {
            address = address switch
            {
                OffsetExpression offset => offset.Address,
                IndexExpression index => index.Address,
                _ => ((CastExpression)address).Operand,
            };
        }

        if (address is not LocalAddressExpression local)
        {
            return false;
        }

        int slot = local.Slot, fork = context.History[state.RoleEvent].Instruction;
        if (context.Function.Locals[slot].Name.Length == 0)
        {
            return true;
        }

        foreach (BasicBlock block in context.Function.Blocks)
        {
            for (int i = 0; i < block.Instructions.Length; i++)
            {
                if (block.Instructions[i] is LifetimeStartInstruction start && start.Slot == slot)
                {
                    return context.Code.First(block.Ordinal) + i > fork;
                }
            }
        }

        return false;
    }

    private void Record(AbstractState state, int number, string detail, string what, string text, TraceStep? inner)
    {
        int fork = context.History[state.RoleEvent].Instruction;
        TraceStep last = new(context.Code.Span(number), context.Function.Name, text, FlowStepKinds.Defect, inner is null ? [] : [inner]);
        recorder.Record(DefectKind.VforkMisuse, number, fork, default, state.History, last, part: -1, complete: defect => defect with
        {
            Subject = what,
            Callee = recorder.CalleeName(fork),
            Detail = detail,
        });
    }
}
