namespace Cleak.Analysis;

/// <summary>
/// Which states nothing that is asked later tells apart: their resources stand alike, and of each place in <see cref="LaterQuestions"/> the
/// same is known. Such states merge wherever they meet, since what the merge forgets decides nothing.
/// </summary>
internal sealed class StateKinship(AnalysisContext context, SummarySet summaries)
{
    private readonly TermTable terms = context.Terms;
    private LaterQuestions? questions;

    /// <summary>By cell, once it was looked at: <see cref="Seen"/>, what else it is, and its place in the upper bits.</summary>
    private int[] traitsOfCell = [];
    private AbstractState state = null!;
    private int block;
    private bool isWithin;

    /// <summary>The terms that asked places hold.</summary>
    private readonly TermMarks held = context.TakeMarks();

    /// <summary>Gives the state the number that its kin at a block share.</summary>
    /// <param name="block">The block that it is about to enter or, where <paramref name="within"/>, in which it is.</param>
    public void Number(AbstractState state, int block, bool within)
    {
        questions ??= new LaterQuestions(context, summaries);
        this.state = state;
        this.block = block;
        isWithin = within;
        held.Clear();
        ulong core = state.Core, kin = (state.ThreadEvent >= 0 ? 11UL : 0) + (state.RoleThread >= 0 ? 23UL : 0);
        for (int i = 0; i < state.CellCount; i++)
        {
            int traits = TraitsOf(state.CellIds[i]);
            if (IsAsked(traits >> PlaceBits))
            {
                kin += AbstractState.Mix((uint)state.CellIds[i] + 3UL, Known(state.CellValues[i]));
            }

            if ((traits & OfLock) != 0)
            {
                core += AbstractState.Mix((uint)state.CellIds[i] + 3UL, state.CellValues[i].Bits);
            }
            else if ((traits & OfUnset) != 0)
            {
                core += AbstractState.Mix((uint)state.CellIds[i] + 3UL, 0);
            }
        }

        // Who keeps a block as a thread's own value is asked at the end of the path.
        for (int i = 0; i < state.ResourceCount && context.HasThreadKeys; i++)
        {
            kin += AbstractState.Mix(2, state.Resources[i].Shape);
        }

        for (int i = 0; i < state.TemporaryCount; i++)
        {
            kin += AbstractState.Mix((ulong)i << 32, Known(state.Temporaries[i]));
        }

        for (int i = 0; i < state.FactCount; i++)
        {
            if (IsTermAsked(state.FactTerms[i]))
            {
                kin += AbstractState.Mix(5, ((ulong)(uint)state.FactTerms[i] << 32) | (uint)state.FactIds[i]);
            }
        }

        for (int i = 0; i < state.AliasCount; i++)
        {
            if (IsTermAsked(state.AliasTerms[i]))
            {
                kin += AbstractState.Mix((ulong)(uint)state.AliasTerms[i] << 8, state.AliasValues[i].Bits);
            }
        }

        state.Core = core;
        state.Kin = core + kin;
    }

    /// <summary>
    /// Gives the state, which has its core number, one that it shares with those that say the same of what is zero: a count and the pointer
    /// beside it, a flag and what hangs on it, stay together where not all states can stay apart.
    /// </summary>
    public void NumberRoughly(AbstractState state, int block, bool within)
    {
        this.block = block;
        isWithin = within;
        ulong near = state.Core;
        for (int i = 0; i < state.CellCount; i++)
        {
            if (IsAsked(PlaceOf(state.CellIds[i])) && SignOf(state, state.CellValues[i]) is > 0 and var sign)
            {
                near += AbstractState.Mix((uint)state.CellIds[i] + 3UL, sign);
            }
        }

        for (int i = 0; i < state.TemporaryCount; i++)
        {
            near += AbstractState.Mix((ulong)i << 32, SignOf(state, state.Temporaries[i]));
        }

        state.Kin = near;
    }

