namespace Cleak.Analysis;

/// <summary>
/// Names of memory that was forgotten: what is read there carries a stamp. There are few stamps for each instruction, so that loops
/// come to an end; one that is given out again names other memory than before.
/// </summary>
internal sealed class StampedNames(AnalysisContext context)
{
    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;

    private const int StampsPerInstruction = 4;

    /// <summary>In place of an instruction: a name for what was lost, told apart by the event.</summary>
    private const int LostName = -11;

    /// <summary>The instruction that a stamp is of; -1 for those of merges and of the entry.</summary>
    public static int InstructionOf(int stamp) => ((stamp - 1) >> 2) - 1;

    /// <summary>
    /// A stamp for what an instruction forgets: one that nothing goes by, else one that only things known of the past go by.
    /// </summary>
    public int Take(AbstractState state, int instruction)
    {
        int first = ((instruction + 1) << 2) + 1;
        int taken = -1;
        for (int stamp = first; stamp < first + StampsPerInstruction; stamp++)
        {
            if (!context.GivenNames.MayKnowStamp(stamp, instruction))
            {
                context.GivenNames.GiveStamp(stamp, instruction);
                return stamp;
            }

            if (IsHeld(state, stamp))
            {
                continue;
            }

            if (!IsRemembered(state, stamp))
            {
                taken = stamp;
                break;
            }

            taken = taken < 0 ? stamp : taken;
        }

        if (taken < 0)
        {
            taken = first + StampsPerInstruction - 1;
            Blur(state, taken);
        }

        context.GivenNames.GiveStamp(taken, instruction);
        Renew(state, taken);
        return taken;
    }

    /// <summary>All names are taken: what goes by this one is some value from here on, for the name is another's.</summary>
    private void Blur(AbstractState state, int stamp)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            if (HoldsOwned(state, state.CellValues[i]))
            {
                continue;
            }

            if (Uses(cells[state.CellIds[i]].Object, stamp))
            {
                state.RemoveCellAt(i);
            }
            else if (Uses(state.CellValues[i], stamp))
            {
                state.CellValues[i] = Value.None;
            }
        }

        for (int i = 0; i < state.TemporaryCount; i++)
        {
            if (Uses(state.Temporaries[i], stamp))
            {
                state.Temporaries[i] = Value.None;
            }
        }
    }

    private bool HoldsOwned(AbstractState state, Value value)
    {
        for (int i = 0; value.IsTerm && i < state.ResourceCount; i++)
        {
            if (state.Resources[i].State == ResourceState.Live && context.MayName(value.Term, state.Resources[i].Term))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Something that the state holds or can read goes by the stamp.</summary>
    private bool IsHeld(AbstractState state, int stamp)
    {
        ulong bit = 1UL << (stamp & 63);
        ReadOnlySpan<Value> values = state.CellValues.AsSpan(0, state.CellCount);
        ReadOnlySpan<int> places = state.CellIds.AsSpan(0, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (((terms.StampsIn(values[i]) | cells.Stamps(places[i])) & bit) != 0 && (Uses(values[i], stamp) || Uses(cells[places[i]].Object, stamp)))
            {
                return true;
            }
        }

        foreach (Value value in state.Temporaries.AsSpan(0, state.TemporaryCount))
        {
            if (Uses(value, stamp))
            {
                return true;
            }
        }

        return state.DefaultStamps.AsSpan(0, state.DefaultCount).Contains(stamp) || state.GlobalStamp == stamp || state.AliasStamp == stamp;
    }

    private bool IsRemembered(AbstractState state, int stamp)
    {
        for (int i = 0; i < state.FactCount; i++)
        {
            if (Uses(state.FactTerms[i], stamp))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The stamp is given out (again): what was known under it is no knowledge of what it names now.</summary>
    public void Renew(AbstractState state, int stamp)
    {
        for (int i = state.ResourceCount - 1; i >= 0; i--)
        {
            if (Uses(state.Resources[i].Term, stamp))
            {
                Resource resource = state.Resources[i];
                state.RemoveResourceAt(i);
                KeepLoss(state, resource);
            }
        }

        for (int i = state.AliasCount - 1; i >= 0; i--)
        {
            if (Uses(state.AliasTerms[i], stamp) || Uses(state.AliasValues[i], stamp))
            {
                state.RemoveAliasAt(i);
            }
        }

        for (int i = state.FactCount - 1; i >= 0; i--)
        {
            if (Uses(state.FactTerms[i], stamp))
            {
                state.RemoveFactAt(i);
            }
        }
    }

    /// <summary>That something was lost stays true when its name goes to another.</summary>
    public void KeepLoss(AbstractState state, Resource resource)
    {
        if (resource.State == ResourceState.Lost)
        {
            state.SetResource(resource with { Term = terms.Fresh(LostName, resource.Last, 0, long.MinValue, long.MaxValue) });
        }
    }

    /// <summary>
    /// Nothing that is read from here on has this name: it is of a stamp that its place does not carry any more, or was read from such.
    /// Names without a stamp are those of what was there at entry; the caller knows them.
    /// </summary>
    public bool IsPast(AbstractState state, int id)
    {
        if (terms.IsLasting(id))
        {
            return false;
        }

        ref readonly Term term = ref terms[id];
        return term.Kind switch
        {
            TermKind.Content => (term.C != 0 && !IsCurrent(state, term)) || IsPast(state, term.A),
            TermKind.Unary or TermKind.Cast => term.Left.IsTerm && IsPast(state, term.Left.Term),
            TermKind.Binary or TermKind.Element => (term.Left.IsTerm && IsPast(state, term.Left.Term)) || (term.Right.IsTerm && IsPast(state, term.Right.Term)),
            _ => false,
        };
    }

    private bool IsCurrent(AbstractState state, in Term content)
    {
        int root = terms.Object(content.A);
        int at = state.FindDefault(root);
        return content.C == state.AliasStamp || content.C == (at >= 0 ? state.DefaultStamps[at] : state.GlobalStamp);
    }

    private bool Uses(Value value, int stamp) => value.IsTerm && Uses(value.Term, stamp);

    private bool Uses(int id, int stamp)
    {
        if ((terms.Stamps(id) & (1UL << (stamp & 63))) == 0)
        {
            return false;
        }

        ref readonly Term term = ref terms[id];
        return term.Kind switch
        {
            TermKind.Content => term.C == stamp || Uses(term.A, stamp),
            TermKind.Fresh => term.A == stamp,
            TermKind.Unary or TermKind.Cast => Uses(term.Left, stamp),
            TermKind.Binary or TermKind.Element => Uses(term.Left, stamp) || Uses(term.Right, stamp),
            _ => false,
        };
    }
}
