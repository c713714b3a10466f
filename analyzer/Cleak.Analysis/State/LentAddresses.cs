namespace Cleak.Analysis;

/// <summary>An address that a thread was given by who created it, and that may still be in use by it.</summary>
/// <param name="Argument">What the thread was given: an address, as it was at the creation.</param>
/// <param name="Object">The object that the address, or what it leads to, stands in.</param>
/// <param name="Thread">The thread's handle; 0 where it is not known.</param>
/// <param name="Event">Event of the creation.</param>
internal readonly record struct LentAddress(Value Argument, int Object, int Thread, int Event)
{
    /// <summary>The instruction that changed the object since, -1 for none.</summary>
    public int ChangedAt { get; init; } = -1;

    /// <summary>Function that the thread runs, -1 where it is not known.</summary>
    public int Routine { get; init; } = -1;

    /// <summary>The argument itself is the object's address; else the object hangs on what the argument points to.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Two paths that have it alike may be merged and keep it.</summary>
    public bool IsLike(in LentAddress other) => Object == other.Object && Thread == other.Thread && Argument == other.Argument && (ChangedAt < 0) == (other.ChangedAt < 0);
}

/// <summary>
/// What a path gave to threads that may still use it: from a creation to the join of the thread, or to where the path waits for some sign
/// of life. A small set: what does not fit is not known to be given.
/// </summary>
internal sealed class LentAddresses
{
    private const int Capacity = 12;
    private LentAddress[] all = [];

    public int Count { get; private set; }

    public ref LentAddress this[int index] => ref all[index];

    public void Clear() => Count = 0;

    public void CopyFrom(LentAddresses other)
    {
        Count = other.Count;
        if (Count > 0)
        {
            Reserve();
            Array.Copy(other.all, all, Count);
        }
    }

    public void Add(in LentAddress lent)
    {
        if (Count < Capacity)
        {
            Reserve();
            all[Count++] = lent;
        }
    }

    public void RemoveAt(int index)
    {
        Count--;
        all[index] = all[Count];
    }

    /// <summary>Two paths meet: what one of them did not lend, or has taken back, is not known to be lent.</summary>
    public void KeepCommon(LentAddresses other)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (!other.Has(all[i]))
            {
                RemoveAt(i);
            }
        }
    }

    /// <summary>Does not hang on the order.</summary>
    public ulong Shape
    {
        get
        {
            ulong shape = 0;
            for (int i = 0; i < Count; i++)
            {
                ulong one = ((ulong)(uint)all[i].Object << 32) ^ ((ulong)(uint)all[i].Thread << 2) ^ all[i].Argument.Bits ^ (all[i].ChangedAt < 0 ? 0UL : 1UL);
                one *= 0x9E37_79B9_7F4A_7C15;
                shape += one ^ (one >> 32);
            }

            return shape;
        }
    }

    private bool Has(in LentAddress wanted)
    {
        for (int i = 0; i < Count; i++)
        {
            if (all[i].IsLike(wanted))
            {
                return true;
            }
        }

        return false;
    }

    private void Reserve()
    {
        if (all.Length == 0)
        {
            all = new LentAddress[Capacity];
        }
    }
}
