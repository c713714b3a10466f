using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which handles creations and joins are about, as far as the code says: what stands in a record that a function is given is told apart by what its
/// callers give it, out to the fields and variables that hold the records.
/// </summary>
internal sealed class HandleInstances
{
    private const int MaxCalls = 4;
    private readonly Program program;
    private readonly HandleCallers callers;
    private readonly HandlePointers pointers;
    private readonly Dictionary<(int Function, SourceSpan Span), List<HandlePath>> creations = [];
    private readonly Dictionary<(int Function, SourceSpan Span), HandlePlace> named = [];
    private readonly HashSet<(int Function, SourceSpan Span)> untold = [];
    private readonly HashSet<int> makers = [];
    private readonly ILookup<HandlePlace, (ThreadEnd End, HandlePath Path)> ends;

    public HandleInstances(Program program, ImmutableArray<ThreadCreation> made, ImmutableArray<ThreadEnd> ended)
    {
        this.program = program;
        callers = new HandleCallers(program);
        pointers = new HandlePointers(program);
        foreach (ThreadCreation creation in made.Where(creation => creation.IsDirect && creation.KeptAt is not null))
        {
            foreach ((LinkedFunction caller, CallInstruction call, HandlePath found) in Outward(creation.Function, creation.KeptAt!, MaxCalls))
            {
                Add(caller.Id, call.Span, Certain(found, isCreation: true), creation.KeptAt!);
            }
        }

        ends = ended.SelectMany(Resolved).ToLookup(pair => pair.Path.Places[0]);
    }

    /// <summary>Where a creation leaves the handle; several where it goes to more than one place.</summary>
    public IEnumerable<HandlePath> Of(ThreadCreation creation)
    {
        if (!creation.IsDirect)
        {
            return creations.TryGetValue(Key(creation), out List<HandlePath>? known) ? known : creation.KeptIn.Select(HandlePath.Of);
        }

        HandlePath? own = creation.KeptAt is { IsKnown: true } path ? Certain(path, isCreation: true) : null;
        IEnumerable<HandlePath> others = creation.KeptIn.Where(place => own is not { IsKnown: true } || own.Places[0] != place).Select(HandlePath.Of);
        return own is { IsKnown: true } ? others.Prepend(own) : others;
    }

    /// <summary>
    /// Where the call of a function that creates a thread leaves the handle, or the record with the handle, by the call's own words; null where they do not
    /// say it.
    /// </summary>
    public HandlePlace? OfCall(ThreadCreation creation) =>
        !creation.IsDirect && !untold.Contains(Key(creation)) && named.TryGetValue(Key(creation), out HandlePlace place) ? place : null;

    /// <summary>The calls that join or detach what may stand there.</summary>
    public IEnumerable<ThreadEnd> EndsOf(HandlePath path) => ends[path.Places[0]].Where(pair => pair.Path.Meets(path)).Select(pair => pair.End);

    private (int Function, SourceSpan Span) Key(ThreadCreation creation) => (callers.Original(creation.Function), creation.Span);

    private void Add(int function, SourceSpan span, HandlePath path, HandlePath inner)
    {
        if (path.Places.Length <= inner.Places.Length)
        {
            untold.Add((function, span));
        }

        if (path.IsKnown)
        {
            (creations.TryGetValue((function, span), out List<HandlePath>? known) ? known : creations[(function, span)] = []).Add(path);
            named.TryAdd((function, span), path.Places[Math.Min(inner.Places.Length, path.Places.Length - 1)]);
        }
        else
        {
            untold.Add((function, span));
        }
    }

    /// <summary>What an end is about: as its callers say where it hangs on them.</summary>
    private IEnumerable<(ThreadEnd End, HandlePath Path)> Resolved(ThreadEnd end)
    {
        bool isTold = false;
        if (end.At is { } path)
        {
            bool hangsOnCallers = false;
            foreach ((_, _, HandlePath found) in Outward(end.Function, path, MaxCalls))
            {
                hangsOnCallers = true;
                if (found.IsKnown)
                {
                    isTold = true;
                    yield return (end, Certain(found, isCreation: false));
                }
            }

            if (!hangsOnCallers && path.IsKnown)
            {
                isTold = true;
                yield return (end, Certain(path, isCreation: false));
            }
        }

        foreach (HandlePlace place in end.Places)
        {
            if (!isTold || end.At!.IsKnown && end.At.Places[0] != place)
            {
                yield return (end, HandlePath.Of(place));
            }
        }
    }

