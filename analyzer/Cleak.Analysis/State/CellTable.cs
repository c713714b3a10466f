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
internal sealed class CellTable
{
    private readonly Dictionary<Cell, int> ids = [];
    private Cell[] cells = new Cell[128];

    public int Count { get; private set; }

    public ref readonly Cell this[int id] => ref cells[id];

    public int Intern(Cell cell)
    {
        if (ids.TryGetValue(cell, out int id))
        {
            return id;
        }

        id = Count++;
        if (id == cells.Length)
        {
            Array.Resize(ref cells, id * 2);
        }

        cells[id] = cell;
        ids.Add(cell, id);
        return id;
    }
}
