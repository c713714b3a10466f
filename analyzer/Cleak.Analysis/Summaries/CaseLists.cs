using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>What one case of a summary is collected in. Emptied and filled again for the next: a function has several cases, each with eight lists.</summary>
internal sealed class CaseLists
{
    public ImmutableArray<SummaryWrite>.Builder Writes { get; } = ImmutableArray.CreateBuilder<SummaryWrite>();

    public ImmutableArray<SummaryResource>.Builder Resources { get; } = ImmutableArray.CreateBuilder<SummaryResource>();

    public ImmutableArray<int>.Builder Havocs { get; } = ImmutableArray.CreateBuilder<int>();

    public ImmutableArray<(int Term, int Bytes)>.Builder Zeroed { get; } = ImmutableArray.CreateBuilder<(int, int)>();

    public ImmutableArray<(int Term, Fact Fact)>.Builder Conditions { get; } = ImmutableArray.CreateBuilder<(int, Fact)>();

    public ImmutableArray<(int Term, TraceStep Step)>.Builder Uses { get; } = ImmutableArray.CreateBuilder<(int, TraceStep)>();

    public ImmutableArray<(int Term, TraceStep Step)>.Builder Reads { get; } = ImmutableArray.CreateBuilder<(int, TraceStep)>();

    public ImmutableArray<(int Term, Value End, TraceStep Step)>.Builder Written { get; } = ImmutableArray.CreateBuilder<(int, Value, TraceStep)>();

    /// <summary>New blocks that a case has no room to tell of.</summary>
    public HashSet<int> Untold { get; } = [];

    /// <summary>What the caller gave and the case keeps.</summary>
    public SortedSet<int> Kept { get; } = [];

    /// <summary>Objects whose sources have been followed.</summary>
    public HashSet<int> Seen { get; } = [];

    public SortedPlaces Order { get; } = new();

    public void Clear()
    {
        Writes.Clear();
        Resources.Clear();
        Havocs.Clear();
        Zeroed.Clear();
        Conditions.Clear();
        Uses.Clear();
        Reads.Clear();
        Written.Clear();
        Untold.Clear();
        Kept.Clear();
        Seen.Clear();
        Order.Clear();
    }
}

/// <summary>Places in an array in the order of their numbers: the order in which a state holds things is not that of its twin.</summary>
internal sealed class SortedPlaces
{
    private const int PlaceBits = 20;
    private const long Later = 1L << 60;

    private long[] keys = new long[64];
    private int[] places = new int[64];
    private int count;

    /// <param name="place">Less than 2^20.</param>
    /// <param name="isFirst">It comes before all that are not.</param>
    public void Add(int number, int place, bool isFirst = true)
    {
        if (count == keys.Length)
        {
            Array.Resize(ref keys, count * 2);
            Array.Resize(ref places, count * 2);
        }

        keys[count++] = ((long)number << PlaceBits) | (uint)place | (isFirst ? 0 : Later);
    }

    public void Clear() => count = 0;

    /// <summary>The places, good until it is asked again; from here on it is empty.</summary>
    public ReadOnlySpan<int> Sorted()
    {
        keys.AsSpan(0, count).Sort();
        for (int i = 0; i < count; i++)
        {
            places[i] = (int)(keys[i] & ((1 << PlaceBits) - 1));
        }

        int all = count;
        count = 0;
        return places.AsSpan(0, all);
    }
}
