using System.Runtime.CompilerServices;

namespace Cleak.Analysis;

/// <summary>A place in memory: bytes (or bits) of an object, named by the term of its address.</summary>
/// <param name="Object">The term of the object's address, or of an element of symbolic index.</param>
/// <param name="Width">Bytes.</param>
internal readonly record struct Cell(int Object, int Offset, byte Width, byte BitStart, byte BitWidth)
{
    public int FirstBit => (Offset * 8) + BitStart;

    public int EndBit => FirstBit + (BitWidth > 0 ? BitWidth : Width * 8);

    public bool Overlaps(in Cell other) => Object == other.Object && FirstBit < other.EndBit && other.FirstBit < EndBit;
}

/// <summary>The cells of one function's analysis, interned to ids.</summary>
internal sealed class CellTable(TermTable terms)
{
    /// <summary>Buckets that are kept for the next function.</summary>
    private const int LastingBuckets = 1024;

    private Cell[] cells = new Cell[128];
    private int[] roots = new int[128];
    private ulong[] mentioned = new ulong[128], stamps = new ulong[128];

    /// <summary>Ids plus one by hash, open addressing; 0 is free.</summary>
    private int[] buckets = new int[256];

    private readonly TermMarks areRoots = new();

    public int Count { get; private set; }

    public ref readonly Cell this[int id] => ref cells[id];

    /// <summary>The object that a cell is in, through elements down to what they index.</summary>
    public int RootOf(int id) => roots[id];

    /// <summary>What a cell's object mentions: see <see cref="TermTable.Mentioned"/>.</summary>
    public ulong Mentioned(int id) => mentioned[id];

    /// <summary>The stamps that it goes by, likewise.</summary>
    public ulong Stamps(int id) => stamps[id];

    /// <summary>Some cell is in the object: of most terms, which are numbers, none is.</summary>
    public bool IsRoot(int term) => areRoots.Contains(term);

    public void Clear()
    {
        if (buckets.Length > LastingBuckets)
        {
            buckets = new int[LastingBuckets];
        }
        else
        {
            Array.Clear(buckets);
        }

        areRoots.Clear();
        Count = 0;
    }

    public int Intern(in Cell cell)
    {
        int mask = buckets.Length - 1;
        int slot = Hash(cell) & mask;
        while (buckets[slot] is var known && known != 0)
        {
            if (cells[known - 1] == cell)
            {
                return known - 1;
            }

            slot = (slot + 1) & mask;
        }

        int id = Count++;
        if (id == cells.Length)
        {
            Array.Resize(ref cells, id * 2);
            Array.Resize(ref roots, id * 2);
            Array.Resize(ref mentioned, id * 2);
            Array.Resize(ref stamps, id * 2);
        }

        cells[id] = cell;
        roots[id] = terms.Object(cell.Object);
        mentioned[id] = terms.Mentioned(cell.Object);
        stamps[id] = terms.Stamps(cell.Object);
        areRoots.Add(roots[id]);
        buckets[slot] = id + 1;
        if (Count * 2 > buckets.Length)
        {
            Rehash();
        }

        return id;
    }

    private void Rehash()
    {
        buckets = new int[buckets.Length * 2];
        int mask = buckets.Length - 1;
        for (int id = 0; id < Count; id++)
        {
            int slot = Hash(cells[id]) & mask;
            while (buckets[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            buckets[slot] = id + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(in Cell cell)
    {
        ulong key = (((ulong)(uint)cell.Object << 32) | (uint)cell.Offset) + (((ulong)cell.Width << 16) | ((ulong)cell.BitStart << 8) | cell.BitWidth);
        key *= 0x9E37_79B9_7F4A_7C15;
        return (int)(key >> 40);
    }
}
