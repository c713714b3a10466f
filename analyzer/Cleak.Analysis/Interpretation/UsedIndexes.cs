namespace Cleak.Analysis;

/// <summary>
/// An index through which a block or an array was read or written, counted from its start, is not negative from there on: before the start
/// stands nothing (C23 6.5.7p9).
/// </summary>
internal static class UsedIndexes
{
    /// <summary>What stands at an address is used.</summary>
    /// <returns>False where the path contradicts itself.</returns>
    public static bool Assume(TermTable terms, PathCondition path, AbstractState state, Value address)
    {
        ref readonly Term element = ref terms[address.Term];
        if (element.Kind != TermKind.Element || element.C <= 0 || !element.Left.IsTerm || !element.Right.IsTerm)
        {
            return true;
        }

        ref readonly Term start = ref terms[element.Left.Term];
        if (!(start.IsObjectAddress || start.Kind == TermKind.Acquired))
        {
            return true;
        }

        long before = (long)element.Left.Offset + address.Offset;
        long least = before <= 0 ? (-before + element.C - 1) / element.C : -(before / element.C);
        Value index = path.Resolve(state, element.Right);
        Fact known = path.Range(state, index);
        return known.Low >= least || known.High < least || path.Bound(state, index, least, long.MaxValue);
    }
}
