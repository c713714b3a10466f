using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// What pthread_atfork has run around each fork of a program: locks that the prepare handlers take and the child handlers give back, or make anew, are
/// whole in the child.
/// </summary>
public sealed class ForkHandlers
{
    private readonly Program program;
    private readonly HashSet<(int Program, HandlePlace Lock)> kept = [];
    private readonly HashSet<int> withHandlers = [];
    private readonly HashSet<HandlePlace> shared = [];

    internal ForkHandlers(Program program, ImmutableArray<FunctionFacts> functions)
    {
        this.program = program;
        foreach (int index in Enumerable.Range(0, program.Programs.Length))
        {
            FunctionFacts[] members = [.. functions.Where(facts => program.Programs[index].BinarySearch(facts.Function.UnitIndex) >= 0 && !(facts.PrepareHandlers.IsEmpty && facts.ChildHandlers.IsEmpty))];
            if (members.Length == 0)
            {
                continue;
            }

            withHandlers.Add(index);
            HashSet<HandlePlace> taken = Locks(functions, members.SelectMany(facts => facts.PrepareHandlers), LockAction.Take);
            HashSet<HandlePlace> given = Locks(functions, members.SelectMany(facts => facts.ChildHandlers), LockAction.GiveBack);
            HashSet<HandlePlace> renewed = Locks(functions, members.SelectMany(facts => facts.ChildHandlers), LockAction.Initialize);
            taken.IntersectWith(given);
            kept.UnionWith(taken.Concat(renewed).Select(place => (index, place)));
        }

        foreach (FunctionFacts facts in functions)
        {
            shared.UnionWith(facts.LockUses.Where(use => use.Action == LockAction.Share).Select(use => use.Lock));
        }

        // Where some are made for one process, which of them a child takes is not known.
        foreach (FunctionFacts facts in shared.Count > 0 ? functions : [])
        {
            shared.ExceptWith(facts.LockUses.Where(use => use.Action == LockAction.Initialize && !facts.LockUses.Contains(use with { Action = LockAction.Share })).Select(use => use.Lock));
        }
    }

    /// <summary>Handlers keep a lock whole in the children that a function makes, or it is one for all processes.</summary>
    public bool Keep(HandlePlace place, int function) =>
        shared.Contains(place) || (place.IsKnown && kept.Count > 0 && program.ProgramsOf(program.Functions[function].UnitIndex).Any(index => kept.Contains((index, place))));

    /// <summary>A program with the function has handlers run around its forks.</summary>
    public bool Exist(int function) => withHandlers.Count > 0 && program.ProgramsOf(program.Functions[function].UnitIndex).Any(withHandlers.Contains);

    private static HashSet<HandlePlace> Locks(ImmutableArray<FunctionFacts> functions, IEnumerable<int> handlers, LockAction action)
    {
        var found = new HashSet<HandlePlace>();
        var seen = new HashSet<int>();
        var work = new Stack<int>(handlers);
        while (work.TryPop(out int function))
        {
            if (seen.Add(function))
            {
                found.UnionWith(functions[function].LockUses.Where(use => use.Action == action).Select(use => use.Lock));
                foreach (int callee in functions[function].Callees)
                {
                    work.Push(callee);
                }
            }
        }

        return found;
    }
}
