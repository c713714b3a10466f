using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Parameters that are never null: those of functions that one unit alone calls, and by name alone, each time with the address of an object
/// of the program's own.
/// </summary>
internal sealed class GivenObjects(int functions)
{
    private const uint Uncalled = uint.MaxValue;
    private const int MaxParameters = 31;
    private readonly uint[] given = NewGiven(functions);

    /// <summary>A call by name.</summary>
    public void Note(LinkedFunction callee, CallInstruction call)
    {
        uint here = 0;
        for (int i = 0; i < call.Arguments.Length && i < MaxParameters; i++)
        {
            here |= IsObject(call.Arguments[i]) ? 1u << i : 0;
        }

        given[callee.Id] &= here;
    }

    /// <summary>The address of the function is a value somewhere: who calls it is not seen.</summary>
    public void NoteTaken(LinkedFunction function) => given[function.Id] = 0;

    /// <summary>By id of a function: its parameters, by bit, that are addresses of objects wherever it is called.</summary>
    public uint[] Of(Program program)
    {
        for (int i = 0; i < given.Length; i++)
        {
            if (given[i] == Uncalled || program.Functions[i].Function.Symbol.Linkage == Linkage.External)
            {
                given[i] = 0;
            }
        }

        return given;
    }

    private static bool IsObject(Expression argument)
    {
        while (true)
        {
            switch (argument)
            {
                case LocalAddressExpression or StringAddressExpression or SymbolAddressExpression { Symbol: { Kind: SymbolKind.Variable, IsWeak: false } }:
                    return true;
                case OffsetExpression { Bytes: >= 0 } offset:
                    argument = offset.Address;
                    break;
                case IndexExpression index:
                    argument = index.Address;
                    break;
                case CastExpression { Type.IsPointer: true } cast:
                    argument = cast.Operand;
                    break;
                default:
                    return false;
            }
        }
    }

    private static uint[] NewGiven(int functions)
    {
        var all = new uint[functions];
        Array.Fill(all, Uncalled);
        return all;
    }
}
