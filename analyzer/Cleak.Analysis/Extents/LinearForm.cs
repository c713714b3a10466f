using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A sum of terms with constant factors: what sizes and offsets are compared as. Bytes are counted without overflow: a size that wraps
/// around is a defect of its own.
/// </summary>
internal struct LinearForm
{
    private const int MaxTerms = 4;
    private const int MaxDepth = 12;

    /// <summary>Beyond it nothing is an object's size, and sums stay far from overflow.</summary>
    private const long Limit = 1L << 48;

    private int count;
    private int term0, term1, term2, term3;
    private long factor0, factor1, factor2, factor3;

    public LinearForm()
    {
        IsKnown = true;
    }

    /// <summary>False once something was added that is no such sum.</summary>
    public bool IsKnown { get; private set; }

    public long Constant { get; private set; }

    /// <summary>No term is left: the sum is <see cref="Constant"/>.</summary>
    public readonly bool IsConstant => IsKnown && count == 0;

    public readonly int Count => count;

    public readonly int Term(int index) => index switch { 0 => term0, 1 => term1, 2 => term2, _ => term3 };

    public readonly long Factor(int index) => index switch { 0 => factor0, 1 => factor1, 2 => factor2, _ => factor3 };

    /// <summary>A sum or difference in which terms cancel out, as <c>n + (m - n)</c>: what is left, where that is one term at most.</summary>
    public static bool TrySimplify(AnalysisContext context, PathCondition path, AbstractState state, BinaryOperator op, Value left, Value right, out Value simple)
    {
        simple = Value.None;
        if (!(left.IsTerm && IsSum(context.Terms[left.Term])) && !(right.IsTerm && IsSum(context.Terms[right.Term])))
        {
            return false;
        }

        var form = new LinearForm();
        form.Add(context, path, state, left, 1);
        form.Add(context, path, state, right, op == BinaryOperator.Add ? 1 : -1);
        if (form.IsConstant)
        {
            simple = context.Terms.Constant(form.Constant);
            return true;
        }

        if (form is { IsKnown: true, Count: 1, factor0: 1, Constant: >= int.MinValue and <= int.MaxValue })
        {
            simple = Value.Of(form.term0, (int)form.Constant);
            return true;
        }

        return false;
    }

    private static bool IsSum(in Term term) => term.Kind == TermKind.Binary && term.Binary is BinaryOperator.Add or BinaryOperator.Subtract;

    public readonly bool HasTerm(Predicate<int> isWanted)
    {
        for (int i = 0; i < count; i++)
        {
            if (isWanted(Term(i)))
            {
                return true;
            }
        }

        return false;
    }

    public void AddConstant(long value)
    {
        IsKnown &= IsSmall(value) && IsSmall(Constant + (IsSmall(value) ? value : 0));
        Constant = IsKnown ? Constant + value : 0;
    }

    public void AddUnknown() => IsKnown = false;

    public void Add(LinearForm other, long factor)
    {
        IsKnown &= other.IsKnown;
        AddConstant(other.Constant * factor);
        for (int i = 0; i < other.count; i++)
        {
            AddTerm(other.Term(i), other.Factor(i) * factor, isVague: false);
        }
    }

    public void Add(AnalysisContext context, PathCondition path, AbstractState state, Value value, long factor) =>
        Add(context, path, state, value, factor, 0);

    /// <summary>The least value that the path allows; <see cref="long.MinValue"/> where there is none.</summary>
    public readonly long Least(PathCondition path, AbstractState state)
    {
        if (!IsKnown)
        {
            return long.MinValue;
        }

        Int128 sum = Constant;
        for (int i = 0; i < count; i++)
        {
            Fact range = path.Range(state, Value.Of(Term(i)));
            long bound = Factor(i) > 0 ? range.Low : range.High;
            if (!IsSmall(bound))
            {
                return long.MinValue;
            }

            sum += (Int128)bound * Factor(i);
        }

        return sum > long.MinValue && sum < long.MaxValue ? (long)sum : long.MinValue;
    }

    private static bool IsFactor(long value) => value is >= -int.MaxValue and <= int.MaxValue;

    private static bool IsSmall(long value) => value is > -Limit and < Limit;

