namespace Cleak.Analysis;

/// <summary>
/// Objects of the caller's whose bytes a function copies into memory that outlives it, as a growing array that is moved by hand: what
/// the bytes point to has a second holder, of which the caller is not told.
/// </summary>
internal sealed class CopiedContents(TermTable terms)
{
    private const int Max = 8;
    private readonly SortedSet<int> sources = [];

    public IEnumerable<int> Sources => sources;

    /// <param name="size">Bytes; negative where the number is not known.</param>
    public void Note(int destination, int source, long size)
    {
        if (size is < 0 or > Memory.MaxBytesFollowed && !terms[terms.Object(destination)].IsStackAddress)
        {
            Note(source);
        }
    }

    /// <summary>A callee copies it.</summary>
    public void Note(int source)
    {
        int from = terms.Object(source);
        if (sources.Count < Max && terms.IsGivenPointer(from))
        {
            sources.Add(from);
        }
    }
}
