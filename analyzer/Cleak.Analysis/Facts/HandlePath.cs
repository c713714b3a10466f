using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// Where a handle stands, as far out as the code says: its own field first, then the field that holds that record, and so on to a variable. Two
/// threads that a wrapper creates stand in one field of it, and in two of whoever owns the wrappers.
/// </summary>
/// <param name="Places">From the inside out; empty where it is what a parameter points to.</param>
/// <param name="Parameter">What lies further out is what the caller passes here; <see cref="Result"/>: hangs on what the function returns; -1 where nothing more is known.</param>
public sealed record HandlePath(ImmutableArray<HandlePlace> Places, int Parameter)
{
    /// <summary>In place of a parameter: what the function returns.</summary>
    public const int Result = -2;

    /// <summary>Fields beyond which nobody looks.</summary>
    public const int MaxPlaces = 5;

    /// <summary>The first of the places that holds a pointer to the record of the one before it; the number of places where none does.</summary>
    public int PointerAt { get; init; } = int.MaxValue;

    public static HandlePath Of(HandlePlace place) => new([place], -1);


    public bool IsKnown => Places.Length > 0;

    /// <summary>Nothing is known that tells them apart.</summary>
    public bool Meets(HandlePath other)
    {
        int common = Math.Min(Places.Length, other.Places.Length);
        for (int i = 0; i < common; i++)
        {
            if (PointerAt == i != (other.PointerAt == i))
            {
                // What a pointer leads to may lie in any record.
                return true;
            }

            if (Places[i] != other.Places[i])
            {
                return false;
            }
        }

        return common > 0;
    }

    /// <summary>The same, with what a caller knows of what lies further out.</summary>
    public HandlePath Within(HandlePath outer)
    {
        ImmutableArray<HandlePlace> places = Places.AddRange(outer.Places);
        return places.Length > MaxPlaces
            ? new HandlePath(places[..MaxPlaces], -1) { PointerAt = PointerAt }
            : new HandlePath(places, outer.Parameter) { PointerAt = Math.Min(PointerAt, outer.PointerAt == int.MaxValue ? int.MaxValue : Places.Length + outer.PointerAt) };
    }

    /// <summary>The same without what lies further out than some places.</summary>
    public HandlePath Cut(int places) => places >= Places.Length && Parameter == -1 ? this : new HandlePath(Places[..Math.Min(places, Places.Length)], -1) { PointerAt = PointerAt };

    public override string ToString() => string.Join(" in ", Places);
}
