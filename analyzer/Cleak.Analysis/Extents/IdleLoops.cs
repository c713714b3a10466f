using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Loops that a path leaves without a turn, and what that says of the sizes they run to. That a count may be zero is seldom meant where a block
/// of as many elements was asked for: who fills it by one count and reads it by another keeps the two apart in ways that are not seen.
/// </summary>
internal sealed class IdleLoops(AnalysisContext context)
{
    /// <summary>The path takes the size of a block for none because a loop that runs to it took no turn.</summary>
    /// <param name="history">The last event of the path.</param>
    /// <param name="allocation">The call that the block is from.</param>
    public bool Bound(int history, int allocation)
    {
        HashSet<int>? sizes = null;
        for (int e = history; e >= 0; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.Branch && IsIdleExit(e))
            {
                sizes ??= Sizes(allocation);
                int branch = context.History[e].Instruction;
                var asked = new HashSet<int>();
                ComputedFrom.Collect(context.Code.BlockOf(branch), ((BranchTerminator)context.Code.Terminator(branch)).Condition, asked);
                if (asked.Overlaps(sizes))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The branch leaves its loop, which did not go round before.</summary>
    private bool IsIdleExit(int history)
    {
        PathEvent step = context.History[history];
        if (context.Code.Terminator(step.Instruction) is not BranchTerminator branch)
        {
            return false;
        }

        int head = context.Code.BlockOf(step.Instruction).Ordinal;
        if (!context.Code.IsLoopHead(head) || context.Code.Body(head)[branch.Successors[1 - step.Detail]])
        {
            return false;
        }

        for (int e = step.Parent; e >= 0; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.LoopBack && context.Code.Terminator(context.History[e].Instruction).Successors.Contains(head))
            {
                return false;
            }
        }

        return true;
    }

    private HashSet<int> Sizes(int allocation)
    {
        var slots = new HashSet<int>();
        if (context.Code.Instruction(allocation) is CallInstruction call)
        {
            foreach (Expression argument in call.Arguments)
            {
                ComputedFrom.Collect(context.Code.BlockOf(allocation), argument, slots);
            }
        }

        return slots;
    }
}
