namespace Cleak.Analysis;

/// <summary>An array for a moment's work, used again and again by its one owner.</summary>
internal sealed class Scratch<T>
{
    private T[] items = new T[16];

    /// <summary>Makes room; what was in it is not cleared.</summary>
    public Scratch<T> Begin(int count)
    {
        if (items.Length < count)
        {
            items = new T[count * 2];
        }

        return this;
    }

    public ref T this[int index] => ref items[index];
}
