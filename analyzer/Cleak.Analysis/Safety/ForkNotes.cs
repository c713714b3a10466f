using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>A fork while its function is interpreted: what becomes of the child and of its parent.</summary>
internal sealed class ForkNote
{
    /// <summary>Some path of the child tries an exec.</summary>
    public bool Execs { get; set; }

    /// <summary>The child calls what is not safe there.</summary>
    public bool IsUnsafe { get; set; }

    /// <summary>The child returns from the function.</summary>
    public bool ChildReturns { get; set; }

    public bool ParentReturns { get; set; }

    public bool ParentEnds { get; set; }

    /// <summary>The parent goes no further: the child is the process from here on.</summary>
    public bool IsAlone => ParentEnds && !ParentReturns;
}

/// <summary>The forks of a function, by the call that makes the child: fork itself, or a function that comes back as the child.</summary>
internal sealed class ForkNotes(AnalysisContext context)
{
    private readonly SortedDictionary<int, ForkNote> forks = [];

    public ForkNote Of(int instruction) => forks.TryGetValue(instruction, out ForkNote? fork) ? fork : forks[instruction] = new ForkNote();

    /// <summary>The fork whose child a state is; null for others.</summary>
    public ForkNote? Child(AbstractState state) => state.Role == ProcessRole.Main || state.RoleEvent < 0 ? null : Of(context.History[state.RoleEvent].Instruction);

    /// <summary>A path comes back from the function.</summary>
    public void Returns(AbstractState state, bool endsProcess)
    {
        if (Child(state) is { } fork)
        {
            fork.ChildReturns = true;
        }

        Parents(state, endsProcess);
    }

    /// <summary>A path does not come back: the process ends.</summary>
    public void Ends(AbstractState state) => Parents(state, ends: true);

    private void Parents(AbstractState state, bool ends)
    {
        // What stands before the fork that made a child was done by the child's own parent.
        for (int e = forks.Count == 0 ? -1 : state.History; e > state.RoleEvent; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.Parent)
            {
                ForkNote fork = Of(context.History[e].Instruction);
                fork.ParentEnds |= ends;
                fork.ParentReturns |= !ends;
            }
        }
    }

    /// <summary>The child has come here without a choice but that it is the child: no error has led here.</summary>
    public bool IsStraight(AbstractState state)
    {
        int choices = 0;
        for (int e = state.History; e > state.RoleEvent; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.Branch)
            {
                // What fork returned is known in the child: only a switch is noted as a choice all the same.
                choices += context.Code.Terminator(context.History[e].Instruction) is Cleak.Ir.SwitchTerminator ? 1 : 2;
            }
        }

        return choices <= 1;
    }

    public bool IsParent(AbstractState state)
    {
        for (int e = forks.Count == 0 ? -1 : state.History; e > state.RoleEvent; e = context.History[e].Parent)
        {
            if (context.History[e].Kind == EventKind.Parent)
            {
                return true;
            }
        }

        return false;
    }

    public ImmutableArray<ForkSite> Facts(DefectRecorder recorder) =>
        [.. forks.Select(fork => new ForkSite(context.Code.Span(fork.Key), recorder.CalleeName(fork.Key))
        {
            Execs = fork.Value.Execs,
            IsUnsafe = fork.Value.IsUnsafe,
            ChildReturns = fork.Value.ChildReturns,
            IsAlone = fork.Value.IsAlone,
            IsDirect = context.Code.Instruction(fork.Key) is Cleak.Ir.CallInstruction { DirectCallee: { } callee } && context.Program.Models.Find(context.UnitIndex, callee) is not null,
        })];
}
