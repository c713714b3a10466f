using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Compares the returns of a function: a lock that one path takes and gives back, and another path still holds where it returns, and says by its
/// result that it failed, or the same as the other. A function that leaves with the lock on each path that took it does so by contract, and one that tells
/// its caller by the result may.
/// </summary>
internal sealed class LockBalance(AnalysisContext context, PathCondition path, LockTracker locks, DefectRecorder recorder)
{
    public void Check(List<(AbstractState State, int Return)> returns)
    {
        var cells = new SortedSet<int>();
        foreach ((AbstractState state, _) in returns)
        {
            for (int i = 0; i < state.CellCount; i++)
            {
                if (GhostCells.Is(context.Cells[state.CellIds[i]], GhostCells.Lock))
                {
                    cells.Add(state.CellIds[i]);
                }
            }
        }

        foreach (int cell in cells)
        {
            Check(returns, cell);
        }
    }

    private void Check(List<(AbstractState State, int Return)> returns, int cell)
    {
        foreach ((AbstractState held, int at) in returns)
        {
            if (locks.StateOf(held, cell) != LockState.Held || IsBesideCases(held))
            {
                continue;
            }

            foreach ((AbstractState released, _) in returns)
            {
                if (locks.StateOf(released, cell) == LockState.Released && IsForgotten(held, released) && !IsNoted(held, released) && Event(held, EventKind.Lock, cell) is >= 0 and var taken)
                {
                    Record(held, at, cell, taken, Event(released, EventKind.Unlock, cell));
                    break;
                }
            }
        }
    }

    /// <summary>
    /// The path takes none of the cases of a switch that has no default: they are taken for all that there are, for in each of them stands what becomes of
    /// the lock.
    /// </summary>
    private bool IsBesideCases(AbstractState held)
    {
        for (int e = held.History; e >= 0; e = context.History[e].Parent)
        {
            PathEvent step = context.History[e];
            if (step.Kind == EventKind.Branch && context.Code.Terminator(step.Instruction) is SwitchTerminator choice && step.Detail == choice.Cases.Length && context.Code.IsJoin(choice.DefaultTarget))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The result of the path that holds the lock does not tell the caller that it does.</summary>
    private bool IsForgotten(AbstractState held, AbstractState released)
    {
        Value result = Result(held), other = Result(released);
        if (result.IsNone)
        {
            return other.IsNone;
        }

        Fact known = path.Range(held, result);
        bool isPointer = context.Function.Type.Element is { IsPointer: true };
        return known.High < 0
            || (isPointer && known is { IsConstant: true, Low: 0 })
            || (!isPointer && known.IsConstant && path.Range(released, other) is { IsConstant: true } same && same.Low == known.Low);
    }

    /// <summary>
    /// The two paths leave different constants where others look: one of them may be the flag that says who holds the lock. Or the one that holds it
    /// leaves there who gives it back: a function that unlocks what it has not locked.
    /// </summary>
    private bool IsNoted(AbstractState held, AbstractState released)
    {
        for (int i = 0; i < held.CellCount; i++)
        {
            ref readonly Cell cell = ref context.Cells[held.CellIds[i]];
            bool isSeen = cell.Width != Memory.GhostWidth && context.Terms.Object(cell.Object) != context.Terms.ResultObject();
            if (isSeen && held.CellValues[i].IsTerm && context.Terms[held.CellValues[i].Term] is { Kind: TermKind.FunctionAddress, A: >= 0 } stored && UnlockingFunctions.Is(context.Program, stored.A))
            {
                return true;
            }

            int at = isSeen ? released.FindCell(held.CellIds[i]) : -1;
            if (at >= 0 && context.Terms.TryConstant(path.Resolve(held, held.CellValues[i]), out long one)
                && context.Terms.TryConstant(path.Resolve(released, released.CellValues[at]), out long other) && one != other)
            {
                return true;
            }
        }

        return false;
    }

    private Value Result(AbstractState state)
    {
        int at = state.FindCell(context.Cells.Intern(new Cell(context.Terms.ResultObject(), 0, 8, 0, 0)));
        return at < 0 ? Value.None : path.Resolve(state, state.CellValues[at]);
    }

    private int Event(AbstractState state, EventKind kind, int cell)
    {
        int subject = LockTracker.Subject(cell);
        for (int e = state.History; e >= 0; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == kind && context.History[e].Subject == subject)
            {
                return e;
            }
        }

        return -1;
    }

    private void Record(AbstractState held, int at, int cell, int taken, int released)
    {
        int call = context.History[taken].Instruction;
        var subject = new Resource(LockTracker.Subject(cell), ResourceKind.ThreadObject, ResourceState.Live, ResourceFlags.None, 0, taken, taken);
        TraceStep last = TraceStep.Here(context.Code.Span(at), context.Function.Name, "returns with it locked", FlowStepKinds.Return | FlowStepKinds.Defect);
        recorder.Record(DefectKind.LockHeldAtReturn, call, released < 0 ? -1 : context.History[released].Instruction, subject, held.History, last, defect => defect with
        {
            Subject = recorder.NameOfArgument(call, locks.ArgumentOf(call, cell)).TrimStart('&'),
            Callee = recorder.CalleeName(call),
        });
    }
}
