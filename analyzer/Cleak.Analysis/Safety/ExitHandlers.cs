using Cleak.Findings;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Where programs register what exit runs: atexit, on_exit.</summary>
public sealed class ExitHandlers
{
    private readonly Program program;
    private readonly TraceStep?[] first;

    internal ExitHandlers(Program program)
    {
        this.program = program;
        first = new TraceStep?[program.Programs.Length];
        foreach (LinkedFunction function in program.Functions)
        {
            if (function.Unit.Symbols.Any(symbol => IsRegistration(symbol.Name)) && Registration(function) is { } step)
            {
                foreach (int index in program.ProgramsOf(function.UnitIndex))
                {
                    first[index] ??= step;
                }
            }
        }
    }

    /// <summary>The first registration in a program that a function is part of; null where there is none.</summary>
    public TraceStep? Of(int function) => program.ProgramsOf(program.Functions[function].UnitIndex).Select(index => first[index]).FirstOrDefault(step => step is not null);

    private static bool IsRegistration(string name) => name is "atexit" or "on_exit";

    private static TraceStep? Registration(LinkedFunction function)
    {
        foreach (BasicBlock block in function.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: { } callee } && IsRegistration(callee.Name))
                {
                    return TraceStep.Here(instruction.Span, function.Name, $"'{callee.Name}' registers an exit handler", FlowStepKinds.Call);
                }
            }
        }

        return null;
    }
}
