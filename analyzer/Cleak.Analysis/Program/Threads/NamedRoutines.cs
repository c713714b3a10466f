using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Functions that are named where a thread is created or a cleanup handler is pushed, directly or by a wrapper that passes its parameter on: what they do
/// to what they are given counts there.
/// </summary>
internal sealed class NamedRoutines
{
    private readonly Program program;

    /// <summary>By function: its parameters that are what a thread runs.</summary>
    private readonly Dictionary<int, HashSet<int>> wrappers = [];

    private NamedRoutines(Program program)
    {
        this.program = program;
        var handed = new List<(int Function, int Parameter, int Callee, int As)>();
        foreach (LinkedFunction function in program.Functions)
        {
            FindHanded(function, handed);
        }

        for (bool changed = true; changed;)
        {
            changed = false;
            foreach ((int function, int parameter, int callee, int position) in handed)
            {
                changed |= wrappers.TryGetValue(callee, out HashSet<int>? routines) && routines.Contains(position) && Add(function, parameter);
            }
        }
    }

    /// <summary>By pair: a function, and one that it names so, in order.</summary>
    public static IEnumerable<(int Function, int Routine)> Of(Program program)
    {
        var names = new NamedRoutines(program);
        foreach (LinkedFunction function in program.Functions)
        {
            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is not CallInstruction { DirectCallee: { } symbol } call)
                    {
                        continue;
                    }

                    for (int i = 0; i < call.Arguments.Length; i++)
                    {
                        if (call.Arguments[i].Type.IsPointer && DefectRecorder.Stripped(call.Arguments[i]) is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } routine }
                            && program.Function(function.UnitIndex, routine) is { } target && names.IsRun(function, symbol, i))
                        {
                            yield return (function.Id, target.Id);
                        }
                    }
                }
            }
        }
    }

    private bool IsRun(LinkedFunction function, Symbol callee, int argument) =>
        IsRunByModel(function, callee) || (program.Function(function.UnitIndex, callee) is { } wrapper && wrappers.TryGetValue(wrapper.Id, out HashSet<int>? routines) && routines.Contains(argument));

    private bool IsRunByModel(LinkedFunction function, Symbol callee) =>
        program.Models.Find(function.UnitIndex, callee)?.Behavior is Behavior.ThreadCreate or Behavior.ThreadCreateC11 or Behavior.CleanupPush;

    private bool Add(int function, int parameter) =>
        (wrappers.TryGetValue(function, out HashSet<int>? known) ? known : wrappers[function] = []).Add(parameter);

    private void FindHanded(LinkedFunction function, List<(int Function, int Parameter, int Callee, int As)> handed)
    {
        bool hasPointer = false;
        for (int i = 0; i < function.Function.ParameterCount && !hasPointer; i++)
        {
            hasPointer = FunctionPlaces.IsFunctionPointer(function.Function.Locals[i].Type);
        }

        foreach (BasicBlock block in hasPointer ? function.Function.Blocks : [])
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is not CallInstruction { DirectCallee: { } symbol } call)
                {
                    continue;
                }

                bool isRun = IsRunByModel(function, symbol);
                int callee = isRun ? -1 : program.Function(function.UnitIndex, symbol)?.Id ?? -1;
                for (int i = 0; i < call.Arguments.Length && (isRun || callee >= 0); i++)
                {
                    if (ParameterOf(function.Function, block, call.Arguments[i]) is not (>= 0 and var parameter))
                    {
                        continue;
                    }

                    if (isRun)
                    {
                        Add(function.Id, parameter);
                    }
                    else
                    {
                        handed.Add((function.Id, parameter, callee, i));
                    }
                }
            }
        }
    }

    /// <summary>The parameter, a function's address, that a value is read from; -1 for none.</summary>
    private static int ParameterOf(Function function, BasicBlock block, Expression value) =>
        DefectRecorder.Stripped(value) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local }
        && function.Locals[local.Slot] is { IsParameter: true } parameter && FunctionPlaces.IsFunctionPointer(parameter.Type) ? parameter.ParameterIndex : -1;
}
