using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// A variable that says which of two ways was taken: on one way it is set to a constant, on the other, where something is acquired, to what is
/// computed there. Whoever asks for the constant later asks for the way: that the computed value is the same constant is not believed
/// (<c>rest = 0;</c> beside <c>rest = length - used; field = strdup(…);</c>, then <c>if (rest) free(field);</c>).
/// </summary>
internal sealed class MarkedBranches(AnalysisContext context)
{
    private Dictionary<int, (int Block, long Value)>? marks;

    /// <param name="events">The path, first event first.</param>
    public bool Contradict(List<int> events)
    {
        int acquired = -1;
        foreach (int id in events)
        {
            PathEvent step = context.History[id];
            if (step.Kind == EventKind.Acquire)
            {
                acquired = context.Code.BlockOf(step.Instruction).Ordinal;
            }
            else if (acquired >= 0 && step.Kind == EventKind.Branch && context.Code.Terminator(step.Instruction) is BranchTerminator branch
                && Test(context.Code.BlockOf(step.Instruction), branch.Condition, step.Detail != 0) is { Local: >= 0 } test
                && (marks ??= FindMarks()).TryGetValue(test.Local, out (int Block, long Value) mark) && mark.Value == test.Value && AreApart(mark.Block, acquired))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variable that equals a constant where the branch is taken; -1 for another question or answer.</summary>
    private static (int Local, long Value) Test(BasicBlock block, Expression condition, bool holds)
    {
        long value = 0;
        holds = !holds;
        while (true)
        {
            switch (condition)
            {
                case CastExpression cast:
                    condition = cast.Operand;
                    continue;
                case UnaryExpression { Operator: UnaryOperator.LogicalNot } not:
                    holds = !holds;
                    condition = not.Operand;
                    continue;
                case BinaryExpression { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual, Right: ConstantExpression constant } equality when value == 0:
                    holds ^= equality.Operator == BinaryOperator.Equal;
                    value = constant.Value;
                    condition = DefectRecorder.Stripped(equality.Left);
                    return holds && condition is TemporaryExpression compared ? (LocalOf(block, compared), value) : (-1, 0);
                case TemporaryExpression temporary:
                    return holds ? (LocalOf(block, temporary), 0) : (-1, 0);
                default:
                    return (-1, 0);
            }
        }
    }

    private static int LocalOf(BasicBlock block, TemporaryExpression temporary) =>
        ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local, IsVolatile: false } ? local.Slot : -1;

    /// <summary>No path goes through both.</summary>
    private bool AreApart(int one, int other) =>
        one != other && !context.Code.Graph.ReachedFrom(one, -1)[other] && !context.Code.Graph.ReachedFrom(other, -1)[one];

    /// <summary>Integers that are set twice in the function: to a constant, and on ways apart from that to what is no constant.</summary>
    private Dictionary<int, (int Block, long Value)> FindMarks()
    {
        var stores = new Dictionary<int, List<(int Block, Expression Value)>>();
        foreach (BasicBlock block in context.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is StoreInstruction { Address: LocalAddressExpression local, Bits.IsBitField: false } store && store.Type.Kind == TypeKind.Integer && !context.Function.Locals[local.Slot].IsAddressTaken)
                {
                    (stores.TryGetValue(local.Slot, out List<(int, Expression)>? known) ? known : stores[local.Slot] = []).Add((block.Ordinal, DefectRecorder.Stripped(store.Value)));
                }
            }
        }

        var found = new Dictionary<int, (int, long)>();
        foreach ((int slot, List<(int Block, Expression Value)> list) in stores)
        {
            int constant = list.FindIndex(store => store.Value is ConstantExpression), computed = list.FindIndex(store => store.Value is not ConstantExpression);
            if (list.Count == 2 && constant >= 0 && computed >= 0 && !context.Function.Locals[slot].IsParameter && AreApart(list[constant].Block, list[computed].Block))
            {
                found.Add(slot, (list[constant].Block, ((ConstantExpression)list[constant].Value).Value));
            }
        }

        return found;
    }
}
