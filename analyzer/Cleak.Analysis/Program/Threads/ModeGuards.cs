using System.Collections;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Calls that happen in one of several modes of the program alone, as a variable says that is set to three numbers or more: whether a thread gets there
/// hangs on who sets the mode when.
/// </summary>
internal sealed class ModeGuards(Program program)
{
    private const int MinModes = 3;

    private readonly Dictionary<int, HashSet<long>> numbers = [];
    private readonly Dictionary<(int Function, int Callee), bool> known = [];
    private bool isRead;

    /// <summary>Every call by name of a function asks a mode first.</summary>
    public bool AreAsked(int function, int callee)
    {
        if (!known.TryGetValue((function, callee), out bool asked))
        {
            known[(function, callee)] = asked = Find(program.Functions[function], callee);
        }

        return asked;
    }

    private bool Find(LinkedFunction function, int callee)
    {
        FlowGraph? graph = null;
        bool isCalled = false;
        foreach (BasicBlock block in function.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: { } symbol } call && (program.Function(function.UnitIndex, symbol)?.Id == callee || program.Calls.Copy(function.Id, call) == callee))
                {
                    isCalled = true;
                    if (!IsAsked(function, graph ??= new FlowGraph(function.Function), block.Ordinal))
                    {
                        return false;
                    }
                }
            }
        }

        return isCalled;
    }

    private bool IsAsked(LinkedFunction function, FlowGraph graph, int target)
    {
        BitArray dominators = graph.Dominators(target);
        for (int b = 0; b < dominators.Length; b++)
        {
            if (dominators[b] && b != target && function.Function.Blocks[b].Terminator is BranchTerminator branch && Variable(function, function.Function.Blocks[b], branch.Condition) is >= 0 and var variable && IsMode(variable)
                && graph.ReachedFrom(branch.WhenTrue, wall: b)[target] != graph.ReachedFrom(branch.WhenFalse, wall: b)[target])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The variable that a condition compares with a number; -1 for others.</summary>
    private int Variable(LinkedFunction function, BasicBlock block, Expression condition) => condition switch
    {
        CastExpression cast => Variable(function, block, cast.Operand),
        UnaryExpression { Operator: UnaryOperator.LogicalNot } not => Variable(function, block, not.Operand),
        BinaryExpression { IsComparison: true, Right: ConstantExpression } comparison => Variable(function, block, comparison.Left),
        TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: SymbolAddressExpression { Symbol: { Kind: SymbolKind.Variable } symbol } } => program.Variable(function.UnitIndex, symbol).Id,
        _ => -1,
    };

    private bool IsMode(int variable)
    {
        if (!isRead)
        {
            isRead = true;
            foreach (LinkedFunction function in program.Functions)
            {
                foreach (Instruction instruction in function.Function.Blocks.SelectMany(block => block.Instructions))
                {
                    if (instruction is StoreInstruction { Address: SymbolAddressExpression { Symbol: { Kind: SymbolKind.Variable } symbol }, Value: ConstantExpression value })
                    {
                        int stored = program.Variable(function.UnitIndex, symbol).Id;
                        (numbers.TryGetValue(stored, out HashSet<long>? set) ? set : numbers[stored] = []).Add(value.Value);
                    }
                }
            }
        }

        return numbers.TryGetValue(variable, out HashSet<long>? found) && found.Count >= MinModes;
    }
}