    /// <summary>What the callers of a function say of a path that hangs on them, each with the first call that says more; nothing where not all callers are seen.</summary>
    private IEnumerable<(LinkedFunction Caller, CallInstruction Call, HandlePath Path)> Outward(int function, HandlePath path, int calls)
    {
        if (path.Parameter == -1 || calls == 0)
        {
            yield break;
        }

        if (path.Parameter == HandlePath.Result)
        {
            makers.Add(callers.Original(function));
        }

        foreach ((LinkedFunction caller, BasicBlock block, CallInstruction call) in callers.Of(function))
        {
            foreach (HandlePath outer in path.Parameter == HandlePath.Result ? Kept(caller, block, call) : [Given(caller, block, call, path.Parameter)])
            {
                HandlePath found = path.Within(outer);
                bool isTold = false;
                bool isMore = outer.IsKnown;
                foreach ((LinkedFunction next, CallInstruction nextCall, HandlePath further) in Outward(caller.Id, found, calls - 1))
                {
                    isTold = true;
                    yield return isMore ? (caller, call, further) : (next, nextCall, further);
                }

                if (!isTold)
                {
                    yield return (caller, call, found);
                }
            }
        }
    }

    private HandlePath Given(LinkedFunction caller, BasicBlock block, CallInstruction call, int parameter)
    {
        HandlePath given = parameter < call.Arguments.Length ? HandlePaths.Of(program, caller, block, call.Arguments[parameter]) : new HandlePath([], -1);
        return !given.IsKnown && parameter < call.Arguments.Length && IsMadeHere(caller, block, call.Arguments[parameter]) ? HandlePath.Of(new HandlePlace("", "it", HandlePaths.LocalOf(caller))) with { PointerAt = 0 } : given;
    }

    /// <summary>The record comes from a call in the same function that creates the thread in it, and stands in no other place.</summary>
    private bool IsMadeHere(LinkedFunction caller, BasicBlock block, Expression argument)
    {
        if (DefectRecorder.Stripped(argument) is not TemporaryExpression temporary || ExpressionText.Definition(block, temporary.Index) is not LoadInstruction { Address: LocalAddressExpression local } || caller.Function.Locals[local.Slot].IsParameter)
        {
            return false;
        }

        (int stores, BasicBlock? at, Expression? value) = HandlePaths.Stores(caller.Function, local.Slot);
        return stores == 1 && DefectRecorder.Stripped(value!) is TemporaryExpression made && ExpressionText.Definition(at!, made.Index) is CallInstruction { DirectCallee: { } callee }
            && program.Function(caller.UnitIndex, callee) is { } maker && makers.Contains(callers.Original(maker.Id));
    }

    /// <summary>Where a pointer that a call returns goes: places, the caller's own result, or nowhere that is seen.</summary>
    private List<HandlePath> Kept(LinkedFunction caller, BasicBlock block, CallInstruction call)
    {
        var found = new List<HandlePath>();
        Function code = caller.Function;
        foreach (Instruction instruction in block.Instructions)
        {
            if (instruction is not StoreInstruction store || DefectRecorder.Stripped(store.Value) is not TemporaryExpression temporary || call.Temporary < 0 || temporary.Index != call.Temporary)
            {
                continue;
            }

            if (store.Address is not LocalAddressExpression local)
            {
                found.Add(Pointer(HandlePaths.Of(program, caller, block, store.Address)));
            }
            else if (!code.Locals[local.Slot].IsAddressTaken && HandlePaths.Stores(code, local.Slot).Count == 1)
            {
                AddStores(caller, local.Slot, found);
            }
        }

        return found.Count == 0 ? [new HandlePath([], -1)] : found;
    }

    private void AddStores(LinkedFunction caller, int slot, List<HandlePath> found)
    {
        if (HandlePaths.IsReturned(caller.Function, slot))
        {
            found.Add(new HandlePath([], HandlePath.Result));
        }

        foreach (BasicBlock block in caller.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is StoreInstruction { Address: not LocalAddressExpression } store && IsLoaded(block, store.Value, slot))
                {
                    found.Add(Pointer(HandlePaths.Of(program, caller, block, store.Address)));
                }
                else if (instruction is CallInstruction other && other.Arguments.Any(argument => IsLoaded(block, argument, slot)))
                {
                    // Whoever is given the pointer may keep it.
                    found.Add(new HandlePath([], -1));
                }
            }
        }
    }

    private static bool IsLoaded(BasicBlock block, Expression value, int slot) =>
        DefectRecorder.Stripped(value) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local } && local.Slot == slot;

    private static HandlePath Pointer(HandlePath path) => path.IsKnown && !HandlePaths.IsLocal(path.Places[0]) ? path.Cut(1) with { PointerAt = 0 } : new HandlePath([], -1);

    /// <summary>As far out as records are not copied, pointers not handed on, and variables not a function's own.</summary>
    private HandlePath Certain(HandlePath path, bool isCreation)
    {
        for (int i = 0; i < path.Places.Length; i++)
        {
            bool isLost = isCreation && (HandlePaths.IsLocal(path.Places[i]) || (path.PointerAt == i && pointers.IsUsed(path.Places[i])));
            if (isLost)
            {
                return path.Cut(i);
            }

            if (path.Places[i].Owner.Length > 0 && pointers.IsCopied(path.Places[i].Owner))
            {
                return path.Cut(i + 1);
            }
        }

        return path;
    }
}
