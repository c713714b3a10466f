namespace Cleak.Analysis;

/// <summary>Resources that a library function acquires or releases through its arguments: pipe's array, getaddrinfo's list, close, regfree.</summary>
internal sealed class ArgumentResources(AnalysisContext context, PathCondition path, Memory memory, ResourceTracker tracker, CallTransfer calls)
{
    /// <summary>Acquired terms of arguments are told apart from that of the result by numbers from here on, so many for each argument.</summary>
    private const int FirstOfArguments = 8;
    private const int MaxPerArgument = 8;

    /// <summary>Threads have behaviours of their own.</summary>
    public static bool IsFollowed(ResourceKind kind, ArgumentEffects effects) =>
        (effects & ArgumentEffects.Keeps) != 0 || kind is not ResourceKind.Thread;

    public bool IsTracked(AbstractState state, Value value) => ResourceTracker.Find(state, path.Resolve(state, value)) >= 0;

    public void Acquire(AbstractState state, int number, Value place, ArgumentModel effect)
    {
        if (!IsFollowed(effect.Resource, ArgumentEffects.None))
        {
            return;
        }

        place = path.Resolve(state, place);
        if (effect.Resource == ResourceKind.ThreadObject && (!place.IsTerm || context.Terms[context.Terms.Object(place.Term)].Kind == TermKind.GlobalAddress))
        {
            // A lock for as long as the process lives.
            return;
        }

        byte width = effect.Resource == ResourceKind.Descriptor ? (byte)4 : (byte)8;
        for (int i = 0; i < Math.Min(effect.Count, MaxPerArgument); i++)
        {
            int term = tracker.Acquire(state, number, FirstOfArguments + (effect.Index * MaxPerArgument) + i, effect.Resource, effect.Family);
            path.Bound(state, Value.Of(term), effect.Resource == ResourceKind.Descriptor ? 0 : 1, long.MaxValue);
            if (effect.Resource == ResourceKind.Heap)
            {
                memory.Reset(state, term, ObjectDefault.Initial, memory.Stamp(state, number));
            }

            if (!place.IsTerm)
            {
                tracker.Escape(state, Value.Of(term));
            }
            else if (effect.Has(ArgumentEffects.InPlace))
            {
                state.SetCell(GhostCells.Of(context, place, GhostCells.Resource), Value.Of(term));
            }
            else
            {
                memory.Write(state, path.Add(place, i * width), Value.Of(term), width, default, number, tracker.Noted);
            }
        }
    }

    public void Release(AbstractState state, int number, Value value, ArgumentModel effect, int index)
    {
        if (effect.Resource is ResourceKind.Thread)
        {
            return;
        }

        value = path.Resolve(state, value);
        if (LibraryModels.IsInPlace(effect.Family))
        {
            Value inPlace = InPlaceObjects.Of(context, path, state, value);
            InPlaceObjects.Forget(context, state, value);
            if (inPlace == Value.Zero)
            {
                return;
            }

            if (!inPlace.IsTerm)
            {
                // One of an array's, at an index that is not known: each of them is meant.
                tracker.EscapeInPlace(state, value);
                inPlace = InPlaceObjects.Any(context, value);
            }

            if (!inPlace.IsTerm || (InPlaceObjects.Is(context.Terms[inPlace.Term]) && state.FindResource(inPlace.Term) >= 0))
            {
                return;
            }

            value = inPlace;
        }

        calls.Release(state, number, value, effect.Resource, effect.Family, index, null);
    }
}
