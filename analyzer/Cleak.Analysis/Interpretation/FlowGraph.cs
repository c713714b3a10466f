using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Questions about a function's control flow that the interpretation of its paths does not answer.</summary>
internal sealed class FlowGraph
{
    private readonly Function function;
    private readonly List<int>[] from;
    private BitArray[]? dominators, postDominators;

    public FlowGraph(Function function)
    {
        this.function = function;
        from = new List<int>[function.Blocks.Length];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = [];
        }

        foreach (BasicBlock block in function.Blocks)
        {
            foreach (int successor in block.Terminator.Successors)
            {
                from[successor].Add(block.Ordinal);
            }
        }
    }

    public IReadOnlyList<int> Predecessors(int block) => from[block];

    /// <summary>The blocks on every way from the entry to a block, itself included (Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm, 2001: the sets of its section 2).</summary>
    public BitArray Dominators(int block) => (dominators ??= FindDominators())[block];

    /// <summary>Blocks up to which is asked where ways meet: what that takes grows with their square, and generated scanners have tens of thousands.</summary>
    private const int MostForMeetings = 4096;

    /// <summary>Where all ways from a block that get to a return come together first; -1 for nowhere before the function ends, or where that is not asked.</summary>
    public int Meeting(int block)
    {
        if (from.Length > MostForMeetings)
        {
            return -1;
        }

        postDominators ??= FindPostDominators();
        int meeting = -1, most = -1;
        for (int b = 0; b < from.Length; b++)
        {
            // Those that all ways pass stand in a row; the first is passed by all the others' ways, too.
            if (b != block && postDominators[block][b] && Count(postDominators[b]) is var count && count > most)
            {
                meeting = b;
                most = count;
            }
        }

        return meeting;
    }

    /// <summary>Blocks from which one of <paramref name="targets"/> can be reached, those included, without passing <paramref name="wall"/>.</summary>
    public BitArray Reaching(BitArray targets, int wall)
    {
        var reaching = new BitArray(targets);
        var work = new Stack<int>();
        for (int b = 0; b < reaching.Length; b++)
        {
            if (reaching[b] && b != wall)
            {
                work.Push(b);
            }
        }

        while (work.Count > 0)
        {
            foreach (int before in from[work.Pop()])
            {
                if (before != wall && !reaching[before])
                {
                    reaching[before] = true;
                    work.Push(before);
                }
            }
        }

        return reaching;
    }

    /// <summary>Blocks that can be reached from a block, itself included, without going on behind <paramref name="wall"/>.</summary>
    public BitArray ReachedFrom(int block, int wall)
    {
        var reached = new BitArray(from.Length) { [block] = true };
        var work = new Stack<int>([block]);
        while (work.Count > 0)
        {
            int next = work.Pop();
            if (next == wall)
            {
                continue;
            }

            foreach (int successor in function.Blocks[next].Terminator.Successors)
            {
                if (!reached[successor])
                {
                    reached[successor] = true;
                    work.Push(successor);
                }
            }
        }

        return reached;
    }

    private BitArray[] FindDominators()
    {
        int blocks = from.Length;
        var sets = new BitArray[blocks];
        for (int b = 0; b < blocks; b++)
        {
            sets[b] = new BitArray(blocks, b != 0) { [b] = true };
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int b = 1; b < blocks; b++)
            {
                var common = new BitArray(blocks, true);
                foreach (int before in from[b])
                {
                    common.And(sets[before]);
                }

                common[b] = true;
                if (!Same(common, sets[b]))
                {
                    sets[b] = common;
                    changed = true;
                }
            }
        }

        return sets;
    }

    /// <summary>The same against the arrows; ways that end without a return do not count.</summary>
    private BitArray[] FindPostDominators()
    {
        int blocks = from.Length;
        var sets = new BitArray[blocks];
        for (int b = 0; b < blocks; b++)
        {
            sets[b] = new BitArray(blocks, function.Blocks[b].Terminator is not ReturnTerminator) { [b] = true };
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int b = blocks - 1; b >= 0; b--)
            {
                if (function.Blocks[b].Terminator.Successors is not { Length: > 0 } successors)
                {
                    continue;
                }

                var common = new BitArray(blocks, true);
                foreach (int successor in successors)
                {
                    common.And(sets[successor]);
                }

                common[b] = true;
                if (!Same(common, sets[b]))
                {
                    sets[b] = common;
                    changed = true;
                }
            }
        }

        return sets;
    }

    private static int Count(BitArray set)
    {
        int count = 0;
        for (int i = 0; i < set.Length; i++)
        {
            count += set[i] ? 1 : 0;
        }

        return count;
    }

    private static bool Same(BitArray left, BitArray right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return false;
            }
        }

        return true;
    }
}
