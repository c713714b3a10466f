namespace Cleak.Analysis;

/// <summary>
/// What a path knows of an integer: an interval and up to four values inside it that are excluded. Not null is "0 excluded".
/// </summary>
/// <remarks><code>
///        [min, max]            nothing known
///        /    |    \
///     [lo, hi] without {a, b}  smaller interval, more holes: knows more
///        \    |    /
///         IsEmpty              no value: the path is impossible
/// </code></remarks>
internal readonly record struct Fact(long Low, long High, long Hole0, long Hole1, long Hole2, long Hole3, byte Holes)
{
    /// <summary>Values between two ranges that are remembered to be in neither.</summary>
    private const int MaxGap = 3;

    public static Fact Top { get; } = new(long.MinValue, long.MaxValue, 0, 0, 0, 0, 0);

    public static Fact Between(long low, long high) => new(low, high, 0, 0, 0, 0, 0);

    public bool IsEmpty => Low > High;

    public bool IsConstant => Low == High;

    public bool Contains(long value) => value >= Low && value <= High && !HasHole(value);

    /// <summary>What both say.</summary>
    public Fact Meet(long low, long high)
    {
        Fact fact = this with { Low = Math.Max(Low, low), High = Math.Min(High, high) };
        return fact.Tighten();
    }

    public Fact Without(long value)
    {
        if (value < Low || value > High || HasHole(value))
        {
            return this;
        }

        Fact fact = Holes switch
        {
            0 => this with { Hole0 = value, Holes = 1 },
            1 => this with { Hole1 = value, Holes = 2 },
            2 => this with { Hole2 = value, Holes = 3 },
            3 => this with { Hole3 = value, Holes = 4 },

            // The fifth hole is forgotten, but never that of zero: it is what null-ness is made of.
            _ => value == 0 ? this with { Hole0 = 0 } : this,
        };
        return fact.Tighten();
    }

    /// <summary>The least fact that both imply.</summary>
    public static Fact Join(Fact left, Fact right)
    {
        Fact joined = Between(Math.Min(left.Low, right.Low), Math.Max(left.High, right.High));
        for (int i = 0; i < left.Holes; i++)
        {
            joined = right.Contains(left.Hole(i)) ? joined : joined.Without(left.Hole(i));
        }

        for (int i = 0; i < right.Holes; i++)
        {
            joined = left.Contains(right.Hole(i)) ? joined : joined.Without(right.Hole(i));
        }

        // One of few values: those that lie between are none of them.
        long low = Math.Min(left.High, right.High), high = Math.Max(left.Low, right.Low);
        for (long between = low + 1; low < long.MaxValue && high - low - 1 is > 0 and <= MaxGap && between < high; between++)
        {
            joined = joined.Without(between);
        }

        if (!left.Contains(0) && !right.Contains(0))
        {
            joined = joined.Without(0);
        }

        return joined;
    }

    /// <summary>Like <see cref="Join"/>, but a bound that moves goes to its end at once, so that chains are short; what is not negative gets to 0 first.</summary>
    public static Fact Widen(Fact before, Fact after)
    {
        Fact joined = Join(before, after);
        return (joined with
        {
            Low = joined.Low >= before.Low ? joined.Low : joined.Low >= 0 ? 0 : long.MinValue,
            High = joined.High > before.High ? long.MaxValue : joined.High,
        }).Tighten();
    }

    public long Hole(int index) => index switch { 0 => Hole0, 1 => Hole1, 2 => Hole2, _ => Hole3 };

    private bool HasHole(long value)
    {
        for (int i = 0; i < Holes; i++)
        {
            if (Hole(i) == value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves bounds over the holes they stand on, and drops and sorts the holes, so that equal facts are equal bits.</summary>
    private Fact Tighten()
    {
        if (Holes == 0)
        {
            return this;
        }

        long low = Low, high = High;
        bool moved = true;
        while (moved && low <= high)
        {
            moved = false;
            if (HasHole(low) && low < long.MaxValue)
            {
                low++;
                moved = true;
            }
            else if (HasHole(high) && high > long.MinValue)
            {
                high--;
                moved = true;
            }
        }

        Span<long> kept = stackalloc long[4];
        int count = 0;
        for (int i = 0; i < Holes; i++)
        {
            long hole = Hole(i);
            if (hole > low && hole < high)
            {
                int at = count++;
                while (at > 0 && kept[at - 1] > hole)
                {
                    kept[at] = kept[at - 1];
                    at--;
                }

                kept[at] = hole;
            }
        }

        return new Fact(low, high, count > 0 ? kept[0] : 0, count > 1 ? kept[1] : 0, count > 2 ? kept[2] : 0, count > 3 ? kept[3] : 0, (byte)count);
    }
}
