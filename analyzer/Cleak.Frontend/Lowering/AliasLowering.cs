using System.Collections.Immutable;
using Cleak.Clang;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>A function that is another name of one (<c>alias("name")</c>) becomes one that calls it.</summary>
internal sealed class AliasLowering(UnitLowering unit)
{
    /// <summary>The function that a declaration without body stands for, or null where it is a mere declaration.</summary>
    public Function? Lower(Cursor declaration)
    {
        var attributes = new AttributeReader(unit.Clang);
        attributes.Read(declaration);
        if (attributes.Alias is not { } name)
        {
            return null;
        }

        Symbol symbol = unit.Symbols.Get(declaration);
        Symbol target = unit.FunctionByName(name);
        var builder = new FunctionBuilder();
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        foreach (IrType parameter in symbol.Type.Parameters)
        {
            arguments.Add(Argument(builder, unit.Types.Complete(parameter), symbol.Span));
        }

        IrType type = symbol.Type.Element ?? unit.Types.Void;
        Expression? result = null;
        Expression? destination = null;
        if (type.Kind == TypeKind.Record)
        {
            Local local = builder.AddLocal(string.Empty, unit.Types.Complete(type), symbol.Span);
            destination = new LocalAddressExpression(local.Slot, unit.Types.PointerTo(type));
            result = new RecordValueExpression(destination, type);
        }
        else if (type.Kind != TypeKind.Void)
        {
            result = new TemporaryExpression(builder.NewTemporary(), type);
        }

        builder.Add(new CallInstruction(
            result is TemporaryExpression { Index: var temporary } ? temporary : -1,
            destination,
            new SymbolAddressExpression(target, unit.Types.PointerTo(target.Type)),
            arguments.ToImmutable(),
            type,
            symbol.Span,
            null));
        return builder.Build(symbol, symbol.Span, symbol.Span, null, new ReturnTerminator(result, symbol.Span));
    }

    private Expression Argument(FunctionBuilder builder, IrType type, SourceSpan span)
    {
        Local parameter = builder.AddLocal(string.Empty, type, span, builder.Locals.Count);
        var address = new LocalAddressExpression(parameter.Slot, unit.Types.PointerTo(type));
        if (type.Kind == TypeKind.Record)
        {
            return new RecordValueExpression(address, type);
        }

        int temporary = builder.NewTemporary();
        builder.Add(new LoadInstruction(temporary, address, type, default, AccessTraits.None, span, null));
        return new TemporaryExpression(temporary, type);
    }
}
