using System.Collections.Immutable;
using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Objects whose address a thread was given: until the thread is joined, or the path has waited for a sign of it, the thread may use them.
/// An object of the stack that ends before is a fact; so is one that is changed and given to the next thread.
/// </summary>
internal sealed class ThreadLoans(AnalysisContext context, PathCondition path, DefectRecorder recorder)
{
    private const int MaxDepth = 3;
    private readonly TermTable terms = context.Terms;
    private readonly RoutineArguments routines = new(context.Program);
    private readonly LoopNests loops = new(context.Code);
    private readonly SortedSet<int> joins = [];
    private bool takesLocks;

    private bool IsMain => context.Function.Name == "main";

    /// <summary>A thread was created that is given a value.</summary>
    /// <param name="thread">Its handle; 0 where that is not known.</param>
    /// <param name="routine">What it runs; no value where that is not known.</param>
    /// <param name="inner">The creation inside a callee, where it is one.</param>
    public void Lend(AbstractState state, int number, int thread, Value routine, Value argument, TraceStep? inner)
    {
        argument = path.Resolve(state, argument);
        int function = routine.IsTerm && terms[routine.Term] is { Kind: TermKind.FunctionAddress, A: >= 0 } target ? target.A : -1;
        if (!argument.IsTerm || (function >= 0 && !routines.IsUsed(function)))
        {
            return;
        }

        CheckShared(state, number, argument);
        Lend(state, number, new LentAddress(argument, terms.Object(argument.Term), thread, -1) { IsDirect = true, Routine = function }, inner, 0);
    }

    private void Lend(AbstractState state, int number, LentAddress lent, TraceStep? inner, int depth)
    {
        ref readonly Term term = ref terms[lent.Object];
        if (term.IsStackAddress || term.Kind == TermKind.GlobalAddress || (lent.IsDirect && term.IsInterface))
        {
            context.History.Record(state, number, EventKind.Lend, lent.Object, inner is null ? 0 : recorder.Nest(inner));
            state.Lent.Add(lent with { Event = state.History });
        }

        // What the object leads to is given with it.
        for (int i = 0; i < state.CellCount && depth < MaxDepth; i++)
        {
            int cell = state.CellIds[i];
            if (context.Cells.RootOf(cell) != lent.Object || GhostFacts.Is(context.Cells[cell]) || context.Cells[cell].Width != 8)
            {
                continue;
            }

            Value held = path.Resolve(state, state.CellValues[i]);
            int root = held.IsTerm ? terms.Object(held.Term) : 0;
            if (root > 0 && root != lent.Object && terms[root].IsStackAddress && !IsLent(state, root, lent.Thread))
            {
                Lend(state, number, lent with { Object = root, IsDirect = false }, inner, depth + 1);
            }
        }
    }

