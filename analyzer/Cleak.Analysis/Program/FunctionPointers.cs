using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which functions a variable that holds a function's address may hold: its initialiser, and all that the program stores there, directly or
/// through a parameter of a function that sets it. Flow-insensitive, over the whole program.
/// </summary>
internal static class FunctionPointers
{
    private const int MaxTargets = 4;

    /// <summary>The targets by variable, in order; variables of which not all stores are understood are left out.</summary>
    public static ImmutableDictionary<int, ImmutableArray<int>> Find(Program program)
    {
        var targets = new Dictionary<int, SortedSet<int>>();
        var unknown = new HashSet<int>();
        var setters = new List<(int Function, int Parameter, int Variable)>();
        foreach (LinkedVariable variable in program.Variables)
        {
            if (IsFunctionPointer(variable.Symbol.Type) && variable is { Definition: { } definition, Unit: { } unit })
            {
                SortedSet<int> found = targets[variable.Id] = [];
                foreach (Initializer initializer in definition.Initializers)
                {
                    Add(program, program.Units.IndexOf(unit), initializer.Value, found, variable.Id, unknown);
                }
            }
        }

        foreach (LinkedFunction function in program.Functions)
        {
            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is StoreInstruction { Address: SymbolAddressExpression { Symbol.Kind: SymbolKind.Variable } place } store
                        && targets.TryGetValue(program.Variable(function.UnitIndex, place.Symbol).Id, out SortedSet<int>? found))
                    {
                        int variable = program.Variable(function.UnitIndex, place.Symbol).Id;
                        if (DefectRecorder.Stripped(store.Value) is TemporaryExpression temporary
                            && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local }
                            && function.Function.Locals[local.Slot].IsParameter)
                        {
                            setters.Add((function.Id, function.Function.Locals[local.Slot].ParameterIndex, variable));
                        }
                        else
                        {
                            Add(program, function.UnitIndex, store.Value, found, variable, unknown);
                        }
                    }
                }
            }
        }

        AddArguments(program, setters, targets, unknown);
        return targets.Where(t => !unknown.Contains(t.Key) && t.Value.Count is > 0 and <= MaxTargets)
            .ToImmutableDictionary(t => t.Key, t => t.Value.ToImmutableArray());
    }

    /// <summary>The variable that a call goes through, or -1.</summary>
    public static int VariableOf(Program program, LinkedFunction function, BasicBlock block, CallInstruction call) =>
        DefectRecorder.Stripped(call.Callee) is TemporaryExpression temporary
        && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: SymbolAddressExpression { Symbol.Kind: SymbolKind.Variable } place }
            ? program.Variable(function.UnitIndex, place.Symbol).Id
            : -1;

    private static void AddArguments(Program program, List<(int Function, int Parameter, int Variable)> setters, Dictionary<int, SortedSet<int>> targets, HashSet<int> unknown)
    {
        if (setters.Count == 0)
        {
            return;
        }

        foreach (LinkedFunction caller in program.Functions)
        {
            foreach (BasicBlock block in caller.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is not CallInstruction { DirectCallee: { } symbol } call || program.Function(caller.UnitIndex, symbol) is not { } callee)
                    {
                        continue;
                    }

                    foreach ((int function, int parameter, int variable) in setters)
                    {
                        if (function == callee.Id && parameter < call.Arguments.Length)
                        {
                            Add(program, caller.UnitIndex, call.Arguments[parameter], targets[variable], variable, unknown);
                        }
                    }
                }
            }
        }
    }

    private static void Add(Program program, int unit, Expression value, SortedSet<int> found, int variable, HashSet<int> unknown)
    {
        switch (DefectRecorder.Stripped(value))
        {
            case SymbolAddressExpression { Symbol.Kind: SymbolKind.Function } function when program.Function(unit, function.Symbol) is { } target:
                found.Add(target.Id);
                break;
            case ConstantExpression { Value: 0 }:
                break;
            default:
                unknown.Add(variable);
                break;
        }
    }

    private static bool IsFunctionPointer(IrType type) => type is { Kind: TypeKind.Pointer, Element.Kind: TypeKind.Function };
}
