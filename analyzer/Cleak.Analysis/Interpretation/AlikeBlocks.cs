namespace Cleak.Analysis;

/// <summary>
/// States that hold blocks of different acquisitions in the same places, in the same condition: one way of many to get hold of a buffer, or to
/// have released it. Where there are too many of them, the blocks of the one go by the names of the other's, so that the merge forgets none.
/// </summary>
internal sealed class AlikeBlocks(AnalysisContext context)
{
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;
    private readonly List<(int From, int To)> names = [];

    /// <summary>Gives the blocks of <paramref name="other"/> the names of those in <paramref name="state"/>, if they stand alike.</summary>
    /// <returns>False where they do not; nothing is changed then.</returns>
    public bool TryAlign(AbstractState state, AbstractState other)
    {
        if (state.Role != other.Role || state.Lent.Count > 0 || other.Lent.Count > 0 || !FindNames(state, other) || !AreTold(other))
        {
            return false;
        }

        Rename(other);
        return true;
    }

    private bool FindNames(AbstractState state, AbstractState other)
    {
        names.Clear();
        for (int i = 0; i < other.ResourceCount; i++)
        {
            Resource resource = other.Resources[i];
            int at = state.FindResource(resource.Term);
            if (at >= 0 ? state.Resources[at].Shape != resource.Shape : resource.KeepsApart)
            {
                if (at >= 0 || Counterpart(state, other, resource) is not (> 0 and var found))
                {
                    return false;
                }

                names.Add((resource.Term, found));
            }
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (state.Resources[i].KeepsApart && other.FindResource(state.Resources[i].Term) < 0 && !IsName(state.Resources[i].Term))
            {
                return false;
            }
        }

        return names.Count > 0;
    }

    /// <summary>The block that stands in all the places of another one; 0 for none.</summary>
    private int Counterpart(AbstractState state, AbstractState other, in Resource resource)
    {
        int found = 0;
        for (int i = 0; i < other.CellCount; i++)
        {
            Value value = other.CellValues[i];
            if (!value.IsTerm || value.Term != resource.Term)
            {
                continue;
            }

            int at = state.FindCell(other.CellIds[i]);
            if (at < 0 || state.CellValues[at] is not { IsTerm: true } there || there.Offset != value.Offset || (found != 0 && there.Term != found))
            {
                return 0;
            }

            found = there.Term;
        }

        int alike = found == 0 || IsName(found) || other.FindResource(found) >= 0 ? -1 : state.FindResource(found);
        return alike >= 0 && AreAlike(state.Resources[alike], resource) ? found : 0;
    }

    private bool AreAlike(in Resource one, in Resource other) =>
        one.Acquired >= 0 && other.Acquired >= 0 && one.State == other.State && one.State is ResourceState.Live or ResourceState.Released
        && one.Kind == other.Kind && one.Family == other.Family && one.Flags == other.Flags && one.IsHeld == other.IsHeld && one.ReleasedAt == other.ReleasedAt
        && terms[one.Term].Kind == TermKind.Acquired && terms[other.Term].Kind == TermKind.Acquired;

    private bool IsName(int term)
    {
        foreach ((_, int to) in names)
        {
            if (to == term)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All that is said of the blocks is said of them directly, and nothing of those whose names they get.</summary>
    private bool AreTold(AbstractState state)
    {
        for (int i = 0; i < state.CellCount; i++)
        {
            if (IsMadeOf(cells[state.CellIds[i]].Object) || (state.CellValues[i].IsTerm && IsMadeOf(state.CellValues[i].Term)))
            {
                return false;
            }
        }

        for (int i = 0; i < state.TemporaryCount; i++)
        {
            if (state.Temporaries[i].IsTerm && IsMadeOf(state.Temporaries[i].Term))
            {
                return false;
            }
        }

        for (int i = 0; i < state.FactCount; i++)
        {
            if (IsMadeOf(state.FactTerms[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < state.AliasCount; i++)
        {
            if (Mentions(state.AliasTerms[i]) || (state.AliasValues[i].IsTerm && Mentions(state.AliasValues[i].Term)))
            {
                return false;
            }
        }

        for (int i = 0; i < state.DefaultCount; i++)
        {
            if (IsMadeOf(state.DefaultTerms[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < state.ResourceCount; i++)
        {
            if (IsMadeOf(state.Resources[i].Term))
            {
                return false;
            }
        }

        for (int i = 0; i < state.KeptCount; i++)
        {
            if (Mentions(cells[state.KeptCells[i]].Object))
            {
                return false;
            }
        }

        return true;
    }

    private bool Mentions(int term)
    {
        foreach ((int from, int to) in names)
        {
            if (terms.Mentions(term, from) || terms.Mentions(term, to))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A block goes into a term that is not the block, or the name that it gets is taken.</summary>
    private bool IsMadeOf(int term)
    {
        foreach ((int from, int to) in names)
        {
            if ((term != from && terms.Mentions(term, from)) || terms.Mentions(term, to))
            {
                return true;
            }
        }

        return false;
    }

    private void Rename(AbstractState state)
    {
        foreach ((int from, int to) in names)
        {
            for (int i = 0; i < state.CellCount; i++)
            {
                state.CellValues[i] = Renamed(state.CellValues[i], from, to);
                Cell cell = cells[state.CellIds[i]];
                if (cell.Object == from)
                {
                    state.CellIds[i] = cells.Intern(cell with { Object = to });
                }
            }

            for (int i = 0; i < state.TemporaryCount; i++)
            {
                state.Temporaries[i] = Renamed(state.Temporaries[i], from, to);
            }

            Rename(state.FactTerms, state.FactCount, from, to);
            Rename(state.DefaultTerms, state.DefaultCount, from, to);
            Rename(state.UsedTerms, state.UsedCount, from, to);
            int at = state.FindResource(from);
            state.Resources[at] = state.Resources[at] with { Term = to };
        }

        state.RenewMasks();
    }

    private static void Rename(int[] named, int count, int from, int to)
    {
        int at = named.AsSpan(0, count).IndexOf(from);
        if (at >= 0)
        {
            named[at] = to;
        }
    }

    private static Value Renamed(Value value, int from, int to) => value.IsTerm && value.Term == from ? Value.Of(to, value.Offset) : value;
}
