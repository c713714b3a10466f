using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Static objects that a signal handler shares with what it interrupts: it writes what others read or write, or reads what others write, once it
/// is registered. What only the handler uses, and what was written before, is nobody's matter.
/// </summary>
public sealed class HandlerObjects
{
    private readonly Program program;
    private readonly ImmutableArray<FunctionFacts> functions;
    private readonly ThreadReach reach;
    private readonly ImmutableArray<ImmutableArray<(int Instruction, ObjectUse Use)>> uses = [];
    private readonly ILookup<int, (int Function, int Instruction)> registrations;
    private readonly ILookup<int, int> callersOf;
    private readonly int[] roots;
    private readonly Dictionary<int, AfterHandler> after = [];

    internal HandlerObjects(Program program, ImmutableArray<FunctionFacts> functions, ThreadReach reach, ImmutableArray<ThreadCreation> creations)
    {
        this.program = program;
        this.functions = functions;
        this.reach = reach;
        registrations = functions.SelectMany(function => function.Handlers).ToLookup(handler => handler.Function, handler => handler.At);
        HashSet<int> wanted = [.. registrations.SelectMany(handler => functions[handler.Key].UnsafeCalls.Where(call => call.IsObject).Select(call => call.Object.Variable))];
        if (wanted.Count > 0)
        {
            uses = [.. program.Functions.Select(function => StaticUses.In(program, function, wanted))];
        }

        callersOf = Enumerable.Range(0, functions.Length).SelectMany(caller => reach.Callees(caller).Select(callee => (caller, callee))).ToLookup(pair => pair.callee, pair => pair.caller);
        HashSet<int> threads = [.. creations.SelectMany(creation => creation.StartRoutines)];
        roots = [.. program.Functions.Where(function => threads.Contains(function.Id) || IsCalledFromOutside(function)).Select(function => function.Id)];
    }

    /// <summary>Nobody seen calls it, and somebody else can.</summary>
    private bool IsCalledFromOutside(LinkedFunction function) =>
        function.Bindings.IsDefault && !callersOf.Contains(function.Id) && !registrations.Contains(function.Id) && function.Name != "main"
        && !function.Function.Symbol.Attributes.IsConstructor && !function.Function.Symbol.Attributes.IsDestructor
        && (function.Function.Symbol.Linkage == Linkage.External || program.Calls.Taken.Contains(function.Id));

    /// <summary>
    /// The use, beside a handler, of an object that it accesses, where one of both is a write: of what is interrupted, before that of another
    /// handler. Null where there is none.
    /// </summary>
    /// <param name="access">A fact of the handler.</param>
    public ObjectUse? Beside(int handler, UnsafeCall access)
    {
        bool isWritten = access.Kind == UnsafeKind.ObjectWrite;
        ObjectUse? best = null;
        AfterHandler behind = After(handler);
        for (int function = 0; function < uses.Length; function++)
        {
            foreach ((int instruction, ObjectUse use) in uses[function])
            {
                if ((isWritten || use.IsWrite) && use.Object.Overlaps(access.Object) && behind.Holds(function, instruction) && (best is not { } other || IsNearer(use, other, handler)))
                {
                    best = use;
                }
            }
        }

        return best ?? OfOtherHandlers(handler, access, isWritten);
    }

    private ObjectUse? OfOtherHandlers(int handler, UnsafeCall access, bool isWritten)
    {
        foreach (IGrouping<int, (int Function, int Instruction)> other in registrations.Where(group => group.Key != handler).OrderBy(group => group.Key))
        {
            foreach (UnsafeCall call in functions[other.Key].UnsafeCalls)
            {
                if (call is { IsObject: true, IsDying: false } && (isWritten || call.Kind == UnsafeKind.ObjectWrite) && call.Object.Overlaps(access.Object) && call.Span != access.Span)
                {
                    return new ObjectUse(other.Key, call.Span, call.Object, call.Callee, call.Kind == UnsafeKind.ObjectRead, call.Kind == UnsafeKind.ObjectWrite, IsInHandler: true);
                }
            }
        }

        return null;
    }

    /// <summary>In the handler's own file first, a plain access before an address that is given away.</summary>
    private bool IsNearer(ObjectUse use, ObjectUse other, int handler)
    {
        int unit = program.Functions[handler].UnitIndex;
        (int, int) Rank(ObjectUse one) => (program.Functions[one.Function].UnitIndex == unit ? 0 : 1, one is { IsRead: true, IsWrite: true } ? 1 : 0);
        return Rank(use).CompareTo(Rank(other)) is var order && (order < 0 || (order == 0 && use.Function == other.Function && use.Span.CompareTo(other.Span) < 0));
    }

    private AfterHandler After(int handler) =>
        after.TryGetValue(handler, out AfterHandler? known) ? known : after[handler] = new AfterHandler(program, reach, registrations[handler], roots, callersOf);
}
