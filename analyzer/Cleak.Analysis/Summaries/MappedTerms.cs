namespace Cleak.Analysis;

/// <summary>Room for what the terms of a callee are at a call, by their ids; used again from call to call.</summary>
internal sealed class MappedTerms
{
    private int[] peekedIn = new int[256];
    private int call;

    public Value[] Mapped = new Value[256];

    /// <summary>What each term is before the call, the same for all cases.</summary>
    public Value[] Before = new Value[256];

    /// <summary>What was peeked at before a case was chosen, for those that <see cref="IsPeeked"/>.</summary>
    public Value[] Peeked = new Value[256];

    /// <summary>A call of a callee of so many terms: none is mapped.</summary>
    public void Begin(int count)
    {
        call++;
        if (Mapped.Length >= count)
        {
            Array.Clear(Mapped, 0, count);
            return;
        }

        Mapped = new Value[count * 2];
        Before = new Value[count * 2];
        Peeked = new Value[count * 2];
        peekedIn = new int[count * 2];
    }

    public bool IsPeeked(int id) => peekedIn[id] == call;

    public void Peek(int id, Value value)
    {
        Peeked[id] = value;
        peekedIn[id] = call;
    }
}
