using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Lengths of strings as values: of literals their number, of strings that nobody wrote since the function was entered a term of the
/// address alone, so that the length asked twice is one value, and a caller can put its own string's in its place.
/// </summary>
internal sealed class StringLengths(AnalysisContext context, PathCondition path, ResourceTracker tracker)
{
    /// <summary>Width by which the content term of a string's length is told from those of bytes.</summary>
    public const byte Width = 126;

    private static readonly IrType SizeType = new() { Id = 0, Kind = TypeKind.Integer, Name = "size_t", Size = 8 };

    private readonly TermTable terms = context.Terms;
    private readonly CellTable cells = context.Cells;

    /// <summary>Number among the fresh values of an instruction.</summary>
    public const int FreshNumber = 48;

    public Value Of(AbstractState state, Value address, int instruction)
    {
        address = path.Resolve(state, address);
        if (!address.IsTerm)
        {
            return Value.None;
        }

        ref readonly Term term = ref terms[address.Term];
        if (term.Kind == TermKind.StringAddress)
        {
            return OfLiteral(context.Program.Units[term.B].Strings[term.A], address.Offset);
        }

        if (GhostFacts.CanHoldLength(address.Offset) && state.FindCell(cells.Intern(GhostFacts.LengthCell(address.Term, address.Offset))) is >= 0 and var at)
        {
            return path.Resolve(state, state.CellValues[at]);
        }

        if (IsPristine(state, address.Term, out int stamp) && term.Depth < TermTable.MaxDepth)
        {
            return path.Resolve(state, Value.Of(terms.Content(address.Term, address.Offset, stamp, SizeType, Width)));
        }

        Value fresh = tracker.FreshValue(state, instruction, FreshNumber, 0, long.MaxValue);
        Set(state, address, fresh);
        return fresh;
    }

    /// <summary>The string at an address is so long from now on, until something is written to its object.</summary>
    public void Set(AbstractState state, Value address, Value length)
    {
        address = path.Resolve(state, address);
        if (address.IsTerm && GhostFacts.CanHoldLength(address.Offset) && terms[address.Term].Kind is not (TermKind.Element or TermKind.StringAddress) && (length.IsTerm || length.IsConstant))
        {
            state.SetCell(cells.Intern(GhostFacts.LengthCell(address.Term, address.Offset)), length);
        }
    }

    /// <summary>Something is written to an object: its strings may have other lengths.</summary>
    public void Forget(AbstractState state, int root)
    {
        for (int i = state.CellCount - 1; i >= 0; i--)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (GhostFacts.IsOfContents(cell) && terms.Object(cell.Object) == root)
            {
                state.RemoveCellAt(i);
            }
        }
    }

    private Value OfLiteral(StringLiteral literal, int offset)
    {
        if (literal.ElementSize != 1 || offset < 0 || offset > literal.Bytes.Length)
        {
            return Value.None;
        }

        int end = literal.Bytes.AsSpan()[offset..].IndexOf((byte)0);
        return terms.Constant(end < 0 ? literal.Bytes.Length - offset : end);
    }

    /// <summary>Nothing of the object was written on this path, as far as its bytes have a name.</summary>
    private bool IsPristine(AbstractState state, int address, out int stamp)
    {
        int root = terms.Object(address);
        stamp = 0;
        if (terms[root].Kind is not (TermKind.Parameter or TermKind.Content))
        {
            return false;
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            ref readonly Cell cell = ref cells[state.CellIds[i]];
            if (terms.Object(cell.Object) == root && !GhostFacts.Is(cell))
            {
                return false;
            }
        }

        int at = state.FindDefault(root);
        stamp = at >= 0 ? state.DefaultStamps[at] : 0;
        return at < 0 || state.DefaultKinds[at] == ObjectDefault.Initial;
    }
}