    /// <summary>In how many asked places two states, once they are numbered, contradict each other about zero.</summary>
    /// <param name="most">It need not be known whether it is more than that.</param>
    public int Contradictions(AbstractState one, AbstractState other, int block, bool within, int most)
    {
        this.block = block;
        isWithin = within;
        int count = 0;
        for (int i = 0; i < one.CellCount && count < most; i++)
        {
            if (IsAsked(PlaceOf(one.CellIds[i])) && other.FindCell(one.CellIds[i]) is >= 0 and var at
                && AreApart(SignOf(one, one.CellValues[i]), SignOf(other, other.CellValues[at])))
            {
                count++;
            }
        }

        for (int i = 0; i < Math.Min(one.TemporaryCount, other.TemporaryCount) && count < most; i++)
        {
            count += AreApart(SignOf(one, one.Temporaries[i]), SignOf(other, other.Temporaries[i])) ? 1 : 0;
        }

        return count;
    }

    private static bool AreApart(ulong one, ulong other) => one != other && one != 0 && other != 0 && !(one == NotZero && other != Zero) && !(other == NotZero && one != Zero);

    private ulong SignOf(AbstractState state, Value value)
    {
        if (terms.TryConstant(value, out long constant))
        {
            return SignOf(Fact.Between(constant, constant));
        }

        if (!value.IsTerm)
        {
            return 0;
        }

        ref readonly Term term = ref terms[value.Term];
        return SignOf(context.Facts[state.FactOf(value.Term)].Meet(term.Low, term.High).Moved(value.Offset));
    }

    private const ulong Positive = 1, Negative = 2, Zero = 3, NotZero = 4;

    /// <summary>What a fact says of zero: 0 for nothing.</summary>
    private static ulong SignOf(Fact fact) => fact.Low > 0 ? Positive : fact.High < 0 ? Negative : fact is { Low: 0, High: 0 } ? Zero : fact.Contains(0) ? 0 : NotZero;

    /// <summary>A variable that this path has set: that another one has not is told where it is used, whether its value is asked or not.</summary>
    private bool IsOfUnset(in Cell cell)
    {
        ref readonly Term holder = ref terms[cell.Object];
        return holder.Kind == TermKind.LocalAddress && context.Function.Locals[holder.A] is { IsParameter: false } local && (!local.IsAddressTaken || local.Type.IsPointer);
    }

    /// <summary>What is known of a value: what bounds it where it goes by a name of its own, else itself.</summary>
    private ulong Known(Value value)
    {
        if (!value.IsTerm)
        {
            return value.Bits;
        }

        ref readonly Term term = ref terms[value.Term];
        held.Add(value.Term);
        return term.Kind is TermKind.Fresh or TermKind.Merged or TermKind.Content
            ? AbstractState.Mix(29, ((ulong)(uint)value.Offset << 32) | (uint)state.FactOf(value.Term))
            : value.Bits;
    }

    private const int Seen = 1, OfLock = 2, OfUnset = 4, PlaceBits = 3;

    private int PlaceOf(int cell) => TraitsOf(cell) >> PlaceBits;

    private int TraitsOf(int cell)
    {
        if (cell >= traitsOfCell.Length)
        {
            Array.Resize(ref traitsOfCell, Math.Max(cell + 1, Math.Max(64, traitsOfCell.Length * 2)));
        }

        if (traitsOfCell[cell] == 0)
        {
            ref readonly Cell place = ref context.Cells[cell];
            traitsOfCell[cell] = Seen | (GhostCells.Is(place, GhostCells.Lock) ? OfLock : 0) | (IsOfUnset(place) ? OfUnset : 0)
                | (questions!.PlaceOf(place.Object, place.Offset) << PlaceBits);
        }

        return traitsOfCell[cell];
    }

    private bool IsAsked(int place) => isWithin ? questions!.IsAskedWithin(block, place) : questions!.IsAskedFrom(block, place);

    /// <summary>Whether a place holds, or may be asked for, a term or what it is made of.</summary>
    private bool IsTermAsked(int id)
    {
        ref readonly Term term = ref terms[id];
        if (held.Contains(id))
        {
            return true;
        }

        switch (term.Kind)
        {
            case TermKind.Content:
                return IsAsked(questions!.PlaceOf(term.A, term.B));
            case TermKind.Parameter:
                return IsAsked(term.A);
            case TermKind.Unary or TermKind.Cast:
                return term.Left.IsTerm && IsTermAsked(term.Left.Term);
            case TermKind.Binary:
                Value right = term.Right;
                return (term.Left.IsTerm && IsTermAsked(term.Left.Term)) || (right.IsTerm && IsTermAsked(right.Term));
            default:
                return false;
        }
    }
}