    private void Add(AnalysisContext context, PathCondition path, AbstractState state, Value value, long factor, int depth)
    {
        value = path.Resolve(state, value);
        if (!IsKnown || depth > MaxDepth || factor is > int.MaxValue or < -int.MaxValue)
        {
            IsKnown = false;
            return;
        }

        TermTable terms = context.Terms;
        if (terms.TryConstant(value, out long constant))
        {
            Int128 product = (Int128)constant * factor;
            IsKnown = product > -Limit && product < Limit;
            AddConstant(IsKnown ? (long)product : 0);
            return;
        }

        if (!value.IsTerm)
        {
            IsKnown = false;
            return;
        }

        AddConstant(value.Offset * factor);
        Term term = terms[value.Term];
        switch (term.Kind)
        {
            case TermKind.Binary when term.Binary == BinaryOperator.Add:
                Add(context, path, state, term.Left, factor, depth + 1);
                Add(context, path, state, term.Right, factor, depth + 1);
                return;
            case TermKind.Binary when term.Binary == BinaryOperator.Subtract:
                Add(context, path, state, term.Left, factor, depth + 1);
                Add(context, path, state, term.Right, -factor, depth + 1);
                return;
            case TermKind.Binary when term.Binary == BinaryOperator.Multiply && terms.TryConstant(path.Resolve(state, term.Right), out long right) && IsFactor(right):
                Add(context, path, state, term.Left, factor * right, depth + 1);
                return;
            case TermKind.Binary when term.Binary == BinaryOperator.Multiply && terms.TryConstant(path.Resolve(state, term.Left), out long left) && IsFactor(left):
                Add(context, path, state, term.Right, factor * left, depth + 1);
                return;
            case TermKind.Binary when term.Binary == BinaryOperator.ShiftLeft && terms.TryConstant(path.Resolve(state, term.Right), out long shift) && shift is > 0 and < 31:
                Add(context, path, state, term.Left, factor << (int)shift, depth + 1);
                return;
            case TermKind.Unary when term.Unary == UnaryOperator.Negate:
                Add(context, path, state, term.Left, -factor, depth + 1);
                return;
            case TermKind.Cast when term.Op == 8:
                // Sizes are counted in 64 bits: what was negative before makes a block that is never allocated.
                Add(context, path, state, term.Left, factor, depth + 1);
                return;
            default:
                AddTerm(value.Term, factor, IsVague(context, value.Term, 0));
                return;
        }
    }

    private void AddTerm(int term, long factor, bool isVague)
    {
        IsKnown &= !isVague;
        for (int i = 0; i < count; i++)
        {
            if (Term(i) == term)
            {
                Set(i, term, Factor(i) + factor);
                if (Factor(i) == 0)
                {
                    count--;
                    Set(i, Term(count), Factor(count));
                }

                return;
            }
        }

        if (factor == 0)
        {
            return;
        }

        if (count == MaxTerms)
        {
            IsKnown = false;
            return;
        }

        Set(count++, term, factor);
    }

    private void Set(int index, int term, long factor)
    {
        switch (index)
        {
            case 0:
                (term0, factor0) = (term, factor);
                break;
            case 1:
                (term1, factor1) = (term, factor);
                break;
            case 2:
                (term2, factor2) = (term, factor);
                break;
            default:
                (term3, factor3) = (term, factor);
                break;
        }
    }

    /// <summary>One name for several values that live at once: two that are called the same need not be equal.</summary>
    private static bool IsVague(AnalysisContext context, int term, int depth)
    {
        Term t = context.Terms[term];
        bool Part(Value value) => value.IsTerm && IsVague(context, value.Term, depth + 1);
        return depth > MaxDepth || t.Kind switch
        {
            TermKind.Fresh => t.C >= ResourceTracker.MaxInstances,
            TermKind.Acquired => t.B >= ResourceTracker.MaxInstances,
            TermKind.Content => IsVague(context, t.A, depth + 1),
            TermKind.Unary or TermKind.Cast => Part(t.Left),
            TermKind.Binary or TermKind.Element => Part(t.Left) || Part(t.Right),
            _ => false,
        };
    }
}
