using System.Numerics;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What a path knows of values: intervals with holes per term, terms that equal others, and predicates that were decided. All
/// methods that assume return false where the path becomes impossible.
/// </summary>
internal sealed class PathCondition(AnalysisContext context)
{
    private const int AliasDepth = 8;
    private readonly TermTable terms = context.Terms;
    private readonly FactTable facts = context.Facts;
    private FactPropagation? propagation;

    /// <summary>Called when a path learns that a term is small or negative, as a failed acquisition's is: that one is no resource.</summary>
    public Action<AbstractState, int, Fact>? Narrowed { get; set; }

    /// <summary>Called when the addresses of two objects turn out to be one; gives the name that goes by the other from then on, or 0.</summary>
    public Func<AbstractState, Value, Value, int>? BecameEqual { get; set; }

    /// <summary>The value as the path knows it: constants and equal terms put in place.</summary>
    public Value Resolve(AbstractState state, Value value)
    {
        for (int depth = 0; depth < AliasDepth && value.IsTerm; depth++)
        {
            if (state.AliasCount > 0 && state.TryAlias(value.Term, out Value alias))
            {
                value = Add(alias, value.Offset);
                continue;
            }

            int fact = state.FactOf(value.Term);
            if (fact != 0 && facts[fact] is { IsConstant: true } known)
            {
                return terms.Constant(known.Low + value.Offset);
            }

            ref readonly Term term = ref terms[value.Term];
            if (term.Low == term.High)
            {
                return terms.Constant(term.Low + value.Offset);
            }

            break;
        }

        return value;
    }

    public Value Add(Value value, long offset)
    {
        if (offset == 0)
        {
            return value;
        }

        if (terms.TryConstant(value, out long constant))
        {
            return terms.Constant(constant + offset);
        }

        if (!value.IsTerm)
        {
            return value;
        }

        long sum = value.Offset + offset;
        if (sum is >= int.MinValue and <= int.MaxValue)
        {
            return Value.Of(value.Term, (int)sum);
        }

        // An offset that has no room in a value is an operand: what the term names is still named.
        return terms[value.Term].Depth >= TermTable.MaxDepth ? Value.None
            : Value.Of(terms.Binary(BinaryOperator.Add, Value.Of(value.Term), terms.Constant(sum), long.MinValue, long.MaxValue));
    }

    /// <summary>Whether a value may be as a fact says. Nothing is assumed; what is not known may be anything.</summary>
    public bool MayHold(AbstractState state, Value value, Fact fact)
    {
        value = Resolve(state, value);
        if (value.IsNone || value.IsUninitialized)
        {
            return true;
        }

        return MayBe(Range(state, value), fact);
    }

    /// <summary>Whether what is known of a value leaves room for it to be as a fact says.</summary>
    public static bool MayBe(Fact known, Fact fact) =>
        !(known.Meet(fact.Low, fact.High).IsEmpty || (known.IsConstant && !fact.Contains(known.Low)) || (fact.IsConstant && !known.Contains(fact.Low)));

    /// <summary>All that is known of a value's range on this path.</summary>
    public Fact Range(AbstractState state, Value value)
    {
        if (terms.TryConstant(value, out long constant))
        {
            return Fact.Between(constant, constant);
        }

        if (!value.IsTerm)
        {
            return Fact.Top;
        }

        ref readonly Term term = ref terms[value.Term];
        int id = state.FactOf(value.Term);
        Fact fact = id == 0 ? Fact.Between(term.Low, term.High) : facts[id].Meet(term.Low, term.High);
        return fact.Moved(value.Offset);
    }

    /// <summary>
    /// The same with what the path has learned of the operands since the value was computed: <c>n + m</c> where both turned out to be positive.
    /// </summary>
    public Fact Estimate(AbstractState state, Value value) => Estimate(state, Resolve(state, value), 0);

