using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>The calls by name of the functions of a program, and which functions are called in no other way.</summary>
internal sealed class HandleCallers
{
    private readonly Program program;
    private readonly Dictionary<int, List<(LinkedFunction Caller, BasicBlock Block, CallInstruction Call)>> calls = [];
    private readonly Dictionary<Function, int> originals = [];
    private readonly HashSet<int> taken;

    public HandleCallers(Program program)
    {
        this.program = program;
        taken = [.. program.Calls.Taken];
        foreach (LinkedFunction function in program.Functions.Where(function => function.Bindings.IsDefault))
        {
            originals.TryAdd(function.Function, function.Id);
        }

        taken = [.. taken.Select(Original)];
        foreach (LinkedVariable variable in program.Variables)
        {
            if (variable is { Definition: { } definition, Unit: { } unit })
            {
                AddInitializers(program.Units.IndexOf(unit), definition);
            }
        }

        foreach (LinkedFunction caller in program.Functions.Where(function => function.Bindings.IsDefault))
        {
            foreach (BasicBlock block in caller.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is CallInstruction { DirectCallee: { } symbol } call && program.Function(caller.UnitIndex, symbol) is { } callee)
                    {
                        (calls.TryGetValue(callee.Id, out List<(LinkedFunction, BasicBlock, CallInstruction)>? known) ? known : calls[callee.Id] = []).Add((caller, block, call));
                    }
                }
            }
        }
    }

    /// <summary>The function itself, for a copy that is followed with certain callbacks.</summary>
    public int Original(int function) => originals.TryGetValue(program.Functions[function].Function, out int original) ? original : function;

    /// <summary>The calls of a function, in order of the callers; empty where it may be called in ways that are not seen.</summary>
    public IReadOnlyList<(LinkedFunction Caller, BasicBlock Block, CallInstruction Call)> Of(int function)
    {
        int original = Original(function);
        return !taken.Contains(original) && calls.TryGetValue(original, out List<(LinkedFunction, BasicBlock, CallInstruction)>? known) && IsInside(program.Functions[original]) ? known : [];
    }

    /// <summary>Nobody outside of the program calls it: it is the unit's own, or part of whole programs alone.</summary>
    private bool IsInside(LinkedFunction function) =>
        function.Function.Symbol.Linkage == Linkage.Internal
        || program.ProgramsOf(function.UnitIndex).All(index => program.Programs[index].Any(unit => program.Units[unit].Functions.Any(other => other.Name == "main")));

    private void AddInitializers(int unit, Global definition)
    {
        foreach (Initializer initializer in definition.Initializers)
        {
            if (DefectRecorder.Stripped(initializer.Value) is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } symbol } && program.Function(unit, symbol) is { } target)
            {
                taken.Add(target.Id);
            }
        }
    }
}
