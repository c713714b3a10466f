using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>Whoever creates a thread through a function that picks the start routine itself creates one that runs what that function picks.</summary>
internal static class InheritedRoutines
{
    private const int MaxCalls = 4;

    public static ImmutableArray<ThreadCreation> Of(ImmutableArray<ThreadCreation> creations)
    {
        if (creations.All(creation => creation.Through < 0))
        {
            return creations;
        }

        ILookup<int, ThreadCreation> byFunction = creations.ToLookup(creation => creation.Function);
        return [.. creations.Select(creation => creation is { Through: >= 0, StartRoutines.IsEmpty: true } ? creation with { StartRoutines = [.. Picked(creation, byFunction, MaxCalls).Distinct().Order()] } : creation)];
    }

    private static IEnumerable<int> Picked(ThreadCreation creation, ILookup<int, ThreadCreation> byFunction, int calls) =>
        creation.Through < 0 || !creation.StartRoutines.IsEmpty || calls == 0
            ? creation.StartRoutines
            : byFunction[creation.Through].SelectMany(inner => Picked(inner, byFunction, calls - 1));
}
