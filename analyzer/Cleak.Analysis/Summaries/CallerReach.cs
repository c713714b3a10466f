namespace Cleak.Analysis;

/// <summary>What callers get hold of when a function comes back, and what hangs where they cannot be told.</summary>
internal sealed class CallerReach(AnalysisContext context, PathCondition path)
{
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;

    /// <summary>New objects that the caller gets hold of: from the result, and from memory it sees.</summary>
    public HashSet<int> Reachable(AbstractState state, Value result)
    {
        var reachable = new HashSet<int>();
        Visit(state, result, reachable);
        for (int i = 0; i < state.CellCount; i++)
        {
            int root = cells.RootOf(state.CellIds[i]);
            if (terms.IsInterface(root))
            {
                Visit(state, state.CellValues[i], reachable);
            }
        }

        return reachable;
    }

    /// <summary>New objects that hang on the program's variables: nobody's in particular, and no caller need release them.</summary>
    public HashSet<int> OfProgram(AbstractState state)
    {
        var reachable = new HashSet<int>();
        for (int i = 0; i < state.CellCount; i++)
        {
            int root = cells.RootOf(state.CellIds[i]);
            while (terms[root].Kind == TermKind.Content)
            {
                root = terms.Object(terms[root].A);
            }

            if (terms[root].Kind == TermKind.GlobalAddress)
            {
                Visit(state, state.CellValues[i], reachable);
            }
        }

        return reachable;
    }

    private void Visit(AbstractState state, Value value, HashSet<int> reachable)
    {
        value = path.Resolve(state, value);
        if (!value.IsTerm || terms.Object(value.Term) is var root && (terms[root].Kind != TermKind.Acquired || !reachable.Add(root)))
        {
            return;
        }

        int block = terms.Object(value.Term);
        for (int i = 0; i < state.CellCount; i++)
        {
            if (cells.RootOf(state.CellIds[i]) == block)
            {
                Visit(state, state.CellValues[i], reachable);
            }
        }
    }

    /// <summary>
    /// Something that lives on holds it in a place that the caller cannot be told, an element of unknown index, an object of unknown name;
    /// or under a name that the caller cannot be told, as the root of a tree that was balanced.
    /// </summary>
    public bool IsHeldElsewhere(AbstractState state, int term) => IsHeldElsewhere(state, term, []);

    private bool IsHeldElsewhere(AbstractState state, int term, HashSet<int> visited)
    {
        if (!visited.Add(term))
        {
            return false;
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            if (state.CellValues[i].IsTerm && context.MayName(state.CellValues[i].Term, term) && !GhostFacts.Is(cells[state.CellIds[i]]))
            {
                int holder = cells[state.CellIds[i]].Object;
                int root = terms.Object(holder);
                bool isHeld = terms[root].Kind == TermKind.Acquired
                    ? root != term && ((state.FindResource(root) is >= 0 and var at && state.Resources[at].State == ResourceState.Escaped) || IsHeldElsewhere(state, root, visited))
                    : !terms.IsInterface(holder) && terms[root].Kind != TermKind.LocalAddress;
                if (isHeld || (terms.IsInterface(holder) && !terms.Names(state.CellValues[i].Term, term) && root != terms.ResultObject()))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