    private static bool IsLent(AbstractState state, int root, int thread)
    {
        for (int i = 0; i < state.Lent.Count; i++)
        {
            if (state.Lent[i].Object == root && state.Lent[i].Thread == thread)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A thread is joined: what it was given is its creator's again. Which thread an unknown handle means is not known.</summary>
    public void Joined(AbstractState state, int number, Value handle)
    {
        joins.Add(context.Code.BlockOf(number).Ordinal);
        bool isKnown = handle.IsTerm && ResourceTracker.Find(state, handle) >= 0;
        for (int i = state.Lent.Count - 1; i >= 0; i--)
        {
            if (!isKnown || state.Lent[i].Thread == 0 || state.Lent[i].Thread == handle.Term)
            {
                state.Lent.RemoveAt(i);
            }
        }
    }

    /// <summary>The path waits, or calls what may: what its threads have done by then is not known.</summary>
    public static void Waited(AbstractState state) => state.Lent.Clear();

    public void Locked() => takesLocks = true;

    /// <summary>A value is read: a loop that does nothing but look at what the thread can write waits for it.</summary>
    public void Loaded(AbstractState state, int number, LoadInstruction load, Value address)
    {
        int block = context.Code.BlockOf(number).Ordinal;
        int root = address.IsTerm ? terms.Object(address.Term) : 0;
        bool isShared = root > 0 && terms[root].Kind == TermKind.GlobalAddress;
        for (int i = state.Lent.Count - 1; i >= 0; i--)
        {
            bool isLooked = load.IsVolatile || isShared || state.Lent[i].Object == root;
            if (isLooked && loops.IsApart(block, context.Code.BlockOf(context.History[state.Lent[i].Event].Instruction).Ordinal))
            {
                state.Lent.RemoveAt(i);
            }
        }
    }

    /// <summary>A function is called: a loop that asks one again and again may wait for what it answers.</summary>
    public void Asked(AbstractState state, int number)
    {
        int block = context.Code.BlockOf(number).Ordinal;
        for (int i = state.Lent.Count - 1; i >= 0; i--)
        {
            if (loops.IsApart(block, context.Code.BlockOf(context.History[state.Lent[i].Event].Instruction).Ordinal))
            {
                state.Lent.RemoveAt(i);
            }
        }
    }

    /// <summary>Bytes of an object are written.</summary>
    public void Stored(AbstractState state, int number, Value address, IrType type)
    {
        if (!address.IsTerm)
        {
            return;
        }

        for (int i = 0; i < state.Lent.Count; i++)
        {
            LentAddress lent = state.Lent[i];
            if (!lent.IsDirect || lent.ChangedAt >= 0 || lent.Argument.Term != address.Term)
            {
                continue;
            }

            int offset = address.Offset - lent.Argument.Offset;
            bool isScalar = IsScalar(lent.Object);
            bool isRead = lent.Routine >= 0 ? routines.Takes(lent.Routine, offset, (int)Math.Max(1, type.Size), !isScalar) : offset == 0 && isScalar;
            if (isRead && (isScalar || !takesLocks))
            {
                state.Lent[i] = lent with { ChangedAt = number };
            }
        }
    }

    private bool IsScalar(int root) => terms[root].Kind switch
    {
        TermKind.LocalAddress => context.Function.Locals[terms[root].A].Type.IsScalar,
        TermKind.GlobalAddress => context.Program.Variables[terms[root].A].Symbol.Type.IsScalar,
        _ => false,
    };

    /// <summary>The next thread is given the same address, and what stands there was changed under the first.</summary>
    private void CheckShared(AbstractState state, int number, Value argument)
    {
        for (int i = 0; i < state.Lent.Count; i++)
        {
            LentAddress lent = state.Lent[i];
            if (lent.ChangedAt < 0 || lent.Argument != argument || terms[lent.Object].Kind is not (TermKind.LocalAddress or TermKind.GlobalAddress))
            {
                continue;
            }

            int first = context.History[lent.Event].Instruction;
            string name = NameOf(lent.Object);
            TraceStep changed = TraceStep.Here(context.Code.Span(lent.ChangedAt), context.Function.Name, $"'{name}' is changed while that thread may still read it", FlowStepKinds.Store);
            TraceStep last = TraceStep.Here(context.Code.Span(number), context.Function.Name, $"'{recorder.CalleeName(number)}' gives the same address to the next thread", FlowStepKinds.Spawn | FlowStepKinds.Defect);
            recorder.Record(DefectKind.ArgumentShared, first, number, Subject(lent.Object), state.History, last, defect => defect with
            {
                Subject = name,
                Callee = recorder.CalleeName(first),
                Related = context.Code.Span(lent.ChangedAt),
                Trace = WithBefore(defect.Trace, changed),
            });
            return;
        }
    }

    private static ImmutableArray<TraceStep> WithBefore(ImmutableArray<TraceStep> trace, TraceStep step) =>
        trace.Length == 0 || trace.Any(s => s.Span == step.Span && s.Text == step.Text) ? trace : trace.Insert(trace.Length - 1, step);

    /// <summary>A local's scope ends.</summary>
    public void ScopeEnded(AbstractState state, int number, int slot)
    {
        int ended = terms.LocalAddress(slot);
        for (int i = state.Lent.Count - 1; i >= 0; i--)
        {
            if (state.Lent[i].Object == ended)
            {
                if (context.Code.BlockOf(number) is { Terminator: ReturnTerminator } last)
                {
                    FunctionEnded(state, context.Code.TerminatorNumber(last.Ordinal), isReturn: true);
                    return;
                }

                Record(state, number, state.Lent[i], DefectKind.LentAddressEnds, "goes out of scope");
                state.Lent.RemoveAt(i);
            }
            else if (state.Lent[i].Argument.IsTerm && terms.Object(state.Lent[i].Argument.Term) == ended)
            {
                // What hung on it ends later, or never: whoever follows it has lost the way.
                state.Lent.RemoveAt(i);
            }
        }
    }

    /// <summary>The function is left, or the thread that runs it ends. Where main returns, the process goes, too.</summary>
    public void FunctionEnded(AbstractState state, int number, bool isReturn)
    {
        for (int i = state.Lent.Count - 1; i >= 0; i--)
        {
            LentAddress lent = state.Lent[i];
            if (!terms[lent.Object].IsStackAddress)
            {
                continue;
            }

            if (!IsMain)
            {
                Record(state, number, lent, DefectKind.LentAddressEnds, isReturn ? "ends with the function" : "ends with the thread");
            }
            else if (isReturn)
            {
                Record(state, number, lent, DefectKind.EndsUnderThreads, "ends with the process");
            }

            state.Lent.RemoveAt(i);
        }
    }

    /// <summary>The process ends by a call: only where main itself does it, and what it gave is its own, the path is known well enough.</summary>
    public void ProcessEnded(AbstractState state, int number)
    {
        for (int i = 0; i < state.Lent.Count && IsMain; i++)
        {
            if (terms[state.Lent[i].Object].IsStackAddress)
            {
                Record(state, number, state.Lent[i], DefectKind.EndsUnderThreads, "ends with the process");
            }
        }
    }

    private void Record(AbstractState state, int number, LentAddress lent, DefectKind kind, string how)
    {
        int creation = context.History[lent.Event].Instruction;
        int block = context.Code.BlockOf(number).Ordinal, created = context.Code.BlockOf(creation).Ordinal;
        foreach (int join in joins)
        {
            if (loops.IsBehind(block, join, created))
            {
                // A loop joins threads: that it does so as often as they were created cannot be followed.
                return;
            }
        }

        int at = lent.Thread > 0 ? state.FindResource(lent.Thread) : -1;
        if (at >= 0 && state.Resources[at].State == ResourceState.Released)
        {
            return;
        }

        bool isDetached = at >= 0 && state.Resources[at].State == ResourceState.Detached;
        TraceStep? detach = isDetached && context.History[state.Resources[at].Last].Kind == EventKind.Detach ? recorder.Step(context.History[state.Resources[at].Last]) : null;
        string name = NameOf(lent.Object);
        string subject = name.Length > 0 ? $"'{name}'" : "the memory of the stack";
        TraceStep last = TraceStep.Here(context.Code.Span(number), context.Function.Name, $"{subject} {how}, and the thread may still use it", FlowStepKinds.Return | FlowStepKinds.Defect);
        bool isAtEnd = kind == DefectKind.EndsUnderThreads;
        recorder.Record(kind, isAtEnd ? number : creation, isAtEnd ? creation : -1, Subject(lent.Object), state.History, last, defect => defect with
        {
            Subject = name,
            Callee = recorder.CalleeName(creation),
            Target = lent.Routine >= 0 ? context.Program.Functions[lent.Routine].Name : "",
            Detail = isDetached ? "detached" : "",
            Related = isAtEnd ? context.Code.Span(creation) : Declared(lent.Object),
            Trace = detach is null ? defect.Trace : Inserted(defect.Trace, detach),
        });
    }

    private static ImmutableArray<TraceStep> Inserted(ImmutableArray<TraceStep> trace, TraceStep step)
    {
        int at = Math.Max(0, trace.Length - 1);
        while (at > 1 && trace[at - 1].Span.File == step.Span.File && trace[at - 1].Span.Line > step.Span.Line)
        {
            at--;
        }

        return trace.Insert(at, step);
    }

    private static Resource Subject(int root) => new(root, ResourceKind.Thread, ResourceState.Foreign, ResourceFlags.None, 0, -1, -1);

    private SourceSpan Declared(int root) => terms[root].Kind switch
    {
        TermKind.LocalAddress => context.Function.Locals[terms[root].A].Span,
        TermKind.StackBlock => context.Code.Span(terms[root].A),
        _ => SourceSpan.None,
    };

    private string NameOf(int root) => terms[root].Kind switch
    {
        TermKind.LocalAddress => context.Function.Locals[terms[root].A].Name,
        TermKind.GlobalAddress => context.Program.Variables[terms[root].A].Symbol.Name,
        _ => "",
    };
}
