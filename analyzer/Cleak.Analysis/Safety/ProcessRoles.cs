namespace Cleak.Analysis;

/// <summary>Which process a path is in: where a callee comes back as a child, and where paths of several processes meet.</summary>
internal static class ProcessRoles
{
    /// <summary>A callee comes back in one of its cases: as the child of a fork, as the parent of one, or as what called it.</summary>
    public static void Returned(AnalysisContext context, AbstractState state, int number, SummaryCase one, DefectRecorder recorder, ForkNotes forks)
    {
        if (one.Fork is { } fork)
        {
            context.History.Record(state, number, EventKind.Fork, 0, recorder.Nest(fork));
            state.RoleThread = state.ThreadEvent >= 0 ? state.ThreadEvent : state.Role != ProcessRole.Main ? state.RoleThread : -1;
            state.ThreadEvent = -1;
            state.Role = one.Role;
            state.RoleFlags = one.RoleFlags & ~RoleFlags.Parent;
            state.RoleEvent = state.History;
            state.RoleFork = number;
            forks.Of(number);
            return;
        }

        state.RoleFlags |= one.RoleFlags & RoleFlags.TriedExec;
        if (one.IsParent)
        {
            BecomeParent(context, state, number);
            forks.Of(number);
        }
    }

    public static void BecomeParent(AnalysisContext context, AbstractState state, int number)
    {
        context.History.Record(state, number, EventKind.Parent, 0);
        state.RoleFlags |= RoleFlags.Parent;
    }

    /// <summary>Paths meet: what only one of them did in its role is not certain any more, but that there is a parent is not forgotten.</summary>
    public static void Merge(AbstractState state, AbstractState other)
    {
        RoleFlags parent = (state.RoleFlags | other.RoleFlags) & RoleFlags.Parent;
        if ((other.RoleFlags & ~state.RoleFlags & RoleFlags.Parent) != 0)
        {
            // What becomes of the parent is asked of its history.
            state.History = other.History;
        }

        state.RoleFlags = (state.RoleFlags & other.RoleFlags) | parent;
        if (state.Role != other.Role)
        {
            // The child and its parent in one state: nothing is certain to happen in the child.
            state.Role = ProcessRole.Main;
            state.RoleEvent = -1;
            state.RoleFork = -1;
            state.RoleThread = -1;
            state.RoleFlags = parent;
        }
        else if (state.RoleThread < 0)
        {
            // Beside one of the two there was a thread.
            state.RoleThread = other.RoleThread;
        }
    }
}
