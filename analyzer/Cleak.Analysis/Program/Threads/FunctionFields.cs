using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which functions the fields of records may hold, over the whole program: all that is stored there by name, by an initialiser, or through a
/// parameter of the function that stores. Flow-insensitive, and not complete: what comes from elsewhere is not among them.
/// </summary>
internal sealed class FunctionFields
{
    private const int MaxRounds = 4;
    private readonly Program program;
    private readonly Dictionary<HandlePlace, SortedSet<int>> targets = [];
    private readonly List<(int Function, int Parameter, HandlePlace Place)> setters = [];
    private readonly List<(HandlePlace From, HandlePlace To)> copies = [];

    public FunctionFields(Program program)
    {
        this.program = program;
        foreach (LinkedVariable variable in program.Variables)
        {
            if (variable is { Definition: { } definition, Unit: { } unit })
            {
                AddInitializers(program.Units.IndexOf(unit), definition);
            }
        }

        foreach (LinkedFunction function in program.Functions)
        {
            AddStores(function);
        }

        AddArguments();
        for (int round = 0; round < MaxRounds; round++)
        {
            foreach ((HandlePlace from, HandlePlace to) in copies)
            {
                if (targets.TryGetValue(from, out SortedSet<int>? found))
                {
                    Of(to).UnionWith(found);
                }
            }
        }
    }

    /// <summary>In order of id; empty where nothing is known.</summary>
    public IReadOnlyCollection<int> TargetsOf(HandlePlace place) => targets.TryGetValue(place, out SortedSet<int>? found) ? found : [];

    /// <summary>What a function calls through fields and variables.</summary>
    public IEnumerable<int> CalledThroughFields(LinkedFunction function)
    {
        foreach (BasicBlock block in function.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is CallInstruction { DirectCallee: null } call && HandlePlaces.OfValue(program, function.UnitIndex, block, call.Callee) is { IsKnown: true } place)
                {
                    foreach (int target in TargetsOf(place))
                    {
                        yield return target;
                    }
                }
            }
        }
    }

    private void AddInitializers(int unit, Global definition)
    {
        IrType type = definition.Symbol.Type;
        while (type is { Kind: TypeKind.Array, Element: { } element })
        {
            type = element;
        }

        foreach (Initializer initializer in definition.Initializers)
        {
            if (DefectRecorder.Stripped(initializer.Value) is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } symbol } && program.Function(unit, symbol) is { } target)
            {
                if (type is { Kind: TypeKind.Record, Size: > 0 } && FieldAt(type, initializer.Offset % type.Size) is { IsKnown: true } place)
                {
                    Of(place).Add(target.Id);
                }
                else if (type.Kind == TypeKind.Pointer)
                {
                    Of(new HandlePlace("", definition.Symbol.Name, program.Variable(unit, definition.Symbol).Id)).Add(target.Id);
                }
            }
        }
    }

    private static HandlePlace FieldAt(IrType record, long offset)
    {
        foreach (Field field in record.Fields)
        {
            if (field.Type.Kind == TypeKind.Record && offset >= field.ByteOffset && offset < field.ByteOffset + field.Type.Size)
            {
                return FieldAt(field.Type, offset - field.ByteOffset);
            }

            if (field.ByteOffset == offset)
            {
                return new HandlePlace(record.Name, field.Name, -1);
            }
        }

        return default;
    }

    private void AddStores(LinkedFunction function)
    {
        foreach (BasicBlock block in function.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is not StoreInstruction { Type.IsPointer: true, Address: not LocalAddressExpression } store)
                {
                    continue;
                }

                Expression value = DefectRecorder.Stripped(store.Value);
                bool isFunction = value is SymbolAddressExpression { Symbol.Kind: SymbolKind.Function };
                if ((!isFunction && store.Type is not { Element.Kind: TypeKind.Function }) || HandlePlaces.Of(program, function.UnitIndex, block, store.Address) is not { IsKnown: true } place)
                {
                    continue;
                }

                if (isFunction)
                {
                    if (program.Function(function.UnitIndex, ((SymbolAddressExpression)value).Symbol) is { } target)
                    {
                        Of(place).Add(target.Id);
                    }
                }
                else if (value is TemporaryExpression temporary && ExpressionText.Definition(block, temporary.Index) is LoadInstruction load)
                {
                    if (load.Address is LocalAddressExpression local)
                    {
                        if (function.Function.Locals[local.Slot].IsParameter)
                        {
                            setters.Add((function.Id, function.Function.Locals[local.Slot].ParameterIndex, place));
                        }
                    }
                    else if (HandlePlaces.Of(program, function.UnitIndex, block, load.Address) is { IsKnown: true } source && source != place)
                    {
                        copies.Add((source, place));
                    }
                }
            }
        }
    }

    private void AddArguments()
    {
        ILookup<int, (int Function, int Parameter, HandlePlace Place)> byFunction = setters.ToLookup(setter => setter.Function);
        foreach (LinkedFunction caller in byFunction.Count == 0 ? [] : program.Functions)
        {
            foreach (BasicBlock block in caller.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is not CallInstruction { DirectCallee: { } symbol } call || program.Function(caller.UnitIndex, symbol) is not { } callee)
                    {
                        continue;
                    }

                    foreach ((_, int parameter, HandlePlace place) in byFunction[callee.Id])
                    {
                        if (parameter >= call.Arguments.Length)
                        {
                            continue;
                        }

                        if (DefectRecorder.Stripped(call.Arguments[parameter]) is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } function } && program.Function(caller.UnitIndex, function) is { } target)
                        {
                            Of(place).Add(target.Id);
                        }
                        else if (HandlePlaces.OfValue(program, caller.UnitIndex, block, call.Arguments[parameter]) is { IsKnown: true } source && source != place)
                        {
                            copies.Add((source, place));
                        }
                    }
                }
            }
        }
    }

    private SortedSet<int> Of(HandlePlace place) => targets.TryGetValue(place, out SortedSet<int>? found) ? found : targets[place] = [];
}
