using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Which functions a call through a pointer may go to: all whose address the program stores in that variable, table, member or parameter,
/// over the whole program and without order (Andersen's inclusions, for addresses of functions alone; members field by field, as in Pearce,
/// Kelly, Hankin, TOPLAS 30(1), 2007). What code that is not seen may store makes a place unknown.
/// </summary>
internal sealed class FunctionFlows
{
    /// <summary>Functions in one place beyond which they are not told apart.</summary>
    private const int MaxStored = 24;

    private readonly Program program;
    private readonly FunctionPlaces places;
    private readonly Dictionary<FunctionPlace, int> numbers = [];
    private readonly List<SortedSet<int>> stored = [];
    private readonly List<bool> unknown = [];
    private readonly List<List<int>> flows = [];
    private readonly List<(LinkedFunction Function, CallInstruction Call, int Place)> calls = [];
    private readonly HashSet<int> taken = [];
    private readonly HashSet<(int, int)> alike = [];
    private readonly HashSet<int> foreign = [];
    private readonly Dictionary<string, int> externals = new(StringComparer.Ordinal);
    private readonly bool[] isOpen;
    private Instruction?[] definitions = new Instruction?[64];

    private FunctionFlows(Program program)
    {
        this.program = program;
        places = new FunctionPlaces(program);
        isOpen = [.. Enumerable.Range(0, program.Units.Length).Select(IsOpen)];
    }

    /// <summary>Finds the targets of all calls through pointers.</summary>
    public static void Find(Program program)
    {
        var flows = new FunctionFlows(program);
        foreach (LinkedVariable variable in program.Variables)
        {
            flows.AddVariable(variable);
        }

        foreach (LinkedFunction function in program.Functions)
        {
            flows.AddFunction(function);
        }

        flows.AddOutside();
        flows.Solve();
        flows.Publish();
    }

    /// <summary>Code that is not seen may call the unit's functions: no main reaches it.</summary>
    private bool IsOpen(int unit) =>
        program.ProgramsOf(unit).Any(p => !program.Programs[p].Any(u => program.Units[u].Functions.Any(f => f.Name == "main" && f.Symbol.Linkage == Linkage.External)));

    private int Number(FunctionPlace place)
    {
        if (!numbers.TryGetValue(place, out int number))
        {
            number = numbers.Count;
            numbers.Add(place, number);
            stored.Add([]);
            unknown.Add(false);
            flows.Add([]);
        }

        return number;
    }

    private void AddVariable(LinkedVariable variable)
    {
        IrType type = variable.Symbol.Type;
        if (variable.Definition is null || variable.Unit is null)
        {
            // Another's: who fills it is not seen.
            if (FunctionPlaces.IsFunctionPointer(type) || type is { Kind: TypeKind.Array, Element: { } element } && FunctionPlaces.IsFunctionPointer(element))
            {
                unknown[Number(new FunctionPlace(FunctionPlaceKind.Variable, variable.Id, 0))] = true;
            }

            AddForeign(type.IsPointer ? type.Element : type);
            return;
        }

        int unit = program.Units.IndexOf(variable.Unit);
        foreach (Initializer initializer in variable.Definition.Initializers)
        {
            Expression value = DefectRecorder.Stripped(initializer.Value);
            if (value is SymbolAddressExpression { Symbol.Kind: SymbolKind.Function } && places.InVariable(variable.Id, type, initializer.Offset) is { IsKnown: true } place)
            {
                AddAddress(unit, value, Number(place));
            }
        }
    }

