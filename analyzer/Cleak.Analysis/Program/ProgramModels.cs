using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>
/// What models say of the functions that the units call: the project's own words first, even of functions that have a body; then the tables;
/// then what a declaration promises by attribute, or by being the platform's.
/// </summary>
internal sealed class ProgramModels
{
    private readonly FunctionModel?[][] modelOf;

    private ProgramModels(FunctionModel?[][] modelOf) => this.modelOf = modelOf;

    /// <param name="own">The project's models, by the names of the functions.</param>
    public static ProgramModels Make(Program program, ImmutableDictionary<string, FunctionModel> own)
    {
        IReadOnlyDictionary<string, FunctionModel> deallocators = AttributeModels.Deallocators(program.Units.SelectMany(unit => unit.Symbols));
        var modelOf = new FunctionModel?[program.Units.Length][];
        for (int u = 0; u < modelOf.Length; u++)
        {
            ImmutableArray<Symbol> symbols = program.Units[u].Symbols;
            modelOf[u] = new FunctionModel?[symbols.Length];
            foreach (Symbol symbol in symbols)
            {
                if (symbol.Kind != SymbolKind.Function)
                {
                    continue;
                }

                modelOf[u][symbol.Id] = own.GetValueOrDefault(symbol.Name)
                    ?? (program.Function(u, symbol) is not null ? null : LibraryModels.Find(symbol.Name) ?? deallocators.GetValueOrDefault(symbol.Name) ?? AttributeModels.Of(symbol));
            }
        }

        return new ProgramModels(modelOf);
    }

    /// <summary>The model of what a unit means by a function's symbol; null where its body or nothing says what it does.</summary>
    public FunctionModel? Find(int unit, Symbol symbol) => modelOf[unit][symbol.Id];
}
