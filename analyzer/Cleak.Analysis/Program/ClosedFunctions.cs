using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>Functions all of whose callers are seen: of one unit alone, and called by name, never by an address.</summary>
internal static class ClosedFunctions
{
    /// <summary>By id of the function.</summary>
    public static bool[] Find(Program program)
    {
        var isClosed = new bool[program.Functions.Length];
        var copied = new HashSet<Function>(program.Functions.Where(function => !function.Bindings.IsDefault).Select(function => function.Function));
        foreach (LinkedFunction function in program.Functions)
        {
            isClosed[function.Id] = function.Function.Symbol.Linkage == Linkage.Internal && !program.Calls.Taken.Contains(function.Id) && !copied.Contains(function.Function);
        }

        foreach (LinkedVariable variable in program.Variables)
        {
            if (variable.Definition is null || variable.Unit is null)
            {
                continue;
            }

            int unit = program.Units.IndexOf(variable.Unit);
            foreach (Initializer initializer in variable.Definition.Initializers)
            {
                if (DefectRecorder.Stripped(initializer.Value) is SymbolAddressExpression { Symbol: { Kind: SymbolKind.Function } symbol } && program.Function(unit, symbol) is { } target)
                {
                    isClosed[target.Id] = false;
                }
            }
        }

        return isClosed;
    }
}
