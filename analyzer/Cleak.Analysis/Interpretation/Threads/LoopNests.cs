using System.Collections;

namespace Cleak.Analysis;

/// <summary>Which loops of a function hold which blocks.</summary>
internal sealed class LoopNests(FunctionCode code)
{
    private List<(int Head, BitArray Body)>? loops;

    /// <summary>A loop goes round through one block and not through the other.</summary>
    public bool IsApart(int inside, int outside)
    {
        foreach ((_, BitArray body) in loops ??= Find())
        {
            if (body[inside] && !body[outside])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Some loop goes round through both.</summary>
    public bool IsTogether(int one, int other)
    {
        foreach ((_, BitArray body) in loops ??= Find())
        {
            if (body[one] && body[other])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every way to a block goes to the head of a loop that goes round through <paramref name="inside"/> and not through <paramref name="outside"/>.</summary>
    public bool IsBehind(int block, int inside, int outside)
    {
        foreach ((int head, BitArray body) in loops ??= Find())
        {
            if (body[inside] && !body[outside] && !body[block] && code.Graph.Dominators(block)[head])
            {
                return true;
            }
        }

        return false;
    }

    private List<(int, BitArray)> Find()
    {
        var found = new List<(int, BitArray)>();
        for (int block = 0; block < code.Function.Blocks.Length; block++)
        {
            if (code.IsLoopHead(block))
            {
                found.Add((block, code.Body(block)));
            }
        }

        return found;
    }
}
