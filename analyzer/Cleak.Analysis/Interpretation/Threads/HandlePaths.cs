using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Where a thread's handle is kept, as <see cref="HandlePlaces"/> tells it, and in what: through the records around it, through locals that are
/// set once, to a variable, a parameter, or the result.
/// </summary>
internal static class HandlePaths
{
    private const int MaxLocals = 4;

    /// <summary>Where an address leads.</summary>
    public static HandlePath Of(Program program, LinkedFunction function, BasicBlock block, Expression address)
    {
        var places = ImmutableArray.CreateBuilder<HandlePlace>();
        int pointerAt = int.MaxValue, parameter = -1, locals = 0;
        Function code = function.Function;
        for (bool goesOn = true; goesOn && places.Count < HandlePath.MaxPlaces;)
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
                    places.Add(new HandlePlace(record.Name, field, -1));
                    address = offset.Address;
                    break;
                case OffsetExpression offset:
                    address = offset.Address;
                    break;
                case SymbolAddressExpression { Symbol.Kind: SymbolKind.Variable } symbol:
                    places.Add(new HandlePlace("", symbol.Symbol.Name, program.Variable(function.UnitIndex, symbol.Symbol).Id));
                    goesOn = false;
                    break;
                case LocalAddressExpression local when places.Count > 0 || code.Locals[local.Slot].Type.Kind is TypeKind.Record or TypeKind.Array:
                    places.Add(new HandlePlace("", code.Locals[local.Slot].Name, LocalOf(function)));
                    goesOn = false;
                    break;
                case TemporaryExpression temporary when ExpressionText.Definition(block, temporary.Index) is LoadInstruction load:
                    if (load.Address is not LocalAddressExpression pointer)
                    {
                        // A record that a field points to is the field's where nothing else has the pointer: who asks for it must see to that.
                        goesOn = places.Count <= 1 && pointerAt == int.MaxValue;
                        pointerAt = goesOn ? places.Count : pointerAt;
                        address = load.Address;
                        break;
                    }

                    Local variable = code.Locals[pointer.Slot];
                    goesOn = false;
                    if (variable.IsAddressTaken)
                    {
                        break;
                    }

                    (int stores, BasicBlock? at, Expression? value) = Stores(code, pointer.Slot);
                    if (variable.IsParameter)
                    {
                        parameter = stores == 0 ? variable.ParameterIndex : -1;
                    }
                    else if (stores == 1 && locals++ < MaxLocals && LeadsOn(at!, value!))
                    {
                        (block, address, goesOn) = (at!, value!, true);
                    }
                    else if (IsReturned(code, pointer.Slot))
                    {
                        parameter = HandlePath.Result;
                    }

                    break;
                default:
                    goesOn = false;
                    break;
            }
        }

        if (pointerAt != int.MaxValue && places.Count > pointerAt + 1)
        {
            places.Count = pointerAt + 1;
            parameter = -1;
        }

        return new HandlePath(places.ToImmutable(), pointerAt == int.MaxValue ? parameter : -1) { PointerAt = pointerAt };
    }

    /// <summary>Where a handle that is given by value was read from; nothing for one that stands in a variable of the function's own.</summary>
    public static HandlePath OfValue(Program program, LinkedFunction function, BasicBlock block, Expression value) =>
        DefectRecorder.Stripped(value) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction load
            ? Of(program, function, block, load.Address)
            : new HandlePath([], -1);

    /// <summary>In place of a variable's number: some function's own.</summary>
    public static int LocalOf(LinkedFunction function) => -2 - function.Id;

    public static bool IsLocal(HandlePlace place) => place.Variable <= -2;

    /// <summary>The function returns what a variable holds.</summary>
    public static bool IsReturned(Function function, int slot) =>
        function.Blocks.Any(block => block.Terminator is ReturnTerminator { Value: { } result } && DefectRecorder.Stripped(result) is TemporaryExpression temporary
            && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local } && (local.Slot == slot || IsCopy(function, local.Slot, slot)));

    /// <summary>Lowering returns through a variable of its own.</summary>
    private static bool IsCopy(Function function, int to, int from) =>
        function.Locals[to].IsSynthetic && function.Blocks.Any(block => block.Instructions.Any(instruction => instruction is StoreInstruction { Address: LocalAddressExpression target } store && target.Slot == to
            && DefectRecorder.Stripped(store.Value) is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression source } && source.Slot == from));

    /// <summary>What is stored into a variable, and the last store of it.</summary>
    public static (int Count, BasicBlock? Block, Expression? Value) Stores(Function function, int slot)
    {
        (int count, BasicBlock? at, Expression? value) = (0, null, null);
        foreach (BasicBlock block in function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is StoreInstruction { Address: LocalAddressExpression local } store && local.Slot == slot)
                {
                    (count, at, value) = (count + 1, block, store.Value);
                }
            }
        }

        return (count, at, value);
    }

    /// <summary>An address, or a pointer that is read: not what a call returns.</summary>
    private static bool LeadsOn(BasicBlock block, Expression value) =>
        DefectRecorder.Stripped(value) is not TemporaryExpression temporary || ExpressionText.Definition(block, temporary.Index) is LoadInstruction;
}