    private Fact Estimate(AbstractState state, Value value, int depth)
    {
        Fact known = Range(state, value);
        if (!value.IsTerm || depth == EstimateDepth || known.IsConstant)
        {
            return known;
        }

        Term term = terms[value.Term];
        if (term.Kind != TermKind.Binary || term.Binary is not (BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply))
        {
            return known;
        }

        Fact left = Estimate(state, Resolve(state, term.Left), depth + 1), right = Estimate(state, Resolve(state, term.Right), depth + 1);
        (long low, long high) = term.Binary switch
        {
            BinaryOperator.Add => (Least(left.Low, right.Low), Most(left.High, right.High)),
            BinaryOperator.Subtract => (Least(left.Low, Negative(right.High)), Most(left.High, Negative(right.Low))),
            _ when left.Low >= 0 && right.Low >= 0 => (Math.Min(left.Low, Far - 1) * Math.Min(right.Low, Far - 1), left.High >= Far || right.High >= Far ? long.MaxValue : left.High * right.High),
            _ => (long.MinValue, long.MaxValue),
        };

        // A difference of sizes below zero wraps around; sums of sizes do not here.
        return low < 0 && term.Low >= 0 ? known : known.Meet(Fact.Shift(low, value.Offset), Fact.Shift(high, value.Offset));
    }

    private const int EstimateDepth = 3;

    /// <summary>Bounds beyond it count as none.</summary>
    private const long Far = 1L << 31;

    private static long Least(long left, long right) =>
        left <= -Far || right <= -Far ? long.MinValue : Math.Min(left, Far) + Math.Min(right, Far);

    private static long Most(long left, long right) =>
        left >= Far || right >= Far ? long.MaxValue : Math.Max(left, -Far) + Math.Max(right, -Far);

    private static long Negative(long bound) => bound is long.MinValue ? long.MaxValue : -bound;

    public bool MustBeNonZero(AbstractState state, Value value) => !Range(state, Resolve(state, value)).Contains(0);

    /// <summary>The pointer that leads to a place is null: what would stand there is of no account.</summary>
    public bool IsNowhere(AbstractState state, int place)
    {
        int root = terms.Object(place);
        return terms[root].Kind is TermKind.Parameter or TermKind.Content && Resolve(state, Value.Of(root)) == Value.Zero;
    }

    /// <summary>The path goes on where the value is not zero, or where it is.</summary>
    public bool Assume(AbstractState state, Value value, bool truth)
    {
        value = Resolve(state, value);
        if (terms.TryConstant(value, out long constant))
        {
            return (constant != 0) == truth;
        }

        if (!value.IsTerm)
        {
            return true;
        }

        Term term = terms[value.Term];
        if (value.Offset != 0)
        {
            return truth ? Exclude(state, value.Term, -(long)value.Offset) : Bound(state, value.Term, -(long)value.Offset, -(long)value.Offset);
        }

        // A comparison with a constant is all in the other side's interval.
        bool isInterval = term.IsPredicate && (term.Kind == TermKind.Unary || terms.TryConstant(term.Left, out _) || (terms.TryConstant(term.Right, out _) && term.Binary == BinaryOperator.Less));
        if (!isInterval && !(truth ? Exclude(state, value.Term, 0) : Bound(state, value.Term, 0, 0)))
        {
            return false;
        }

        return term.Kind switch
        {
            TermKind.Unary when term.Unary == UnaryOperator.LogicalNot => Assume(state, term.Left, !truth),
            TermKind.Unary when term.Unary == UnaryOperator.Negate => Assume(state, term.Left, truth),
            TermKind.Binary => AssumeBinary(state, term, truth),

            // What is cut to zero may have been more; what is not zero was not zero before.
            TermKind.Cast when truth => Assume(state, term.Left, true),
            _ => true,
        };
    }

