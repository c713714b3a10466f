namespace Cleak.Analysis;

/// <summary>What a realloc left where it was: two addresses, the old one and the new one, that turn out to be one.</summary>
internal sealed class BlocksInPlace(AnalysisContext context, Memory memory)
{
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;

    /// <summary>The addresses of two objects are one. The result is the name that goes by the other from here on; 0 where both stay.</summary>
    public int BecameEqual(AbstractState state, Value left, Value right)
    {
        int l = state.FindResource(left.Term), r = state.FindResource(right.Term);
        if (l < 0 || r < 0 || (state.Resources[l].State == ResourceState.Moved) == (state.Resources[r].State == ResourceState.Moved))
        {
            return 0;
        }

        (int old, int now) = state.Resources[l].State == ResourceState.Moved ? (l, r) : (r, l);
        Resource before = state.Resources[old], grown = state.Resources[now];
        if (before.Acquired >= 0)
        {
            state.Resources[old] = before with { Flags = before.Flags | ResourceFlags.Imprecise };
            state.Resources[now] = grown with { State = ResourceState.Escaped };
            return 0;
        }

        if (left.Offset != right.Offset || !terms.IsInterface(before.Term) || grown is not { State: ResourceState.Live, Kind: ResourceKind.Heap, Acquired: >= 0 })
        {
            state.RemoveResourceAt(old);
            return 0;
        }

        Rename(state, grown, before.Term);
        state.RemoveResourceAt(state.FindResource(before.Term));
        state.RemoveResourceAt(state.FindResource(grown.Term));
        return grown.Term;
    }

    /// <summary>The caller's block is the caller's still, with what was written to it since it grew.</summary>
    private void Rename(AbstractState state, Resource grown, int old)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            if (cells.RootOf(state.CellIds[i]) == old && cells[state.CellIds[i]].Width != Memory.GhostWidth)
            {
                // The new block got what was known of the old one.
                state.RemoveCellAt(i);
            }
        }

        memory.MoveObject(state, grown.Term, old);
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            Cell cell = cells[state.CellIds[i]];
            Value value = state.CellValues[i];
            if (cells.RootOf(state.CellIds[i]) == grown.Term)
            {
                state.RemoveCellAt(i);
                if (GhostFacts.IsSize(cell) && cell.Object == grown.Term)
                {
                    state.SetCell(cells.Intern(cell with { Object = old }), value);
                }
            }
            else if (value.IsTerm && value.Term == grown.Term)
            {
                state.CellValues[i] = Value.Of(old, value.Offset);
            }
        }

        for (int i = 0; i < state.TemporaryCount; i++)
        {
            if (state.Temporaries[i] is { IsTerm: true } value && value.Term == grown.Term)
            {
                state.Temporaries[i] = Value.Of(old, value.Offset);
            }
        }

        int contents = state.FindDefault(grown.Term);
        if (contents >= 0 && StampedNames.InstructionOf(state.DefaultStamps[contents]) != context.History[grown.Acquired].Instruction)
        {
            state.SetDefault(old, state.DefaultKinds[contents], state.DefaultStamps[contents]);
        }
    }
}
