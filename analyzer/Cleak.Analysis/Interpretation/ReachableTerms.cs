namespace Cleak.Analysis;

/// <summary>The terms of a state that something to come can still name.</summary>
internal sealed class ReachableTerms(AnalysisContext context)
{
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;
    private readonly StampedNames stamped = new(context);
    private readonly TermMarks alive = context.TakeMarks();
    private readonly List<int> unreached = [];

    /// <summary>Looks a state through; what is asked below is of it.</summary>
    public void Find(AbstractState state)
    {
        alive.Clear();
        for (int i = 0; i < state.TemporaryCount; i++)
        {
            Mark(state.Temporaries[i]);
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            // An owned resource is a root of its own: its loss must be seen. So is what a key holds.
            if (state.Resources[i].State is ResourceState.Live or ResourceState.Lost || state.Resources[i].Has(ResourceFlags.UnderKey) || !IsAnonymous(state, state.Resources[i].Term))
            {
                Mark(state.Resources[i].Term);
            }
        }

        unreached.Clear();
        for (int i = 0; i < state.CellCount; i++)
        {
            if (!TryMarkCell(state, i))
            {
                unreached.Add(i);
            }
        }

        // What nothing leads to so far is asked again once more is marked.
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = unreached.Count - 1; i >= 0; i--)
            {
                if (TryMarkCell(state, unreached[i]))
                {
                    unreached[i] = unreached[^1];
                    unreached.RemoveAt(unreached.Count - 1);
                    changed = true;
                }
            }

            for (int i = 0; i < state.AliasCount; i++)
            {
                if (!IsGone(state, state.AliasTerms[i]) && Mark(state.AliasValues[i]))
                {
                    changed = true;
                }
            }
        }
    }

    public bool Contains(int term) => alive.Contains(term);

    /// <summary>It goes by the name that was made for it, and by no place that it can be read from again.</summary>
    public bool IsAnonymous(AbstractState state, int term) => terms[term].Kind switch
    {
        TermKind.Acquired or TermKind.Fresh or TermKind.Merged => true,
        TermKind.Content => stamped.IsPast(state, term),
        _ => false,
    };

    /// <summary>It, or what it is made of, cannot be named again.</summary>
    public bool IsGone(AbstractState state, int term)
    {
        if (terms.IsLasting(term))
        {
            return false;
        }

        ref readonly Term t = ref terms[term];
        return t.Kind switch
        {
            TermKind.Acquired or TermKind.Fresh or TermKind.Merged => !alive.Contains(term),
            TermKind.Content => !alive.Contains(term) && (IsGone(state, t.A) || stamped.IsPast(state, term)),
            TermKind.Unary or TermKind.Cast => t.Left.IsTerm && IsGone(state, t.Left.Term),
            TermKind.Binary or TermKind.Element => (t.Left.IsTerm && IsGone(state, t.Left.Term)) || (t.Right.IsTerm && IsGone(state, t.Right.Term)),
            _ => false,
        };
    }

    /// <summary>Marks what a cell names and holds; false where nothing leads to it so far.</summary>
    private bool TryMarkCell(AbstractState state, int at)
    {
        int id = state.CellIds[at], root = cells.RootOf(id);
        if (!alive.Contains(root) && IsGone(state, root))
        {
            return false;
        }

        Mark(state.CellValues[at]);
        Mark(cells[id].Object);
        return true;
    }

    private bool Mark(Value value) => value.IsTerm && Mark(value.Term);

    private bool Mark(int term)
    {
        if (!alive.Add(term))
        {
            return false;
        }

        ref readonly Term t = ref terms[term];
        switch (t.Kind)
        {
            case TermKind.Content:
                Mark(t.A);
                break;
            case TermKind.Unary or TermKind.Cast:
                Mark(t.Left);
                break;
            case TermKind.Binary or TermKind.Element:
                Value right = t.Right;
                Mark(t.Left);
                Mark(right);
                break;
        }

        return true;
    }
}
