using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Library functions whose answer follows from their arguments and the bytes these point to, as strcmp: asked again, they say the same until
/// something is written there. Kept only where the function asks the same in another place, too.
/// </summary>
internal sealed class RepeatedAnswers(AnalysisContext context, PathCondition path, ResourceTracker tracker)
{
    /// <summary>Number among the fresh values of an instruction.</summary>
    private const int FreshNumber = 50;

    private readonly TermTable terms = context.Terms;
    private readonly List<(FunctionModel Model, Value[] Arguments)> questions = [];
    private Dictionary<long, int>? asked;

    /// <summary>The answer of a call; no value where it need not be known again.</summary>
    public Value Of(AbstractState state, ModelCall call)
    {
        if (call.Arguments.Length is 0 or > 3 || !IsAskedAgain(call.Instruction) || Question(state, call) is not (>= 0 and var question))
        {
            return Value.None;
        }

        Value[] arguments = questions[question].Arguments;
        Value answer = Known(state, arguments, question);
        if (!answer.IsNone)
        {
            return path.Resolve(state, answer);
        }

        (long low, long high) = TermTable.Range(call.Instruction.ResultType);
        answer = tracker.FreshValue(state, call.Number, FreshNumber, low, high);
        for (int i = 0; i < arguments.Length && terms[answer.Term].C < ResourceTracker.MaxInstances; i++)
        {
            if (HasContents(arguments[i]))
            {
                state.SetCell(CellOf(arguments[i], question), answer);
            }
        }

        return answer;
    }

    private Value Known(AbstractState state, Value[] arguments, int question)
    {
        Value answer = Value.None;
        foreach (Value argument in arguments)
        {
            if (!HasContents(argument))
            {
                continue;
            }

            int at = state.FindCell(CellOf(argument, question));
            if (at < 0 || (!answer.IsNone && answer != state.CellValues[at]))
            {
                return Value.None;
            }

            answer = state.CellValues[at];
        }

        return answer;
    }

    /// <summary>The number of the question among those of the function; -1 where it is none that can be told again.</summary>
    private int Question(AbstractState state, ModelCall call)
    {
        var arguments = new Value[call.Arguments.Length];
        bool hasContents = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = path.Resolve(state, call.Arguments[i]);
            bool isPointer = call.Instruction.Arguments[i].Type.IsPointer;
            if (isPointer ? !arguments[i].IsTerm : !terms.TryConstant(arguments[i], out _))
            {
                return -1;
            }

            hasContents |= HasContents(arguments[i]);
        }

        int known = questions.FindIndex(q => q.Model == call.Model && q.Arguments.AsSpan().SequenceEqual(arguments));
        if (known >= 0 || !hasContents || questions.Count == GhostFacts.MaxAnswers)
        {
            return hasContents ? known : -1;
        }

        questions.Add((call.Model, arguments));
        return questions.Count - 1;
    }

    /// <summary>Bytes that may be written: a literal's are not.</summary>
    private bool HasContents(Value argument) => argument.IsTerm && terms[argument.Term].Kind is not (TermKind.StringAddress or TermKind.WideConstant);

    private int CellOf(Value argument, int question) => context.Cells.Intern(GhostFacts.AnswerCell(argument.Term, question));

    /// <summary>Another call in the function has the same callee and, where both have constants, the same.</summary>
    private bool IsAskedAgain(CallInstruction call)
    {
        if (asked is null)
        {
            asked = [];
            foreach (BasicBlock block in context.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is CallInstruction { DirectCallee: not null } other)
                    {
                        long key = Key(other);
                        asked[key] = asked.GetValueOrDefault(key) + 1;
                    }
                }
            }
        }

        return call.DirectCallee is not null && asked[Key(call)] > 1;
    }

    private static long Key(CallInstruction call)
    {
        long key = call.DirectCallee!.Id;
        foreach (Expression argument in call.Arguments)
        {
            key = unchecked((key * 1_000_003) + DefectRecorder.Stripped(argument) switch
            {
                StringAddressExpression literal => (literal.Literal.Id * 2L) + 1,
                ConstantExpression constant => constant.Value * 2,
                _ => -1L,
            });
        }

        return key;
    }
}
