namespace Cleak.Analysis;

/// <summary>
/// What stood in memory at entry and was read on every path to a state, and the instruction that did so first. A small set: what does
/// not fit is not known to be read.
/// </summary>
internal sealed class EntryReads
{
    private const int Capacity = 16;
    private readonly int[] terms = new int[Capacity];
    private readonly int[] instructions = new int[Capacity];

    public int Count { get; private set; }

    public int Term(int index) => terms[index];

    public int Instruction(int index) => instructions[index];

    public void Clear() => Count = 0;

    public void CopyFrom(EntryReads other)
    {
        Count = other.Count;
        Array.Copy(other.terms, terms, Count);
        Array.Copy(other.instructions, instructions, Count);
    }

    public void Add(int term, int instruction)
    {
        if (Count < Capacity && Find(term) < 0)
        {
            terms[Count] = term;
            instructions[Count++] = instruction;
        }
    }

    /// <summary>Two paths meet: what only one of them read may not be read.</summary>
    public void KeepCommon(EntryReads other)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (other.Find(terms[i]) < 0)
            {
                Count--;
                terms[i] = terms[Count];
                instructions[i] = instructions[Count];
            }
        }
    }

    private int Find(int term) => terms.AsSpan(0, Count).IndexOf(term);
}