    private void AddFunction(LinkedFunction function)
    {
        foreach (BasicBlock block in function.Function.Blocks)
        {
            if (definitions.Length < block.TemporaryCount)
            {
                definitions = new Instruction?[block.TemporaryCount * 2];
            }

            foreach (Instruction instruction in block.Instructions)
            {
                Add(function, instruction);
            }

            if (block.Terminator is ReturnTerminator { Value: { } result } && FunctionPlaces.IsFunctionPointer(result.Type))
            {
                AddValue(function, result, Number(new FunctionPlace(FunctionPlaceKind.Result, function.Id, 0)));
            }
        }

        bool isReached = function.Bindings.IsDefault && function.Function.Symbol.Linkage == Linkage.External && isOpen[function.UnitIndex];
        for (int i = 0; i < function.Function.ParameterCount; i++)
        {
            IrType type = function.Function.Locals[i].Type;
            if (isReached && FunctionPlaces.IsFunctionPointer(type))
            {
                unknown[Number(new FunctionPlace(FunctionPlaceKind.Local, function.Id, i))] = true;
            }
            else if (isReached && type.IsPointer)
            {
                AddForeign(type.Element);
            }
        }
    }

    private void Add(LinkedFunction function, Instruction instruction)
    {
        switch (instruction)
        {
            case LoadInstruction load:
                definitions[load.Temporary] = load;
                AddCasts(load.Address);
                break;
            case StoreInstruction store:
                AddCasts(store.Address);
                Expression address = DefectRecorder.Stripped(store.Address);
                if (address.Type is { IsPointer: true, Element: { } pointee } && FunctionPlaces.IsFunctionPointer(pointee))
                {
                    if (places.At(function, address) is { IsKnown: true } place)
                    {
                        AddValue(function, store.Value, Number(place));
                    }
                }

                AddUse(function, store.Value);
                break;
            case CopyInstruction copy:
                AddCasts(copy.Destination);
                AddCasts(copy.Source);
                break;
            case CallInstruction call:
                AddCall(function, call);
                break;
            case UnsupportedInstruction unsupported:
                if (unsupported.Temporary >= 0)
                {
                    definitions[unsupported.Temporary] = unsupported;
                }

                AddOperands(function, unsupported.Operands);
                break;
            case AssemblyInstruction assembly:
                AddOperands(function, assembly.Outputs);
                AddOperands(function, assembly.Inputs);
                break;
        }
    }

    private void AddOperands(LinkedFunction function, ImmutableArray<Expression> operands)
    {
        foreach (Expression operand in operands)
        {
            AddUse(function, operand);
            AddForeign(DefectRecorder.Stripped(operand).Type.Element);
        }
    }

    private void AddCall(LinkedFunction function, CallInstruction call)
    {
        if (call.Temporary >= 0)
        {
            definitions[call.Temporary] = call;
        }

        LinkedFunction? callee = null;
        bool isUnseen = false;
        if (call.DirectCallee is { } symbol)
        {
            callee = program.Calls.Copy(function.Id, call) is { } copy ? program.Functions[copy] : program.Function(function.UnitIndex, symbol);
            isUnseen = callee is null && program.Models.Find(function.UnitIndex, symbol) is null;
        }
        else
        {
            calls.Add((function, call, PlaceOf(function, call.Callee) is { IsKnown: true } place ? Number(place) : -1));
        }

        for (int i = 0; i < call.Arguments.Length; i++)
        {
            Expression argument = call.Arguments[i];
            AddUse(function, argument);
            if (callee is not null && i < callee.Function.ParameterCount && FunctionPlaces.IsFunctionPointer(callee.Function.Locals[i].Type))
            {
                AddValue(function, argument, Number(new FunctionPlace(FunctionPlaceKind.Local, callee.Id, i)));
            }

            if (isUnseen && argument.Type is { IsPointer: true, IsElementConst: false })
            {
                AddForeign(argument.Type.Element);
            }
        }

        if (isUnseen && call.ResultType.IsPointer)
        {
            AddForeign(call.ResultType.Element);
        }
    }