    /// <summary>The path goes on where both are equal.</summary>
    public bool AssumeEqual(AbstractState state, Value left, Value right)
    {
        left = Resolve(state, left);
        right = Resolve(state, right);
        if (left == right)
        {
            return true;
        }

        if (terms.TryConstant(left, out _))
        {
            (left, right) = (right, left);
        }

        if (!left.IsTerm)
        {
            return !terms.TryConstant(left, out long first) || !terms.TryConstant(right, out long second) || first == second;
        }

        if (terms.TryConstant(right, out long constant))
        {
            return Bound(state, left.Term, constant - left.Offset, constant - left.Offset);
        }

        if (!right.IsTerm)
        {
            return true;
        }

        if (left.Term == right.Term)
        {
            return left.Offset == right.Offset;
        }

        if (AreOfDifferentTimes(left, right) || IsOwnBlock(state, left, right) || IsOwnBlock(state, right, left))
        {
            return false;
        }

        Fact shared = Range(state, left).Meet(Range(state, right));
        if (shared.IsEmpty || !Restrict(state, left, shared) || !Restrict(state, right, shared))
        {
            return false;
        }

        // The term that is made later, or is no object of its own, goes by the other's name.
        if (IsIdentity(left.Term) || (!IsIdentity(right.Term) && left.Term < right.Term))
        {
            (left, right) = (right, left);
        }

        int renamed = BecameEqual?.Invoke(state, left, right) ?? 0;
        if (renamed == right.Term)
        {
            (left, right) = (right, left);
        }
        else if (renamed == 0 && (IsIdentity(left.Term) || terms.Mentions(right.Term, left.Term)))
        {
            return true;
        }

        state.SetAlias(left.Term, Add(right, -(long)left.Offset));
        return true;
    }

    public bool AssumeLess(AbstractState state, Value left, Value right, bool truth)
    {
        left = Resolve(state, left);
        right = Resolve(state, right);
        Fact l = Range(state, left), r = Range(state, right);
        if (truth)
        {
            return Bound(state, left, long.MinValue, r.High == long.MinValue ? r.High : r.High - 1)
                && Bound(state, right, l.Low == long.MaxValue ? l.Low : l.Low + 1, long.MaxValue);
        }

        return Bound(state, left, r.Low, long.MaxValue) && Bound(state, right, long.MinValue, l.High);
    }

    /// <summary>Adds a range to what is known of a value.</summary>
    public bool Bound(AbstractState state, Value value, long low, long high)
    {
        if (terms.TryConstant(value, out long constant))
        {
            return constant >= low && constant <= high;
        }

        return !value.IsTerm || Bound(state, value.Term, Fact.Shift(low, -(long)value.Offset), Fact.Shift(high, -(long)value.Offset));
    }

    /// <summary>Adds all that a fact says to what is known of a value.</summary>
    public bool Restrict(AbstractState state, Value value, Fact fact)
    {
        value = Resolve(state, value);
        if (terms.TryConstant(value, out long constant))
        {
            return fact.Contains(constant);
        }

        if (!value.IsTerm)
        {
            return true;
        }

        Fact before = facts[state.FactOf(value.Term)].Meet(terms[value.Term].Low, terms[value.Term].High);
        return Update(state, value.Term, before, before.Meet(fact.Moved(-(long)value.Offset)));
    }

    public bool Exclude(AbstractState state, int term, long value)
    {
        int id = state.FactOf(term);
        Fact fact = facts[id].Meet(terms[term].Low, terms[term].High);
        return Update(state, term, fact, fact.Without(value));
    }

    public void SetFact(AbstractState state, int term, Fact fact)
    {
        if (fact != Fact.Top)
        {
            state.SetFact(term, facts.Intern(fact));
        }
    }

    private bool Bound(AbstractState state, int term, long low, long high)
    {
        int id = state.FactOf(term);
        Fact fact = facts[id].Meet(terms[term].Low, terms[term].High);
        return Update(state, term, fact, fact.Meet(low, high));
    }

    /// <summary>Nothing lies in the first page: small numbers in pointers are marks, not blocks.</summary>
    private const long LowestAddress = 4096;

    private static bool IsAddress(in Term term) => term.IsObjectAddress || term is { Kind: TermKind.Acquired, Low: 0 };

    private bool Update(AbstractState state, int term, Fact before, Fact after)
    {
        if (after.IsEmpty || after.Low > after.High || (after.Low > 0 && after.High < LowestAddress && IsAddress(terms[term])))
        {
            return false;
        }

        if (after != before)
        {
            state.SetFact(term, facts.Intern(after));
            if (after.High <= Acquisition.HighestFailure)
            {
                Narrowed?.Invoke(state, term, after);
            }

            return (propagation ??= new FactPropagation(terms, this)).Pass(state, term, after);
        }

        return true;
    }

