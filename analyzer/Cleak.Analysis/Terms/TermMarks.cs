using System.Runtime.CompilerServices;

namespace Cleak.Analysis;

/// <summary>A set of terms that is emptied in no time: each round has a number of its own.</summary>
internal sealed class TermMarks
{
    private int[] rounds = [];
    private int round = 1;

    public void Clear() => round++;

    public bool Contains(int term) => term < rounds.Length && rounds[term] == round;

    /// <summary>False where the term was in it already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(int term)
    {
        if (term >= rounds.Length)
        {
            Grow(term);
        }

        bool isNew = rounds[term] != round;
        rounds[term] = round;
        return isNew;
    }

    private void Grow(int term) => Array.Resize(ref rounds, Math.Max(term + 64, rounds.Length * 2));
}
