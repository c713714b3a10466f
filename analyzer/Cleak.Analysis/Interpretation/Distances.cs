namespace Cleak.Analysis;

/// <summary>Bytes from an object's start to a value in it, as far as they are known.</summary>
internal sealed class Distances(TermTable terms, PathCondition path)
{
    /// <param name="inside">The value that a merge made of others before: an address at a distance of its own.</param>
    public Fact From(AbstractState state, Value value, Value inside)
    {
        if (value == inside)
        {
            return path.Range(state, terms[value.Term].Right);
        }

        return From(state, value);
    }

    private Fact From(AbstractState state, Value value)
    {
        ref readonly Term place = ref terms[value.Term];
        if (place.Root == value.Term)
        {
            return Fact.Between(value.Offset, value.Offset);
        }

        if (place.Kind != TermKind.Element || !place.Left.IsTerm || place.C <= 0)
        {
            return Fact.Top;
        }

        // Both bounds far from overflow: an element's distance is its array's and the index.
        Value array = place.Left;
        Fact index = path.Range(state, path.Resolve(state, place.Right)), before = From(state, array);
        long factor = terms[value.Term].C;
        return Fact.Between(Bounded(before.Low, index.Low, factor, value.Offset, long.MinValue), Bounded(before.High, index.High, factor, value.Offset, long.MaxValue));
    }

    private static long Bounded(long before, long index, long factor, long offset, long otherwise) =>
        before is > int.MinValue and < int.MaxValue && index is > int.MinValue and < int.MaxValue && factor < int.MaxValue ? before + (index * factor) + offset : otherwise;
}
