using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Which locks the threads beside a fork can hold when it happens. A lock that none of them ever takes is free in the child, whoever else of the
/// program takes it: nobody waits for it there.
/// </summary>
internal sealed class LockHolders(ImmutableArray<FunctionFacts> functions, ThreadReach reach)
{
    private readonly Dictionary<(ProgramThreads Program, string Threads), Held> known = [];

    /// <summary>What some threads take.</summary>
    private sealed class Held
    {
        public HashSet<HandlePlace> Own { get; } = [];

        public HashSet<string> Library { get; } = [];

        public bool Streams { get; set; }

        /// <summary>They take locks of which it is not known where they are kept, or call what is not seen.</summary>
        public bool Unseen { get; set; }
    }

    public bool CanHold(ProgramThreads program, Defect defect, UnsafeCall call)
    {
        if (call.Kind is not (UnsafeKind.OwnLock or UnsafeKind.LibraryLock or UnsafeKind.Stdio) || (call.Kind == UnsafeKind.OwnLock && !call.Lock.IsKnown))
        {
            return true;
        }

        Held held = Of(program, defect);
        return held.Unseen || call.Kind switch
        {
            UnsafeKind.OwnLock => held.Own.Contains(call.Lock),
            UnsafeKind.LibraryLock => LibraryLocks.Of(call.Callee).Any(held.Library.Contains),
            _ => held.Streams,
        };
    }

    private Held Of(ProgramThreads program, Defect defect)
    {
        // Beside a thread that forks there is main with all that it calls, and whoever calls what is called from outside may have threads as well.
        if (program.ThreadOf(defect.Function) is not null || program.IsFromOutside(defect.Function))
        {
            return known.TryGetValue((program, ""), out Held? any) ? any : known[(program, "")] = Of(program.Functions);
        }

        ThreadCreation[] before = [.. defect.IsThreadCertain ? program.Before(defect.Function).Union(program.MadeBy(defect.Function)) : program.Before(defect.Function)];
        string key = string.Join(' ', before.Select(creation => creation.Function + ":" + creation.Span.Line + ":" + creation.Span.Column));
        if (known.TryGetValue((program, key), out Held? held))
        {
            return held;
        }

        held = Of(program.RunBy(before));

        // A wrapper's threads run what its callers give it, which are creations of their own.
        held.Unseen |= before.Length == 0 || before.Any(creation => creation.StartRoutines.IsEmpty && creation.IsDirect && creation.ParameterRoutines.IsEmpty);
        return known[(program, key)] = held;
    }

    private Held Of(IEnumerable<int> members)
    {
        var held = new Held();
        foreach (int function in members)
        {
            FunctionFacts facts = functions[function];
            held.Own.UnionWith(facts.LockUses.Where(use => use.Action == LockAction.Take).Select(use => use.Lock));
            held.Unseen |= facts.IsIncomplete || reach.CallsUnseen(function);
            foreach (UnsafeCall call in facts.UnsafeCalls)
            {
                held.Unseen |= call.Kind == UnsafeKind.OwnLock && !call.Lock.IsKnown;
                held.Streams |= call.Kind == UnsafeKind.Stdio;
                if (call.Kind == UnsafeKind.LibraryLock)
                {
                    held.Library.UnionWith(LibraryLocks.Of(call.Callee));
                }
            }
        }

        return held;
    }
}
