using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>A call of a library function: where it stands, what the function is, what it is given.</summary>
/// <param name="Number">The number of the instruction.</param>
internal readonly record struct ModelCall(int Number, CallInstruction Instruction, FunctionModel Model, Value[] Arguments)
{
    /// <summary>The argument that the model's behaviour names at a position; no value where it was not given.</summary>
    public Value Operand(int operand) =>
        operand < Model.Operands.Length && Model.Operands[operand] < Arguments.Length ? Arguments[Model.Operands[operand]] : Value.None;

    /// <summary>The family of what is handed back or released.</summary>
    public string Family
    {
        get
        {
            foreach (ArgumentModel argument in Model.Arguments)
            {
                if ((argument.Effects & ArgumentEffects.Releases) != 0)
                {
                    return argument.Family;
                }
            }

            return Model.Result.Family;
        }
    }
}
