using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Functions that call what they are passed: for each function that a caller passes by name, a copy of the callee is followed in which the
/// parameter is that function. <c>list_each(list, free)</c> releases, <c>list_each(list, print)</c> does not.
/// </summary>
internal sealed class CallbackCopies
{
    /// <summary>Blocks of a function beyond which it is not copied.</summary>
    private const int MaxBlocks = 64;

    /// <summary>Calls of one parameter beyond which it is not followed: each of them may split the paths.</summary>
    public const int MaxCalls = 8;

    /// <summary>Copies of one function.</summary>
    private const int MaxCopies = 6;

    /// <summary>Copies in a program: this many, and one for so many functions.</summary>
    private const int LeastCopies = 64, FunctionsPerCopy = 16;

    private readonly Program program;
    private readonly bool[]?[] callbacks;
    private readonly List<LinkedFunction> copies = [];
    private readonly Dictionary<(int Function, string Bindings), int> known = [];
    private readonly int[] copiesOf;
    private readonly Dictionary<string, int> externals = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Dictionary<CallInstruction, int>> redirected = [];

    private CallbackCopies(Program program)
    {
        this.program = program;
        callbacks = FindCallbacks(program);
        copiesOf = new int[program.Functions.Length];
    }

    /// <summary>Adds the copies to the program, and says which calls go to them.</summary>
    public static void Make(Program program)
    {
        var maker = new CallbackCopies(program);
        int limit = program.Functions.Length + LeastCopies + (program.Functions.Length / FunctionsPerCopy);
        for (int id = 0; id < program.Functions.Length + maker.copies.Count; id++)
        {
            maker.Bind(id < program.Functions.Length ? program.Functions[id] : maker.copies[id - program.Functions.Length], limit);
        }

        program.Functions = program.Functions.AddRange(maker.copies);
        program.Calls = new CallTargets(program.Functions.Length);
        foreach ((int function, Dictionary<CallInstruction, int> calls) in maker.redirected)
        {
            program.Calls.SetCopies(function, calls);
        }
    }

    private void Bind(LinkedFunction caller, int limit)
    {
        foreach (BasicBlock block in caller.Function.Blocks)
        {
            foreach (Instruction instruction in block.Instructions)
            {
                if (instruction is not CallInstruction { DirectCallee: { } symbol } call || program.Models.Find(caller.UnitIndex, symbol) is not null
                    || program.Function(caller.UnitIndex, symbol) is not { } callee || callbacks[callee.Id] is not { } wanted || callee.Function.Blocks.Length > MaxBlocks)
                {
                    continue;
                }

                var bindings = new int[callee.Function.ParameterCount];
                bool isBound = false;
                for (int i = 0; i < bindings.Length; i++)
                {
                    bindings[i] = wanted[i] && i < call.Arguments.Length ? Target(caller, block, call.Arguments[i]) : LinkedFunction.Unbound;
                    isBound |= bindings[i] != LinkedFunction.Unbound;
                }

                if (isBound && CopyOf(callee, bindings, limit) is >= 0 and var copy)
                {
                    (redirected.TryGetValue(caller.Id, out Dictionary<CallInstruction, int>? calls) ? calls : redirected[caller.Id] = [])[call] = copy;
                }
            }
        }
    }

    private int CopyOf(LinkedFunction callee, int[] bindings, int limit)
    {
        (int, string) key = (callee.Id, string.Join(',', bindings));
        if (known.TryGetValue(key, out int copy))
        {
            return copy;
        }

        int id = program.Functions.Length + copies.Count;
        if (id >= limit || copiesOf[callee.Id] >= MaxCopies)
        {
            return -1;
        }

        copiesOf[callee.Id]++;
        copies.Add(callee with { Id = id, Bindings = [.. bindings] });
        known.Add(key, id);
        return id;
    }

    /// <summary>The function that an argument is for certain.</summary>
    private int Target(LinkedFunction caller, BasicBlock block, Expression argument)
    {
        switch (DefectRecorder.Stripped(argument))
        {
            case SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } symbol }:
                if (program.Function(caller.UnitIndex, symbol) is { } target)
                {
                    return target.Id;
                }

                // One number for the platform's function, whichever unit names it.
                return program.Models.Find(caller.UnitIndex, symbol) is null ? LinkedFunction.Unbound
                    : externals.TryGetValue(symbol.Name, out int external) ? external : externals[symbol.Name] = CallTargets.External(caller.UnitIndex, symbol);
            case TemporaryExpression temporary when !caller.Bindings.IsDefault && ParameterOf(caller.Function, block, temporary) is >= 0 and var parameter:
                return caller.Bindings[parameter];
            default:
                return LinkedFunction.Unbound;
        }
    }

    /// <summary>The parameter that a value is read from, or -1.</summary>
    private static int ParameterOf(Function function, BasicBlock block, TemporaryExpression temporary) =>
        ExpressionText.Definition(block, temporary.Index) is LoadInstruction { Address: LocalAddressExpression local } && function.Locals[local.Slot].IsParameter
            ? function.Locals[local.Slot].ParameterIndex
            : -1;

    /// <summary>By function and parameter: it is called in there, or handed on to where it is called, and is always what the caller passed.</summary>
    private static bool[]?[] FindCallbacks(Program program)
    {
        var callbacks = new bool[]?[program.Functions.Length];
        var handed = new List<(int Function, int Parameter, int Callee, int As)>();
        foreach (LinkedFunction function in program.Functions)
        {
            bool[] candidates = [.. Enumerable.Range(0, function.Function.ParameterCount).Select(i => FunctionPlaces.IsFunctionPointer(function.Function.Locals[i].Type) && !function.Function.Locals[i].IsAddressTaken)];
            if (!candidates.Contains(true))
            {
                continue;
            }

            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is StoreInstruction { Address: LocalAddressExpression { Slot: var slot } } && slot < candidates.Length)
                    {
                        candidates[slot] = false;
                    }
                }
            }

            var timesCalled = new int[candidates.Length];
            foreach (BasicBlock block in function.Function.Blocks)
            {
                foreach (Instruction instruction in block.Instructions)
                {
                    if (instruction is not CallInstruction call)
                    {
                        continue;
                    }

                    if (call.DirectCallee is null && DefectRecorder.Stripped(call.Callee) is TemporaryExpression callee && ParameterOf(function.Function, block, callee) is >= 0 and var called && candidates[called])
                    {
                        (callbacks[function.Id] ??= new bool[candidates.Length])[called] = ++timesCalled[called] <= MaxCalls;
                    }

                    for (int i = 0; call.DirectCallee is { } symbol && i < call.Arguments.Length && i < (program.Function(function.UnitIndex, symbol)?.Function.ParameterCount ?? 0); i++)
                    {
                        if (DefectRecorder.Stripped(call.Arguments[i]) is TemporaryExpression argument && ParameterOf(function.Function, block, argument) is >= 0 and var parameter && candidates[parameter])
                        {
                            handed.Add((function.Id, parameter, program.Function(function.UnitIndex, symbol)!.Id, i));
                        }
                    }
                }
            }
        }

        for (bool changed = true; changed;)
        {
            changed = false;
            foreach ((int function, int parameter, int callee, int position) in handed)
            {
                if (callbacks[callee] is { } inner && inner[position] && !(callbacks[function] is { } own && own[parameter]))
                {
                    (callbacks[function] ??= new bool[program.Functions[function].Function.ParameterCount])[parameter] = true;
                    changed = true;
                }
            }
        }

        return callbacks;
    }
}
