using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// The calls by name that a function makes when some of its parameters are given numbers: what a command tells a function not to do does not
/// happen. Parameters that the function sets itself count for nothing.
/// </summary>
internal sealed class BoundCalls(Program program)
{
    /// <summary>Parameters of a function that are looked at.</summary>
    private const int MaxParameters = 8;

    private readonly Dictionary<int, Calls> known = [];

    /// <summary>The functions that a function calls by name at all.</summary>
    public HashSet<int> Named(int function) => Of(function).Named;

    /// <summary>The calls, each with the numbers it is sure to pass; in order of the code.</summary>
    /// <param name="given">By parameter: the number that it is; null, or an array too short, for any.</param>
    public IEnumerable<(int Callee, ImmutableArray<long?> Given)> Of(int function, ImmutableArray<long?> given)
    {
        Calls calls = Of(function);
        bool[]? isReached = calls.IsAsking && given.Any(number => number is not null) ? Reached(program.Functions[function].Function, calls, given) : null;
        foreach ((int block, int callee, ImmutableArray<Argument> arguments) in calls.All)
        {
            if (isReached is null || isReached[block])
            {
                yield return (callee, [.. arguments.Select(argument => argument.Number ?? (argument.Parameter >= 0 && argument.Parameter < given.Length ? given[argument.Parameter] : null))]);
            }
        }
    }

    /// <summary>With these numbers the function gets to a place in it, or the place is not known.</summary>
    public bool Gets(int function, ImmutableArray<long?> given, SourceSpan place)
    {
        Calls calls = Of(function);
        if (!calls.IsAsking || given.All(number => number is null))
        {
            return true;
        }

        bool[] isReached = Reached(program.Functions[function].Function, calls, given);
        bool isKnown = false;
        foreach (BasicBlock block in program.Functions[function].Function.Blocks)
        {
            if (block.Terminator.Span == place || block.Instructions.Any(instruction => instruction.Span == place))
            {
                isKnown = true;
                if (isReached[block.Ordinal])
                {
                    return true;
                }
            }
        }

        return !isKnown;
    }

    private static bool[] Reached(Function function, Calls calls, ImmutableArray<long?> given)
    {
        var isReached = new bool[function.Blocks.Length];
        var work = new Stack<int>([0]);
        isReached[0] = true;
        while (work.TryPop(out int at))
        {
            BasicBlock block = function.Blocks[at];
            foreach (int next in Next(block))
            {
                if (!isReached[next])
                {
                    isReached[next] = true;
                    work.Push(next);
                }
            }
        }

        return isReached;

        ImmutableArray<int> Next(BasicBlock block) => block.Terminator switch
        {
            BranchTerminator branch when Value(block, branch.Condition) is { } condition => [condition != 0 ? branch.WhenTrue : branch.WhenFalse],
            SwitchTerminator choice when Value(block, choice.Value) is { } value => [Target(choice, value)],
            _ => block.Terminator.Successors,
        };

        long? Value(BasicBlock block, Expression expression) => expression switch
        {
            ConstantExpression constant => constant.Value,
            CastExpression cast => Value(block, cast.Operand),
            UnaryExpression { Operator: UnaryOperator.LogicalNot } not => Value(block, not.Operand) is { } operand ? (operand == 0 ? 1 : 0) : null,
            BinaryExpression { IsComparison: true } comparison => Value(block, comparison.Left) is { } left && Value(block, comparison.Right) is { } right ? Compare(comparison.Operator, left, right) : null,
            TemporaryExpression => Parameter(function, calls.IsSet, block, expression) is >= 0 and var parameter && parameter < given.Length ? given[parameter] : null,
            _ => null,
        };
    }

    private static int Target(SwitchTerminator choice, long value)
    {
        foreach (SwitchCase one in choice.Cases)
        {
            if (value >= one.Low && value <= one.High)
            {
                return one.Target;
            }
        }

        return choice.DefaultTarget;
    }

    private static long? Compare(BinaryOperator how, long left, long right) => how switch
    {
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        _ => null,
    };

    private Calls Of(int id)
    {
        if (known.TryGetValue(id, out Calls? calls))
        {
            return calls;
        }

        LinkedFunction linked = program.Functions[id];
        Function function = linked.Function;
        var isSet = new bool[function.ParameterCount];
        bool hasNumbers = false;
        for (int i = 0; i < isSet.Length; i++)
        {
            isSet[i] = i >= MaxParameters || function.Locals[i].IsAddressTaken || function.Locals[i].Type.Kind != TypeKind.Integer;
        }

        foreach (Instruction instruction in function.Blocks.SelectMany(block => block.Instructions))
        {
            if (instruction is StoreInstruction { Address: LocalAddressExpression local } && function.Locals[local.Slot] is { IsParameter: true } parameter)
            {
                isSet[parameter.ParameterIndex] = true;
            }
        }

        var all = new List<(int Block, int Callee, ImmutableArray<Argument> Arguments)>();
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: { } symbol } call && program.Function(linked.UnitIndex, symbol) is { } callee)
                {
                    ImmutableArray<Argument> arguments = [.. call.Arguments.Take(MaxParameters).Select(argument => Of(block, argument))];
                    all.Add((block.Ordinal, callee.Id, arguments));
                    if (program.Calls.Copy(id, call) is { } copy)
                    {
                        all.Add((block.Ordinal, copy, arguments));
                    }
                }
            }

            hasNumbers |= block.Terminator is SwitchTerminator or BranchTerminator;
        }

        return known[id] = new Calls([.. all], [.. all.Select(call => call.Callee)], isSet, hasNumbers && isSet.Any(set => !set));

        Argument Of(BasicBlock block, Expression value) => DefectRecorder.Stripped(value) is ConstantExpression { Type.Kind: TypeKind.Integer } constant
            ? new Argument(constant.Value, -1)
            : new Argument(null, Parameter(function, isSet, block, value));
    }

    /// <summary>The parameter that a value is, as it was given; -1 for others.</summary>
    private static int Parameter(Function function, bool[] isSet, BasicBlock block, Expression value) =>
        DefectRecorder.Stripped(value) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local }
        && function.Locals[local.Slot] is { IsParameter: true } parameter && !isSet[parameter.ParameterIndex] ? parameter.ParameterIndex : -1;

    /// <param name="Number">What is passed; null for what is not one number.</param>
    /// <param name="Parameter">The caller's own parameter that is passed on; -1 for none.</param>
    private readonly record struct Argument(long? Number, int Parameter);

    /// <param name="IsSet">By parameter: it is not looked at.</param>
    /// <param name="IsAsking">Some parameter may decide what is called.</param>
    private sealed record Calls(ImmutableArray<(int Block, int Callee, ImmutableArray<Argument> Arguments)> All, HashSet<int> Named, bool[] IsSet, bool IsAsking);
}
