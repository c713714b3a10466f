using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Where a thread's handle is kept, told from the address it is written to or read from: a field by its record, a variable.</summary>
internal static class HandlePlaces
{
    public static HandlePlace Of(AnalysisContext context, BasicBlock block, Expression address) => Of(context.Program, context.UnitIndex, block, address);

    public static HandlePlace Of(Program program, int unit, BasicBlock block, Expression address)
    {
        while (true)
        {
            switch (address)
            {
                case IndexExpression index:
                    address = index.Address;
                    break;
                case CastExpression cast:
                    address = cast.Operand;
                    break;
                case OffsetExpression { FieldName: { } field } offset when offset.Address.Type.Element is { Kind: TypeKind.Record } record:
                    return new HandlePlace(record.Name, field, -1);
                case OffsetExpression offset:
                    address = offset.Address;
                    break;
                case SymbolAddressExpression { Symbol.Kind: SymbolKind.Variable } symbol:
                    return new HandlePlace("", symbol.Symbol.Name, program.Variable(unit, symbol.Symbol).Id);
                case TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is LoadInstruction load && load.Address is not LocalAddressExpression:
                    address = load.Address;
                    break;
                default:
                    return default;
            }
        }
    }

    /// <summary>The place that a handle given by value was read from.</summary>
    public static HandlePlace OfValue(AnalysisContext context, BasicBlock block, Expression value) => OfValue(context.Program, context.UnitIndex, block, value);

    public static HandlePlace OfValue(Program program, int unit, BasicBlock block, Expression value)
    {
        while (value is CastExpression cast)
        {
            value = cast.Operand;
        }

        return value is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction load
            ? Of(program, unit, block, load.Address)
            : default;
    }
}