    /// <summary>A value is used as one: an address of a function is taken, or that of a place, which may be written then wherever it goes.</summary>
    private void AddUse(LinkedFunction function, Expression value)
    {
        AddCasts(value);
        value = DefectRecorder.Stripped(value);
        if (value is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } symbol })
        {
            if (program.Function(function.UnitIndex, symbol) is { } target)
            {
                taken.Add(target.Id);
            }
        }
        else if (value is OffsetExpression or IndexExpression or SymbolAddressExpression or LocalAddressExpression
            && value.Type is { IsPointer: true, IsElementConst: false, Element: { } pointee } && FunctionPlaces.IsFunctionPointer(pointee)
            && places.At(function, value) is { IsKnown: true } place)
        {
            unknown[Number(place)] = true;
        }
    }

    /// <summary>A record is seen as another one: what is stored in one may be read in the other.</summary>
    private void AddCasts(Expression? expression)
    {
        while (expression is not null)
        {
            switch (expression)
            {
                case CastExpression cast:
                    if (cast.Type is { IsPointer: true, Element: { Kind: TypeKind.Record } to } && cast.Operand.Type is { IsPointer: true, Element: { Kind: TypeKind.Record } from }
                        && places.Record(to) is var left && places.Record(from) is var right && left >= 0 && right >= 0 && left != right && !Begins(to, from) && !Begins(from, to))
                    {
                        alike.Add((Math.Min(left, right), Math.Max(left, right)));
                    }

                    expression = cast.Operand;
                    break;
                case OffsetExpression offset:
                    expression = offset.Address;
                    break;
                case IndexExpression index:
                    expression = index.Address;
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>The record begins with the other one: as a member, it has its places.</summary>
    private bool Begins(IrType record, IrType other)
    {
        int wanted = places.Record(other);
        for (int depth = 0; depth < 8 && record.Fields.FirstOrDefault(f => f.BitOffset == 0 && f.Type.Kind == TypeKind.Record) is { } first; depth++)
        {
            record = first.Type;
            if (places.Record(record) == wanted)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Code that is not seen may fill records of the type, and what is embedded in them.</summary>
    private void AddForeign(IrType? type, int depth = 0)
    {
        while (type is { Kind: TypeKind.Array })
        {
            type = type.Element;
        }

        if (type is not { Kind: TypeKind.Record } || depth > 4)
        {
            return;
        }

        int record = places.Record(type);
        if (record >= 0 && !foreign.Add(record))
        {
            return;
        }

        foreach (Field field in type.Fields)
        {
            AddForeign(field.Type, depth + 1);
        }
    }

    private FunctionPlace PlaceOf(LinkedFunction function, Expression value) =>
        DefectRecorder.Stripped(value) is not TemporaryExpression temporary ? default : definitions[temporary.Index] switch
        {
            LoadInstruction load when FunctionPlaces.IsFunctionPointer(load.Type) => places.At(function, DefectRecorder.Stripped(load.Address)),
            CallInstruction { DirectCallee: { } symbol } call when FunctionPlaces.IsFunctionPointer(call.ResultType)
                && (program.Calls.Copy(function.Id, call) ?? program.Function(function.UnitIndex, symbol)?.Id) is { } callee => new FunctionPlace(FunctionPlaceKind.Result, callee, 0),
            _ => default,
        };

    private void AddValue(LinkedFunction function, Expression value, int place)
    {
        value = DefectRecorder.Stripped(value);
        switch (value)
        {
            case SymbolAddressExpression { Symbol.Kind: SymbolKind.Function }:
                AddAddress(function.UnitIndex, value, place);
                break;
            case ConstantExpression:
                // Null, or a mark: none is called.
                break;
            case TemporaryExpression when PlaceOf(function, value) is { IsKnown: true } source:
                flows[Number(source)].Add(place);
                break;
            default:
                unknown[place] = true;
                break;
        }
    }

    private void AddAddress(int unit, Expression value, int place)
    {
        Symbol symbol = ((SymbolAddressExpression)value).Symbol;
        if (program.Function(unit, symbol) is { } target)
        {
            taken.Add(target.Id);
            stored[place].Add(target.Id);
        }
        else if (program.Models.Find(unit, symbol) is not null)
        {
            stored[place].Add(externals.TryGetValue(symbol.Name, out int known) ? known : externals[symbol.Name] = CallTargets.External(unit, symbol));
        }
        else
        {
            unknown[place] = true;
        }
    }

    /// <summary>What is passed to a function whose address is taken is not seen, unless it is a copy for certain callbacks.</summary>
    private void AddOutside()
    {
        foreach (int id in taken)
        {
            LinkedFunction function = program.Functions[id];
            for (int i = 0; i < function.Function.ParameterCount; i++)
            {
                if (FunctionPlaces.IsFunctionPointer(function.Function.Locals[i].Type))
                {
                    unknown[Number(new FunctionPlace(FunctionPlaceKind.Local, id, i))] = true;
                }
            }
        }

        foreach ((int left, int right) in alike)
        {
            foreach (FunctionPlace place in numbers.Keys.Where(p => p.Kind == FunctionPlaceKind.Field && (p.Owner == left || p.Owner == right)).ToList())
            {
                int other = Number(place with { Owner = place.Owner == left ? right : left });
                flows[numbers[place]].Add(other);
                flows[other].Add(numbers[place]);
            }
        }
    }

    private void Solve()
    {
        var work = new Queue<int>();
        foreach ((FunctionPlace place, int number) in numbers)
        {
            unknown[number] |= place.Kind == FunctionPlaceKind.Field && foreign.Contains(place.Owner);
            work.Enqueue(number);
        }

        Propagate(work);

        // What is called and not known may be of a library that was loaded: it may fill the records that it is given.
        for (bool changed = true; changed;)
        {
            changed = false;
            int before = foreign.Count;
            foreach ((_, CallInstruction call, int place) in calls)
            {
                if (place >= 0 && !unknown[place])
                {
                    continue;
                }

                foreach (Expression argument in call.Arguments)
                {
                    if (argument.Type is { IsPointer: true, IsElementConst: false })
                    {
                        AddForeign(argument.Type.Element);
                    }
                }
            }

            if (foreign.Count == before)
            {
                break;
            }

            foreach ((FunctionPlace place, int number) in numbers)
            {
                if (place.Kind == FunctionPlaceKind.Field && foreign.Contains(place.Owner) && !unknown[number])
                {
                    unknown[number] = true;
                    changed = true;
                    work.Enqueue(number);
                }
            }

            Propagate(work);
        }
    }

    private void Propagate(Queue<int> work)
    {
        while (work.TryDequeue(out int from))
        {
            foreach (int to in flows[from].Where(to => to != from))
            {
                bool changed = unknown[from] && !unknown[to];
                unknown[to] |= unknown[from];
                foreach (int target in stored[from])
                {
                    if (stored[to].Count <= MaxStored)
                    {
                        changed |= stored[to].Add(target);
                    }
                }

                if (changed)
                {
                    work.Enqueue(to);
                }
            }
        }
    }

    private void Publish()
    {
        program.Calls.Taken.UnionWith(taken);
        var timesCalled = new int[stored.Count];
        var isParameter = new bool[stored.Count];
        foreach ((FunctionPlace place, int number) in numbers)
        {
            isParameter[number] = place.Kind == FunctionPlaceKind.Local;
        }

        foreach ((_, _, int place) in calls)
        {
            if (place >= 0 && isParameter[place])
            {
                timesCalled[place]++;
            }
        }

        foreach ((LinkedFunction function, CallInstruction call, int place) in calls)
        {
            if (place >= 0 && timesCalled[place] <= CallbackCopies.MaxCalls && !unknown[place] && stored[place].Count is > 0 and <= MaxStored)
            {
                program.Calls.Set(function.Id, call, [.. stored[place]]);
            }
        }
    }
}
