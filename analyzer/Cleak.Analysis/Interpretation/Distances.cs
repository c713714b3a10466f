using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Two sides of a join that hold what was moved from one start: two places in an object, a number and the same counted up or down. The start
/// stays known, how far it was moved becomes a term of the join's own, with its bounds.
/// </summary>
internal sealed class Distances(AnalysisContext context, PathCondition path)
{
    private readonly TermTable terms = context.Terms;

    /// <summary>The value that stands for both sides: their start moved by <paramref name="term"/>; none where they have no start in common.</summary>
    public Value Joined(Value left, Value right, int term)
    {
        if (!left.IsTerm || !right.IsTerm)
        {
            return Value.None;
        }

        if (ShareBlock(left, right))
        {
            return Value.Of(terms.Element(Value.Of(terms.Object(left.Term)), Value.Of(term), 1));
        }

        int start = StartOf(left.Term);
        return start > 0 && start == StartOf(right.Term) ? Moved(start, term) : Value.None;
    }

    /// <summary>What a place reads as on a side of a join that has not written it, where the other side counted from that; else no value.</summary>
    public Value Unwritten(AbstractState state, in Cell cell, Value counted)
    {
        int start = counted.IsTerm ? StartOf(counted.Term) : 0;
        if (start == 0 || terms[start] is not { Kind: TermKind.Content, C: 0 } content || content.A != cell.Object || content.B != cell.Offset || content.Op != cell.Width)
        {
            return Value.None;
        }

        int root = terms.Object(cell.Object);
        return state.FindDefault(root) < 0 && (terms[root].Kind != TermKind.GlobalAddress || state.GlobalStamp == 0) ? Value.Of(start) : Value.None;
    }

    /// <summary>The value is a join's own term, or a start at that distance.</summary>
    public bool IsMadeOf(Value value, int merged)
    {
        if (value is not { IsTerm: true, Offset: 0 })
        {
            return false;
        }

        ref readonly Term term = ref terms[value.Term];
        return value.Term == merged || (term.Kind == TermKind.Element && term.Right == Value.Of(merged)) || (IsMoved(terms, value.Term) && (term.Left == Value.Of(merged) || term.Right == Value.Of(merged)));
    }

    /// <summary>A number that loops have counted up or down from what the caller can name.</summary>
    public static bool IsMoved(TermTable terms, int id)
    {
        ref readonly Term term = ref terms[id];
        return term.Kind == TermKind.Binary && term.Binary == BinaryOperator.Add && term.Left is { IsTerm: true, Offset: 0 } left && term.Right is { IsTerm: true, Offset: 0 } right
            && ((terms[left.Term].Kind == TermKind.Merged && IsStart(terms, right.Term)) || (terms[right.Term].Kind == TermKind.Merged && IsStart(terms, left.Term)));
    }

    /// <param name="inside">The value that a merge made of others before: an address or a number at a distance of its own.</param>
    public Fact From(AbstractState state, Value value, Value inside)
    {
        if (value == inside)
        {
            return path.Range(state, Value.Of(DistanceOf(value.Term)));
        }

        return terms[inside.Term].Kind == TermKind.Element ? From(state, value) : Counted(state, value);
    }

    private int DistanceOf(int moved)
    {
        Value left = terms[moved].Left, right = terms[moved].Right;
        return terms[moved].Kind == TermKind.Element || terms[right.Term].Kind == TermKind.Merged ? right.Term : left.Term;
    }

    private Fact Counted(AbstractState state, Value value)
    {
        if (!IsMoved(terms, value.Term))
        {
            return Fact.Between(value.Offset, value.Offset);
        }

        Fact distance = path.Range(state, Value.Of(DistanceOf(value.Term)));
        return Fact.Between(Bounded(0, distance.Low, 1, value.Offset, long.MinValue), Bounded(0, distance.High, 1, value.Offset, long.MaxValue));
    }

    private Value Moved(int start, int by) =>
        Value.Of(Value.Of(start).Bits > Value.Of(by).Bits
            ? terms.Binary(BinaryOperator.Add, Value.Of(by), Value.Of(start), long.MinValue, long.MaxValue)
            : terms.Binary(BinaryOperator.Add, Value.Of(start), Value.Of(by), long.MinValue, long.MaxValue));

    /// <summary>What a number was counted from; 0 where it is no such number.</summary>
    private int StartOf(int id) => IsStart(terms, id) ? id : !IsMoved(terms, id) ? 0 : terms[id].Left.Term == DistanceOf(id) ? terms[id].Right.Term : terms[id].Left.Term;

    /// <summary>A signed number that the caller gave: counting it does not wrap round.</summary>
    private static bool IsStart(TermTable terms, int id) =>
        terms[id] is { Kind: TermKind.Parameter or TermKind.Content, Low: < 0, IsInterface: true };

    /// <summary>Both point into one object whose name outlives the merge.</summary>
    private bool ShareBlock(Value left, Value right)
    {
        int root = terms.Object(left.Term);
        return root == terms.Object(right.Term) && terms[root].Kind switch
        {
            TermKind.Acquired or TermKind.LocalAddress or TermKind.GlobalAddress or TermKind.StringAddress => true,

            // An integer and the same plus one are no places in anything.
            TermKind.Parameter => terms[root].A >= context.Function.Locals.Length || context.Function.Locals[terms[root].A].Type.IsPointer,
            _ => false,
        };
    }

    /// <summary>Bytes from an object's start to a value in it, as far as they are known.</summary>
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
