using Cleak.Clang;
using Cleak.Frontend.Parsing;
using Cleak.Ir;

namespace Cleak.Frontend.Lowering;

/// <summary>
/// Parallel regions of OpenMP: their statements are lowered as if one thread ran them, behind a call of the function by which gcc's code has
/// the other threads made. What the regions' clauses make private is not told apart.
/// </summary>
internal sealed class ParallelLowering(UnitLowering unit)
{
    /// <summary>In the words of the source; whatever the compiler calls there.</summary>
    private const string MakesTeam = "#pragma omp parallel";

    private readonly Dictionary<int, HashSet<int>> regions = [];
    private ParallelMacros? macros;

    /// <summary>Called at the beginning of each statement.</summary>
    public void Enter(FunctionContext f, int node)
    {
        SourcePosition start = f.Tree.Extent(node).Start;
        if (start.IsNone || !Regions(start.File).Contains(start.Offset))
        {
            return;
        }

        Symbol symbol = unit.Symbols.Builtin(MakesTeam, f.Types.VariadicFunction(f.Types.Void));
        f.Builder.Add(new CallInstruction(-1, null, new SymbolAddressExpression(symbol, f.Types.PointerTo(symbol.Type)), [], f.Types.Void, f.Span(node), null));
    }

    /// <summary>Those of the unit's own files.</summary>
    private ParallelMacros Macros()
    {
        if (macros is null)
        {
            macros = new ParallelMacros();
            foreach (Inclusion inclusion in unit.Clang.Inclusions)
            {
                if (!unit.Clang.IsSystemHeader(inclusion.File))
                {
                    macros.Read(unit.Clang.Contents(inclusion.File));
                }
            }

            macros.Read(unit.Clang.Contents(unit.Clang.MainFile));
        }

        return macros;
    }

    private HashSet<int> Regions(FileId file) =>
        regions.TryGetValue(file.Index, out HashSet<int>? known) ? known : regions[file.Index] = [.. ParallelDirectives.Find(unit.Clang.Contents(file), Macros())];
}
