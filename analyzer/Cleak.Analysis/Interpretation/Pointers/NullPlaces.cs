using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Members of what a null pointer names: nothing stands there, however far in the object they are.</summary>
internal sealed class NullPlaces(TermTable terms, Evaluator evaluator)
{
    /// <summary>The address is that of a part of the object at a null pointer. A number that the program itself makes an address of is none.</summary>
    public bool IsIn(AbstractState state, Expression address)
    {
        Expression pointer = address;
        while (true)
        {
            switch (pointer)
            {
                case OffsetExpression offset:
                    pointer = offset.Address;
                    continue;
                case IndexExpression index:
                    pointer = index.Address;
                    continue;
            }

            break;
        }

        return pointer != address && !IsLiteral(pointer) && terms.TryConstant(evaluator.Evaluate(state, pointer), out long number) && number == 0;
    }

    private static bool IsLiteral(Expression pointer)
    {
        while (pointer is CastExpression cast)
        {
            pointer = cast.Operand;
        }

        return pointer is ConstantExpression;
    }
}