    /// <summary><c>~flags &amp; F</c> with one bit in F is what <c>flags &amp; F</c> is not: the bit that the latter tests.</summary>
    private bool IsBitOfComplement(in Term term, out Value bit)
    {
        // Constants stand on the left.
        Value right = term.Right;
        bool isOne = terms.TryConstant(term.Left, out long mask) && BitOperations.IsPow2(mask) && right is { IsTerm: true, Offset: 0 }
            && terms[right.Term] is { Kind: TermKind.Unary, Unary: UnaryOperator.Complement };
        bit = isOne ? Value.Of(terms.Binary(BinaryOperator.And, term.Left, terms[right.Term].Left, 0, mask)) : Value.None;
        return isOne;
    }

    /// <summary>The address of one of this call's own variables, and one that was there before the call: they are never the same.</summary>
    private bool AreOfDifferentTimes(Value left, Value right)
    {
        int first = terms.Object(left.Term), second = terms.Object(right.Term);
        return (terms[first].Kind == TermKind.LocalAddress && WasThereAtEntry(second)) || (terms[second].Kind == TermKind.LocalAddress && WasThereAtEntry(first));
    }

    /// <summary>
    /// A block that was acquired here and that only variables of this function name: nothing else leads to it, unless it took the place of one
    /// that a realloc moved.
    /// </summary>
    public bool IsOwnBlock(AbstractState state, Value block, Value other)
    {
        int at = terms[block.Term].Kind == TermKind.Acquired ? state.FindResource(block.Term) : -1;
        if (at < 0 || state.Resources[at] is not { State: ResourceState.Live, Kind: ResourceKind.Heap or ResourceKind.Stream or ResourceKind.Directory })
        {
            return false;
        }

        int root = terms.Object(other.Term);
        int known = state.FindResource(root);
        if (context.MayName(other.Term, block.Term) || (known >= 0 && state.Resources[known].State == ResourceState.Moved))
        {
            return false;
        }

        for (int i = 0; i < state.CellCount; i++)
        {
            if (state.CellValues[i].IsTerm && context.MayName(state.CellValues[i].Term, block.Term) && !terms[context.Cells.RootOf(state.CellIds[i])].IsStackAddress)
            {
                return false;
            }
        }

        return true;
    }

    private bool WasThereAtEntry(int root) => terms[root].Kind is TermKind.Parameter or TermKind.Content && terms[root].Low >= 0 && terms.IsInterface(root);

    private bool AssumeBinary(AbstractState state, in Term term, bool truth)
    {
        switch (term.Binary)
        {
            case BinaryOperator.Equal when truth:
                return AssumeEqual(state, term.Left, term.Right);
            case BinaryOperator.Equal:
                return AssumeDifferent(state, term.Left, term.Right);
            case BinaryOperator.Less:
                return AssumeLess(state, term.Left, term.Right, truth);
            case BinaryOperator.And when IsBitOfComplement(term, out Value bit):
                return Assume(state, bit, !truth);
            case BinaryOperator.Or when !truth:
                return Assume(state, term.Left, false) && Assume(state, term.Right, false);
            case BinaryOperator.And when truth:
                return Assume(state, term.Left, true) && Assume(state, term.Right, true);
            case BinaryOperator.ShiftLeft when truth:
                return Assume(state, term.Left, true);
            case BinaryOperator.Multiply when truth:
                return Assume(state, term.Left, true) && Assume(state, term.Right, true);
            default:
                return true;
        }
    }

    private bool AssumeDifferent(AbstractState state, Value left, Value right)
    {
        left = Resolve(state, left);
        right = Resolve(state, right);
        if (left == right)
        {
            return left.IsUninitialized;
        }

        if (left.IsTerm && terms.TryConstant(right, out long constant))
        {
            return Exclude(state, left.Term, constant - left.Offset);
        }

        if (right.IsTerm && terms.TryConstant(left, out constant))
        {
            return Exclude(state, right.Term, constant - right.Offset);
        }

        return true;
    }

    /// <summary>The term stands for a thing: other names may be replaced by it, it by none.</summary>
    private bool IsIdentity(int term) => terms[term].IsObjectAddress || terms[term].Kind == TermKind.Acquired;
}
