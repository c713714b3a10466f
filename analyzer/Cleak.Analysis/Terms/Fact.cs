namespace Cleak.Analysis;

/// <summary>
/// What a path knows of an integer: an interval and up to four values inside it that are excluded, or that it is one of up to four values
/// which lie further apart. Not null is "0 excluded".
/// </summary>
/// <remarks><code>
///        [min, max]            nothing known
///        /    |    \
///     [lo, hi] without {a, b}  smaller interval, more holes: knows more
///        \    |    /
///       {lo, a, hi}            few values
///             |
///         IsEmpty              no value: the path is impossible
/// </code></remarks>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
/// <param name="Inner0">A value between them: excluded, or of few the second.</param>
/// <param name="Inner1">As <paramref name="Inner0"/>.</param>
/// <param name="Inner2">A value that is excluded.</param>
/// <param name="Inner3">A value that is excluded.</param>
/// <param name="Shape">How many inner values there are; from <see cref="Few"/> on they are the only ones between the ends, else the excluded ones.</param>
internal readonly record struct Fact(long Low, long High, long Inner0, long Inner1, long Inner2, long Inner3, byte Shape)
{
    /// <summary>Values between two ranges that are remembered to be in neither.</summary>
    private const int MaxGap = 3;

    private const int MaxHoles = 4;

    /// <summary>Values that are told one by one.</summary>
    private const int MaxValues = 4;

    /// <summary>The shape of two values that lie too far apart for holes; one more for each between them.</summary>
    private const byte Few = 8;

    /// <summary>Values further from zero are ends of intervals, so that distances between few values are numbers.</summary>
    private const long Far = 1L << 61;

    public static Fact Top { get; } = new(long.MinValue, long.MaxValue, 0, 0, 0, 0, 0);

    public static Fact Between(long low, long high) => new(low, high, 0, 0, 0, 0, 0);

    public bool IsEmpty => Low > High;

    public bool IsConstant => Low == High;

    /// <summary>One of few values, told by <see cref="Values"/>.</summary>
    public bool IsFew => Shape >= Few;

    /// <summary>How many values between the ends are excluded one by one.</summary>
    public int Holes => IsFew ? 0 : Shape;

    public bool Contains(long value) => IsFew
        ? value == Low || value == High || IsInner(value)
        : value >= Low && value <= High && !IsInner(value);

    /// <summary>What both say.</summary>
    public Fact Meet(long low, long high)
    {
        if (IsFew)
        {
            return Low >= low && High <= high ? this : Chosen(low, high, null);
        }

        Fact fact = this with { Low = Math.Max(Low, low), High = Math.Min(High, high) };
        return fact.Tighten();
    }

    /// <summary>What both say.</summary>
    public Fact Meet(Fact other)
    {
        Fact fact = other.IsFew ? other.Chosen(Low, High, this) : Meet(other.Low, other.High);
        for (int i = 0; i < other.Holes; i++)
        {
            fact = fact.Without(other.Hole(i));
        }

        return fact;
    }

    public Fact Without(long value)
    {
        if (!Contains(value))
        {
            return this;
        }

        if (IsFew)
        {
            return Chosen(long.MinValue, long.MaxValue, Between(value, value), isWithout: true);
        }

        Fact fact = Shape switch
        {
            0 => this with { Inner0 = value, Shape = 1 },
            1 => this with { Inner1 = value, Shape = 2 },
            2 => this with { Inner2 = value, Shape = 3 },
            3 => this with { Inner3 = value, Shape = 4 },

            // The fifth hole is forgotten, but never that of zero: it is what null-ness is made of.
            _ => value == 0 ? this with { Inner0 = 0 } : this,
        };
        return fact.Tighten();
    }

    /// <summary>The least fact that both imply.</summary>
    public static Fact Join(Fact left, Fact right)
    {
        if (left == right)
        {
            return left;
        }

        Span<long> values = stackalloc long[2 * MaxValues];
        int count = left.Values(values);
        if (count > 0 && right.Values(values[count..]) is > 0 and var more && TryOf(values[..(count + more)], out Fact few))
        {
            return few;
        }

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
        if (joined == before)
        {
            return before;
        }

        joined = joined.IsFew ? joined.Contains(0) ? Between(joined.Low, joined.High) : Between(joined.Low, joined.High).Without(0) : joined;
        return (joined with
        {
            Low = joined.Low >= before.Low ? joined.Low : joined.Low >= 0 ? 0 : long.MinValue,
            High = joined.High > before.High ? long.MaxValue : joined.High,
        }).Tighten();
    }

    public long Hole(int index) => index switch { 0 => Inner0, 1 => Inner1, 2 => Inner2, _ => Inner3 };

    /// <summary>The same of a number that is so much greater.</summary>
    public Fact Moved(long by)
    {
        if (by == 0)
        {
            return this;
        }

        if (!IsFew)
        {
            Fact moved = Between(Shift(Low, by), Shift(High, by));
            for (int i = 0; i < Shape; i++)
            {
                moved = moved.Without(Shift(Hole(i), by));
            }

            return moved;
        }

        Span<long> values = stackalloc long[MaxValues];
        int count = Values(values);
        for (int i = 0; i < count; i++)
        {
            values[i] = Shift(values[i], by);
        }

        return TryOf(values[..count], out Fact few) ? few : Between(Shift(Low, by), Shift(High, by));
    }

    /// <summary>Moves a bound, keeping "no bound" where it is.</summary>
    public static long Shift(long bound, long by)
    {
        if (bound is long.MinValue or long.MaxValue)
        {
            return bound;
        }

        long moved = unchecked(bound + by);
        return by > 0 && moved < bound ? long.MaxValue : by < 0 && moved > bound ? long.MinValue : moved;
    }

    /// <summary>The values in order, where there are few; how many, or 0 where there are more.</summary>
    public int Values(Span<long> values)
    {
        if (IsEmpty || Low <= -Far || High >= Far || (!IsFew && High - Low >= MaxValues + Shape))
        {
            return 0;
        }

        int count = 0;
        if (IsFew)
        {
            values[count++] = Low;
            for (int i = 0; i < Shape - Few; i++)
            {
                values[count++] = Hole(i);
            }

            values[count++] = High;
            return count;
        }

        for (long value = Low; value <= High; value++)
        {
            if (!IsInner(value))
            {
                values[count++] = value;
            }
        }

        return count;
    }

    /// <summary>A fact that holds these values and no other; false where they are too many.</summary>
    private static bool TryOf(Span<long> values, out Fact fact)
    {
        values.Sort();
        int count = 0;
        foreach (long value in values)
        {
            if (count == 0 || values[count - 1] != value)
            {
                values[count++] = value;
            }
        }

        fact = default;
        if (count == 0)
        {
            fact = Between(1, 0);
            return true;
        }

        long low = values[0], high = values[count - 1];
        if (count > MaxValues || low <= -Far || high >= Far)
        {
            return false;
        }

        if (high - low + 1 - count > MaxHoles)
        {
            fact = new Fact(low, high, count > 2 ? values[1] : 0, count > 3 ? values[2] : 0, 0, 0, (byte)(Few + count - 2));
            return true;
        }

        fact = Between(low, high);
        for (int i = 1; i < count; i++)
        {
            for (long hole = values[i - 1] + 1; hole < values[i]; hole++)
            {
                fact = fact.Without(hole);
            }
        }

        return true;
    }

    /// <summary>Of few values those in an interval that another fact holds, or does not hold.</summary>
    private Fact Chosen(long low, long high, Fact? other, bool isWithout = false)
    {
        Span<long> values = stackalloc long[MaxValues];
        int count = Values(values), kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (values[i] >= low && values[i] <= high && (other is not { } known || known.Contains(values[i]) != isWithout))
            {
                values[kept++] = values[i];
            }
        }

        TryOf(values[..kept], out Fact fact);
        return fact;
    }

    private bool IsInner(long value)
    {
        for (int i = 0; i < (IsFew ? Shape - Few : Shape); i++)
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
        if (Shape == 0)
        {
            return this;
        }

        long low = Low, high = High;
        bool moved = true;
        while (moved && low <= high)
        {
            moved = false;
            if (IsInner(low) && low < long.MaxValue)
            {
                low++;
                moved = true;
            }
            else if (IsInner(high) && high > long.MinValue)
            {
                high--;
                moved = true;
            }
        }

        Span<long> kept = stackalloc long[4];
        int count = 0;
        for (int i = 0; i < Shape; i++)
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
