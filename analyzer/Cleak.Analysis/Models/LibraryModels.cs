using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>All library models by the function's name.</summary>
public static class LibraryModels
{
    private static readonly FrozenDictionary<string, FunctionModel> ByName =
        CStandardLibrary.Models
            .ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);

    /// <summary>The model, or null where the function is not known.</summary>
    public static FunctionModel? Find(string name) => ByName.GetValueOrDefault(name);
}
