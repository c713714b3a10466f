using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What a bound on the result of an operation says of its operands: <c>n * 8 == 0</c> that n is 0, <c>a + b &lt; 4</c> of two sizes
/// that either is (interval propagation: Benhamou and Older, J. Logic Programming 32(1), 1997). Sizes do not wrap around here.
/// </summary>
internal sealed class FactPropagation(TermTable terms, PathCondition path)
{
    /// <summary>False where the operands cannot have such a result: the path is impossible.</summary>
    public bool Pass(AbstractState state, int id, Fact fact)
    {
        if (fact.IsConstant && !FitsMasks(state, id, fact.Low))
        {
            return false;
        }

        Term term = terms[id];
        switch (term.Kind)
        {
            case TermKind.Binary when term.Binary == BinaryOperator.Multiply:
                return (!terms.TryConstant(term.Right, out long right) || Divide(state, term.Left, right, fact))
                    && (!terms.TryConstant(term.Left, out long left) || Divide(state, term.Right, left, fact));
            case TermKind.Binary when Distances.IsMoved(terms, id):
                return Start(state, term.Left, term.Right, fact) && Start(state, term.Right, term.Left, fact);
            case TermKind.Binary when term.Binary == BinaryOperator.Add && fact.High < int.MaxValue:
                return Rest(state, term.Left, term.Right, fact) && Rest(state, term.Right, term.Left, fact);
            case TermKind.Cast when term is { Op: 8, C: 0 } && fact.Low >= 0 && fact.High < long.MaxValue:
                return path.Bound(state, term.Left, fact.Low, fact.High);
            default:
                return true;
        }
    }

    /// <summary>The value is known now: what the path knows of its bits must hold of it.</summary>
    private bool FitsMasks(AbstractState state, int id, long value)
    {
        for (int i = 0; i < state.FactCount; i++)
        {
            ref readonly Term masked = ref terms[state.FactTerms[i]];
            if (masked.Kind == TermKind.Binary && masked.Binary == BinaryOperator.And)
            {
                Value left = masked.Left, right = masked.Right;
                Value mask = left == Value.Of(id) ? right : right == Value.Of(id) ? left : Value.None;
                if (terms.TryConstant(mask, out long bits) && !path.Range(state, Value.Of(state.FactTerms[i])).Contains(value & bits))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Divide(AbstractState state, Value operand, long factor, Fact product)
    {
        if (factor <= 0 || factor > int.MaxValue)
        {
            return true;
        }

        operand = path.Resolve(state, operand);
        long low = product.Low is > -int.MaxValue and < long.MaxValue / 2 ? (long)Math.Ceiling(product.Low / (decimal)factor) : long.MinValue;
        long high = product.High is > -int.MaxValue and < long.MaxValue / 2 ? (long)Math.Floor(product.High / (decimal)factor) : long.MaxValue;
        return path.Bound(state, operand, low, high)
            && (product.Contains(0) || path.Resolve(state, operand) is not { IsTerm: true } value || path.Exclude(state, value.Term, -(long)value.Offset));
    }

    /// <summary>What was counted from, by where it got to and how far that may be: counting does not wrap around.</summary>
    private bool Start(AbstractState state, Value operand, Value other, Fact sum)
    {
        Fact range = path.Range(state, path.Resolve(state, other));
        long low = sum.Low > -Far && range.High < Far ? sum.Low - range.High : long.MinValue;
        long high = sum.High < Far && range.Low > -Far ? sum.High - range.Low : long.MaxValue;
        return path.Bound(state, path.Resolve(state, operand), low, high);
    }

    /// <summary>Bounds beyond it count as none.</summary>
    private const long Far = 1L << 32;

    /// <summary>One operand of a sum is at most what the other leaves.</summary>
    private bool Rest(AbstractState state, Value operand, Value other, Fact sum)
    {
        Fact range = path.Range(state, path.Resolve(state, other));
        Fact own = path.Range(state, path.Resolve(state, operand));
        return range.Low is < 0 or > int.MaxValue || own.Low < 0 || path.Bound(state, path.Resolve(state, operand), long.MinValue, sum.High - range.Low);
    }
}
