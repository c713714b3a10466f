using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// Gives names their meaning in the programs that <see cref="ProgramForming"/> makes of units.
/// </summary>
public static class ProgramLinker
{
    /// <param name="models">The project's models of its functions, by name; null for none.</param>
    /// <param name="images">What the build says of linking; none where it says nothing.</param>
    public static Program Link(IReadOnlyList<TranslationUnit> units, ImmutableDictionary<string, FunctionModel>? models = null, ImmutableArray<LinkedImage> images = default)
    {
        ImmutableArray<LinkedImage> told = images.IsDefault ? [] : images;
        ImmutableArray<ImmutableArray<int>> programs = ProgramForming.Form(units, told);
        var programsOf = new List<int>[units.Count];
        for (int i = 0; i < units.Count; i++)
        {
            programsOf[i] = [];
        }

        for (int p = 0; p < programs.Length; p++)
        {
            foreach (int unit in programs[p])
            {
                programsOf[unit].Add(p);
            }
        }

        var functions = new List<LinkedFunction>();
        var definitions = new Dictionary<string, List<LinkedFunction>>(StringComparer.Ordinal);
        var internals = new Dictionary<(int, string), LinkedFunction>();
        var headerInlines = new Dictionary<string, LinkedFunction>(StringComparer.Ordinal);
        for (int u = 0; u < units.Count; u++)
        {
            foreach (Function function in units[u].Functions)
            {
                // A header's inline function stands in many units: it is analysed once.
                bool isFromHeader = function.Symbol.Linkage == Linkage.Internal && IsHeader(units[u], function);
                if (isFromHeader && headerInlines.TryGetValue(function.Symbol.LinkKey, out LinkedFunction? first) && first.Function.Span == function.Span)
                {
                    internals[(u, function.Symbol.LinkKey)] = first;
                    continue;
                }

                var linked = new LinkedFunction(functions.Count, u, units[u], function);
                functions.Add(linked);
                if (function.Symbol.Linkage == Linkage.Internal)
                {
                    internals[(u, function.Symbol.LinkKey)] = linked;
                    if (isFromHeader)
                    {
                        headerInlines.TryAdd(function.Symbol.LinkKey, linked);
                    }
                }
                else
                {
                    (definitions.TryGetValue(function.Symbol.LinkKey, out List<LinkedFunction>? list) ? list : definitions[function.Symbol.LinkKey] = []).Add(linked);
                }
            }
        }

        var functionOf = new int[units.Count][];
        for (int u = 0; u < units.Count; u++)
        {
            functionOf[u] = new int[units[u].Symbols.Length];
            foreach (Symbol symbol in units[u].Symbols)
            {
                functionOf[u][symbol.Id] = symbol.Kind != SymbolKind.Function ? -1
                    : symbol.Linkage == Linkage.Internal ? (internals.TryGetValue((u, symbol.LinkKey), out LinkedFunction? own) ? own.Id : -1)
                    : Resolve(definitions, symbol, u, programsOf);
            }
        }

        (ImmutableArray<LinkedVariable> variables, int[][] variableOf) = LinkVariables(units, programsOf);
        var program = new Program([.. units], [.. functions], variables, programs, functionOf, variableOf);
        program.Allocators = ForeignAllocators.Of(program, told);
        program.Models = ProgramModels.Make(program, models ?? ImmutableDictionary<string, FunctionModel>.Empty);
        CallbackCopies.Make(program);
        FunctionFlows.Find(program);
        program.Endless = EndlessFunctions.Find(program);
        program.Closed = ClosedFunctions.Find(program);
        return program;
    }

    private static bool IsHeader(TranslationUnit unit, Function function) =>
        !function.Span.IsNone && function.Symbol.LinkKey.StartsWith(unit.Path, StringComparison.Ordinal) is false;

    private static int Resolve(Dictionary<string, List<LinkedFunction>> definitions, Symbol symbol, int unit, List<int>[] programsOf)
    {
        if (!definitions.TryGetValue(symbol.LinkKey, out List<LinkedFunction>? candidates))
        {
            return -1;
        }

        LinkedFunction? found = null;
        foreach (LinkedFunction candidate in candidates)
        {
            if (candidate.UnitIndex == unit)
            {
                return candidate.Id;
            }

            if (!Share(programsOf[unit], programsOf[candidate.UnitIndex]) || (found is not null && candidate.Function.Symbol.IsWeak))
            {
                continue;
            }

            if (found is not null && !found.Function.Symbol.IsWeak)
            {
                return -1;
            }

            found = candidate;
        }

        return found?.Id ?? -1;
    }

    private static bool Share(List<int> left, List<int> right)
    {
        foreach (int program in left)
        {
            if (right.Contains(program))
            {
                return true;
            }
        }

        return false;
    }

    private static (ImmutableArray<LinkedVariable> Variables, int[][] VariableOf) LinkVariables(IReadOnlyList<TranslationUnit> units, List<int>[] programsOf)
    {
        var variables = new List<LinkedVariable>();
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var variableOf = new int[units.Count][];
        for (int u = 0; u < units.Count; u++)
        {
            var defined = units[u].Globals.ToDictionary(g => g.Symbol.Id);
            variableOf[u] = new int[units[u].Symbols.Length];
            foreach (Symbol symbol in units[u].Symbols)
            {
                if (symbol.Kind != SymbolKind.Variable)
                {
                    variableOf[u][symbol.Id] = -1;
                    continue;
                }

                // The first program of a unit keeps the external names of two programs apart.
                string key = symbol.Linkage == Linkage.Internal
                    ? symbol.LinkKey
                    : $"{(programsOf[u].Count > 0 ? programsOf[u][0] : -1)}:{symbol.LinkKey}";
                Global? definition = defined.GetValueOrDefault(symbol.Id);
                if (!ids.TryGetValue(key, out int id))
                {
                    id = variables.Count;
                    ids.Add(key, id);
                    variables.Add(new LinkedVariable(id, symbol, units[u], definition));
                }
                else if (definition is not null && (variables[id].Definition is null || variables[id].Definition!.IsTentative))
                {
                    variables[id] = variables[id] with { Symbol = symbol, Unit = units[u], Definition = definition };
                }

                variableOf[u][symbol.Id] = id;
            }
        }

        return ([.. variables], variableOf);
    }
}
