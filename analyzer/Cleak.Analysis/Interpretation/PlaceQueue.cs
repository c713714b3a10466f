using System.Numerics;

namespace Cleak.Analysis;

/// <summary>Places in the order of blocks at which states wait, the first of them first; each once.</summary>
internal sealed class PlaceQueue(int places)
{
    private readonly ulong[] waiting = new ulong[(places + 63) >> 6];

    /// <summary>No word before this one has a bit.</summary>
    private int first;

    public void Add(int place)
    {
        waiting[place >> 6] |= 1UL << (place & 63);
        first = Math.Min(first, place >> 6);
    }

    public bool TryTake(out int place)
    {
        for (; first < waiting.Length; first++)
        {
            if (waiting[first] != 0)
            {
                place = (first << 6) + BitOperations.TrailingZeroCount(waiting[first]);
                waiting[first] &= waiting[first] - 1;
                return true;
            }
        }

        place = -1;
        return false;
    }
}
