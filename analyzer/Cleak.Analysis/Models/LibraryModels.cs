using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>All library models by the function's name.</summary>
public static class LibraryModels
{
    private static readonly FrozenDictionary<string, FunctionModel> ByName = Build();

    /// <summary>Every model, in the order of the names.</summary>
    public static IEnumerable<FunctionModel> All => ByName.Values.OrderBy(model => model.Name, StringComparer.Ordinal);

    /// <summary>The model, or null where the function is not known.</summary>
    public static FunctionModel? Find(string name) => ByName.GetValueOrDefault(name);

    private static FrozenDictionary<string, FunctionModel> Build()
    {
        IEnumerable<IEnumerable<FunctionModel>> tables =
        [
            CStandardLibrary.Models,
            CStrings.Models,
            CStreams.Models,
            PosixFiles.Models,
            PosixProcesses.Models,
            PosixThreads.Models,
        ];

        return tables
            .SelectMany(table => table)
            .Select(AsyncSignalSafe.Apply)
            .Select(CancellationPoints.Apply)
            .ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);
    }
}
