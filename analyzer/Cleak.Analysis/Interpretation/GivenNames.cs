namespace Cleak.Analysis;

/// <summary>
/// When instructions gave out their names last. Where nothing comes round to an instruction a second time, the states that it is
/// executed on can know none of its names but those given since that began: a search of the whole state is spared.
/// </summary>
internal sealed class GivenNames
{
    /// <summary>Of a name given by another instruction, or by one that is come round to: any state may know it.</summary>
    private const int Whenever = int.MaxValue;

    private int[] ofTerms = new int[512], ofStamps = new int[256];
    private int now = 1, begun, beforeOutcomes, outcome, depth;
    private int instruction = -1;

    public void Clear()
    {
        Array.Clear(ofTerms);
        Array.Clear(ofStamps);
        (now, begun, beforeOutcomes, outcome, depth, instruction) = (1, 0, 0, 0, 0, -1);
    }

    /// <summary>An instruction is executed on a state.</summary>
    public void Begin(int number, bool isRepeated)
    {
        instruction = isRepeated ? -1 : number;
        begun = ++now;
        outcome = depth = 0;
    }

    /// <summary>The cases of a callee follow, each on a copy of the state.</summary>
    public void BeginOutcomes()
    {
        if (++depth == 1)
        {
            beforeOutcomes = now;
        }
    }

    /// <summary>What is given in one case, another does not know; in calls within a case it is not told which knows what.</summary>
    public void BeginOutcome() => outcome = depth == 1 ? ++now : 0;

    public void EndOutcomes()
    {
        depth--;
        outcome = 0;
    }

    /// <summary>Whether the state may know a term; of one that was not given here, nothing is said.</summary>
    public bool MayKnowTerm(int term, int number) => At(ref ofTerms, term) is var given && (given == 0 || MayKnow(given, number));

    public void GiveTerm(int term, int number) => Give(ref At(ref ofTerms, term), number);

    /// <summary>Whether the state may know a stamp.</summary>
    public bool MayKnowStamp(int stamp, int number) => At(ref ofStamps, stamp) is not 0 and var given && MayKnow(given, number);

    public void GiveStamp(int stamp, int number) => Give(ref At(ref ofStamps, stamp), number);

    private void Give(ref int given, int number)
    {
        if (number != instruction || given == Whenever)
        {
            given = Whenever;
        }
        else
        {
            // Given twice in one execution: from its beginning.
            given = given >= begun && given != now ? begun : now;
        }
    }

    private bool MayKnow(int given, int number) =>
        number != instruction || (given >= begun && (outcome == 0 || given <= beforeOutcomes || given >= outcome));

    private static ref int At(ref int[] table, int index)
    {
        if (index >= table.Length)
        {
            Array.Resize(ref table, Math.Max(index + 1, table.Length * 2));
        }

        return ref table[index];
    }
}
