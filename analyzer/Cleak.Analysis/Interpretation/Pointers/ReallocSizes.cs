using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Reallocs of a block to no bytes at all: C libraries differ in whether the block is released then, and C23 leaves the behaviour
/// undefined (N3220, 7.24.3.7). A size that the caller gives is the caller's to answer for.
/// </summary>
internal sealed class ReallocSizes(AnalysisContext context, PathCondition path, DefectRecorder recorder, ProgramNotes notes)
{
    private readonly TermTable terms = context.Terms;

    /// <summary>A block is reallocated.</summary>
    public void Check(AbstractState state, ModelCall call)
    {
        CheckOne(state, call.Number, call.Operand(1), call.Model.Operands[1], null);
        if (call.Model.Operands.Length > 2)
        {
            CheckOne(state, call.Number, call.Operand(2), call.Model.Operands[2], null);
        }
    }

    /// <summary>A callee reallocates to as many bytes as an argument says.</summary>
    public void CheckArgument(AbstractState state, int number, Value size, int argument, TraceStep inner) => CheckOne(state, number, size, argument, inner);

    private void CheckOne(AbstractState state, int number, Value size, int argument, TraceStep? inner)
    {
        size = path.Resolve(state, size);
        bool isZero = terms.TryConstant(size, out long constant) && constant == 0;
        if (isZero && !IsSaidToBeZero(state, number, argument))
        {
            return;
        }

        if (!isZero && !MayReachZero(state, size, 0))
        {
            NoteParameter(state, number, size, inner);
            return;
        }

        string callee = recorder.CalleeName(number);
        TraceStep last = new(context.Code.Span(number), context.Function.Name, isZero ? $"'{callee}' with a size of 0" : $"'{callee}' with a size that reaches 0", FlowStepKinds.Call | FlowStepKinds.Defect, inner is null ? [] : [inner]);
        recorder.Record(DefectKind.ReallocToZero, number, -1, default, state.History, last, defect => defect with
        {
            Subject = recorder.NameOfArgument(number, 0),
            Callee = callee,
            Target = isZero ? "" : "may",
        });
    }

    /// <summary>
    /// The argument is written as 0, or made of a place that the path compared with a constant. What is 0 by what the path implies alone may
    /// be a path that the program's own invariants forbid.
    /// </summary>
    private bool IsSaidToBeZero(AbstractState state, int number, int argument)
    {
        if (context.Code.Instruction(number) is not CallInstruction call || (uint)argument >= (uint)call.Arguments.Length)
        {
            return false;
        }

        var places = new HashSet<string>();
        BasicBlock block = context.Code.BlockOf(number);
        if (AddPlaces(block, call.Arguments[argument], places) && places.Count == 0)
        {
            return true;
        }

        for (int step = state.History; step >= 0; step = context.History[step].Parent)
        {
            int at = context.History[step].Instruction;
            if (context.History[step].Kind == EventKind.Branch && context.Code.IsTerminator(at) && context.Code.Terminator(at) is BranchTerminator branch && places.Contains(Tested(context.Code.BlockOf(at), branch.Condition)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The places that an expression is made of; false where it is made of something else, too.</summary>
    private bool AddPlaces(BasicBlock block, Expression expression, HashSet<string> places)
    {
        switch (expression)
        {
            case ConstantExpression:
                return true;
            case CastExpression cast:
                return AddPlaces(block, cast.Operand, places);
            case BinaryExpression { Operator: BinaryOperator.Multiply } product:
                return AddPlaces(block, product.Left, places) & AddPlaces(block, product.Right, places);
            case TemporaryExpression when ExpressionText.Value(context.Function, block, expression) is { Length: > 0 } name:
                places.Add(name);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The place that a condition compares with a constant, or asks whether it is zero; empty where it does not.</summary>
    private string Tested(BasicBlock block, Expression condition)
    {
        while (true)
        {
            switch (condition)
            {
                case CastExpression cast:
                    condition = cast.Operand;
                    break;
                case UnaryExpression { Operator: UnaryOperator.LogicalNot } not:
                    condition = not.Operand;
                    break;
                case BinaryExpression { IsComparison: true, Right: ConstantExpression } comparison:
                    condition = comparison.Left;
                    break;
                case BinaryExpression { IsComparison: true, Left: ConstantExpression } comparison:
                    condition = comparison.Right;
                    break;
                case TemporaryExpression:
                    return ExpressionText.Value(context.Function, block, condition);
                default:
                    return "";
            }
        }
    }

    /// <summary>
    /// A number that was tested to be at least so much, and of which just so much was taken away: <c>if (n &gt; 0) n--</c>. Products are zero
    /// where a factor is.
    /// </summary>
    private bool MayReachZero(AbstractState state, Value size, int depth)
    {
        if (!size.IsTerm || depth > 4)
        {
            return false;
        }

        ref readonly Term term = ref terms[size.Term];
        if (size.Offset == 0)
        {
            return term.Kind switch
            {
                TermKind.Binary when term.Binary == BinaryOperator.Multiply => MayReachZero(state, path.Resolve(state, term.Left), depth + 1) || MayReachZero(state, path.Resolve(state, term.Right), depth + 1),
                TermKind.Cast => MayReachZero(state, path.Resolve(state, term.Left), depth + 1),
                _ => false,
            };
        }

        int fact = state.FactOf(size.Term);
        return size.Offset < 0 && fact != 0 && term.Kind != TermKind.Merged && context.Facts[fact] is { } known && known.Low == -(long)size.Offset && known.Contains(known.Low);
    }

    private void NoteParameter(AbstractState state, int number, Value size, TraceStep? inner)
    {
        while (size is { IsTerm: true, Offset: 0 } && terms[size.Term].Kind == TermKind.Cast)
        {
            size = path.Resolve(state, terms[size.Term].Left);
        }

        if (size is { IsTerm: true, Offset: 0 } && terms[size.Term] is { Kind: TermKind.Parameter } parameter && !path.MustBeNonZero(state, size) && !notes.ReallocSizes.ContainsKey(parameter.A))
        {
            string callee = recorder.CalleeName(number);
            notes.ReallocSizes.Add(parameter.A, new TraceStep(context.Code.Span(number), context.Function.Name, $"'{callee}' with that size", FlowStepKinds.Call, inner is null ? [] : [inner]));
        }
    }
}
