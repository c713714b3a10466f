using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A size that an allocator is asked for is a product that may not fit its type: in the caller's words, for summaries.</summary>
/// <param name="Size">The product.</param>
/// <param name="Limit">The greatest value of the type it is computed in.</param>
internal readonly record struct SizeProduct(Value Size, long Limit, TraceStep Step);

/// <summary>
/// Sizes of blocks that are products of numbers from outside, of which nothing on the path asked how large they are: what does not fit the
/// type wraps, and the block is smaller than what will be written to it.
/// </summary>
internal sealed class SizeProducts(AnalysisContext context, PathCondition path, OutsideValues outside, DefectRecorder recorder)
{
    private const int MaxNoted = 4;
    private const int MaxDepth = 4;
    private readonly TermTable terms = context.Terms;
    private readonly List<SizeProduct> ofParameters = [];

    /// <summary>Products of what the caller gives: whether they fit is the caller's to know.</summary>
    public IReadOnlyList<SizeProduct> OfParameters => ofParameters;

    /// <summary>So many bytes are asked for.</summary>
    public void Check(AbstractState state, int number, Value size) => Check(state, number, size, long.MaxValue, null);

    /// <summary>A callee asks for so many bytes.</summary>
    public void Check(AbstractState state, int number, Value size, long limit, TraceStep? inner)
    {
        Value product = Product(path.Resolve(state, size), 0);
        if (!product.IsTerm)
        {
            return;
        }

        Term term = terms[product.Term];
        limit = Math.Min(limit, term.High);
        if (Fits(state, term, limit) || IsAsked(state, product.Term, term))
        {
            return;
        }

        int source = outside.Source(Value.Of(product.Term));
        if (source >= 0)
        {
            Record(state, number, source, inner);
        }
        else if (terms.IsInterface(product.Term) && ofParameters.Count < MaxNoted && !ofParameters.Exists(known => known.Size == product))
        {
            string callee = recorder.CalleeName(number);
            ofParameters.Add(new SizeProduct(product, limit, new TraceStep(context.Code.Span(number), context.Function.Name, $"'{callee}' with the product as size", FlowStepKinds.Call, inner is null ? [] : [inner])));
        }
    }

    /// <summary>The product in a size: of it, a constant may be added, and it may be converted.</summary>
    private Value Product(Value size, int depth)
    {
        if (!size.IsTerm || depth > MaxDepth)
        {
            return Value.None;
        }

        ref readonly Term term = ref terms[size.Term];
        return term.Kind switch
        {
            TermKind.Binary when term.Binary == BinaryOperator.Multiply => Value.Of(size.Term),
            TermKind.Binary when term.Binary == BinaryOperator.Add => Product(term.Left, depth + 1) is { IsTerm: true } left ? left : Product(terms[size.Term].Right, depth + 1),
            TermKind.Cast => Product(term.Left, depth + 1),
            _ => Value.None,
        };
    }

    private bool Fits(AbstractState state, in Term product, long limit)
    {
        long left = Magnitude(state, product.Left), right = Magnitude(state, product.Right);
        return left == 0 || right <= limit / left;
    }

    /// <summary>
    /// How far from zero a factor may be. A negative number that becomes a size is a large one, but its multiples stay large: no block is that large,
    /// and none is too small.
    /// </summary>
    private long Magnitude(AbstractState state, Value factor)
    {
        factor = path.Resolve(state, factor);
        if (factor.IsTerm && factor.Offset == 0 && terms[factor.Term] is { Kind: TermKind.Cast, Op: 8 } cast)
        {
            factor = path.Resolve(state, cast.Left);
        }

        Fact range = path.Range(state, factor);
        return range.Low == long.MinValue ? long.MaxValue : Math.Max(Math.Abs(range.Low), range.High);
    }

    /// <summary>Something on the path compared the product, or one of its factors, with what bounds it.</summary>
    private bool IsAsked(AbstractState state, int product, in Term term)
    {
        if (IsBounded(state, Value.Of(product)) || IsBounded(state, term.Left) || IsBounded(state, term.Right))
        {
            return true;
        }

        for (int i = 0; i < state.FactCount; i++)
        {
            int fact = state.FactTerms[i];
            if (terms[fact].IsPredicate && terms[fact].Kind == TermKind.Binary && (terms.Mentions(fact, product) || MentionsUnknown(fact, term.Left) || MentionsUnknown(fact, term.Right)))
            {
                return true;
            }
        }

        return false;
    }

    private bool MentionsUnknown(int fact, Value factor) => factor.IsTerm && Stripped(factor) is var root && terms.Mentions(fact, root);

    private bool IsBounded(AbstractState state, Value value)
    {
        if (!value.IsTerm)
        {
            return false;
        }

        int term = Stripped(value), id = state.FactOf(term);
        return (id != 0 && context.Facts[id].High < terms[term].High) || path.Resolve(state, Value.Of(term)) != Value.Of(term)
            || (terms[term].Kind == TermKind.Binary && (IsBounded(state, terms[term].Left) || IsBounded(state, terms[term].Right)));
    }

    private int Stripped(Value value)
    {
        int term = value.Term;
        while (terms[term] is { Kind: TermKind.Cast, Left.IsTerm: true } cast)
        {
            term = cast.Left.Term;
        }

        return term;
    }

    private void Record(AbstractState state, int number, int source, TraceStep? inner)
    {
        string callee = recorder.CalleeName(number);
        TraceStep first = TraceStep.Here(context.Code.Span(source), context.Function.Name, $"'{recorder.CalleeName(source)}' brings a number from outside", FlowStepKinds.Acquire);
        TraceStep last = new(context.Code.Span(number), context.Function.Name, $"'{callee}' is asked for a product of it", FlowStepKinds.Call | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        recorder.Record(DefectKind.SizeMayWrap, number, -1, default, state.History, last, defect => defect with
        {
            Callee = callee,
            Acquirer = recorder.CalleeName(source),
            Related = context.Code.Span(source),
            Trace = [first, .. defect.Trace],
        });
    }
}
