using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A call through a pointer: to the function whose address the path holds, else to each of those that the program stores where the pointer
/// is read from.
/// </summary>
internal sealed class PointerCalls(AnalysisContext context, SummarySet summaries, CallTransfer calls)
{
    private readonly List<int> ends = [];

    /// <summary>False where it is not known who is called; the state is left as it is then.</summary>
    /// <param name="callee">What the pointer holds.</param>
    public bool Apply(AbstractState state, int number, CallInstruction call, Value callee, Value[] arguments, List<AbstractState> next)
    {
        int caller = context.Code.Linked.Id;
        if (callee is { IsTerm: true, Offset: 0 } && context.Terms[callee.Term] is { Kind: TermKind.FunctionAddress, A: var known })
        {
            if (!IsUsable(caller, known))
            {
                return false;
            }

            Go(state, number, call, known, arguments, next);
            return true;
        }

        ImmutableArray<int> targets = context.Program.Calls.Of(caller, call);
        if (targets.IsEmpty || !targets.All(target => IsUsable(caller, target)))
        {
            return false;
        }

        if (targets.Length == 1)
        {
            Go(state, number, call, targets[0], arguments, next);
            return true;
        }

        int first = next.Count;
        ends.Clear();
        calls.CalleeDefects.IsUncertain = true;
        Reach? plain = null;
        foreach (int target in targets)
        {
            if (PlainReach(target) is { } reach)
            {
                plain = plain is { } others ? others.With(reach) : reach;
            }
            else
            {
                Go(context.Pool.Copy(state), number, call, target, arguments, next);
                ends.Add(next.Count);
            }
        }

        if (plain is { } all)
        {
            calls.Reaching(context.Pool.Copy(state), number, call, arguments, all, next);
            ends.Add(next.Count);
        }

        calls.CalleeDefects.IsUncertain = false;
        Level(state, next, first);
        context.Pool.Release(state);
        return true;
    }

    private bool IsUsable(int caller, int target)
    {
        if (target >= 0)
        {
            return context.Program.Calls.IsBefore(caller, target) && (summaries.Find(target) is not null || context.Program.Endless[target]);
        }

        (int unit, Symbol symbol) = CallTargets.Named(context.Program, target);
        return context.Program.Models.Find(unit, symbol) is not null;
    }

    /// <summary>
    /// What the target may reach, where nothing happens in it to a resource, a lock or a thread: comparers, hashes, printers. Its cases would
    /// split the path for nothing.
    /// </summary>
    private Reach? PlainReach(int target) => target >= 0 && summaries.Find(target) is { IsPlain: true } summary ? Reach.Of(summary) : null;

    private void Go(AbstractState state, int number, CallInstruction call, int target, Value[] arguments, List<AbstractState> next)
    {
        if (PlainReach(target) is { } reach)
        {
            calls.Notes.Called(state, number, target);
            calls.NoteCalls(state, number, summaries.Find(target)!, arguments);
            calls.Reaching(state, number, call, arguments, reach, next);
        }
        else if (target >= 0)
        {
            LinkedFunction function = context.Program.Functions[target];
            calls.To(state, number, call, function, function.Function.Symbol, function.UnitIndex, arguments, next);
        }
        else
        {
            (int unit, Symbol symbol) = CallTargets.Named(context.Program, target);
            calls.To(state, number, call, null, symbol, unit, arguments, next);
        }
    }

    /// <summary>
    /// Which of several functions it is hangs on what was chosen when the pointer was stored, as was what they do: a closer that releases
    /// stands beside an opener that allocates. What not all of them do to a thing is not known afterwards.
    /// </summary>
    private void Level(AbstractState before, List<AbstractState> next, int first)
    {
        for (int i = first; i < next.Count; i++)
        {
            for (int r = 0; r < next[i].ResourceCount; r++)
            {
                Resource resource = next[i].Resources[r];
                bool isOld = resource.Acquired < 0 || before.FindResource(resource.Term) >= 0;
                if (isOld ? !IsSame(next, first, resource.Term) : !IsMadeByAll(before, next, first, resource.Kind))
                {
                    GiveUp(next, first, resource.Term);
                }
            }
        }
    }

    /// <summary>Each target makes something of the kind: what only some make may be made for objects of another sort than this one.</summary>
    private bool IsMadeByAll(AbstractState before, List<AbstractState> next, int first, ResourceKind kind)
    {
        int start = first;
        foreach (int end in ends)
        {
            bool makes = start == end;
            for (int i = start; i < end && !makes; i++)
            {
                for (int r = 0; r < next[i].ResourceCount && !makes; r++)
                {
                    makes = next[i].Resources[r] is { Acquired: >= 0 } made && made.Kind == kind && before.FindResource(made.Term) < 0;
                }
            }

            if (!makes)
            {
                return false;
            }

            start = end;
        }

        return true;
    }

    /// <summary>Each target leaves the thing in the same states.</summary>
    private bool IsSame(List<AbstractState> next, int first, int term)
    {
        uint common = 0;
        int start = first;
        foreach (int end in ends)
        {
            uint seen = 0;
            for (int i = start; i < end; i++)
            {
                int at = next[i].FindResource(term);
                seen |= at < 0 ? 1u << 31 : 1u << (int)next[i].Resources[at].State;
            }

            if (seen != 0 && common != 0 && seen != common)
            {
                return false;
            }

            common |= seen;
            start = end;
        }

        return true;
    }

    private static void GiveUp(List<AbstractState> next, int first, int term)
    {
        for (int i = first; i < next.Count; i++)
        {
            if (next[i].FindResource(term) is >= 0 and var at)
            {
                next[i].Resources[at] = next[i].Resources[at] with { State = ResourceState.Escaped, Flags = next[i].Resources[at].Flags | ResourceFlags.Imprecise };
            }
        }
    }
}
