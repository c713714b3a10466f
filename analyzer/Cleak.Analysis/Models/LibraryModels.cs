using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>All library models by the function's name.</summary>
public static class LibraryModels
{
    private const string Builtin = "__builtin_";

    private static readonly FrozenDictionary<string, FunctionModel> ByName = Build();

    private static readonly FrozenSet<string> InPlaceFamilies = ByName.Values
        .SelectMany(model => model.Arguments)
        .Where(argument => argument.Has(ArgumentEffects.InPlace))
        .Select(argument => argument.Family)
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every model by the names that it answers to, in the order of these.</summary>
    public static IEnumerable<KeyValuePair<string, FunctionModel>> All => ByName.OrderBy(entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The model, or null where the function is not known. <c>__builtin_memcpy</c> is memcpy, and so on.</summary>
    public static FunctionModel? Find(string name) =>
        ByName.TryGetValue(name, out var model) ? model
        : name.StartsWith(Builtin, StringComparison.Ordinal) ? ByName.GetValueOrDefault(name[Builtin.Length..])
        : null;

    /// <summary>What is released by this family was made a resource where it is, by regcomp or glob: its address names the object, not the resource.</summary>
    public static bool IsInPlace(string family) => InPlaceFamilies.Contains(family);

    private static FrozenDictionary<string, FunctionModel> Build()
    {
        IEnumerable<IEnumerable<FunctionModel>> tables =
        [
            CStandardLibrary.Models,
            CStrings.Models,
            CStreams.Models,
            CNumbers.Models,
            CWideCharacters.Models,
            PosixFiles.Models,
            PosixNetwork.Models,
            PosixProcesses.Models,
            PosixServices.Models,
            PosixThreads.Models,
            Linux.Models,
            Compiler.Models,
            CompilerSupport.Models,
            Allocators.Models,
            Apr.Models,
            Glib.Models,
            Libuv.Models,
            NetworkLibraries.Models,
            OpenSsl.Models,
        ];

        var models = tables
            .SelectMany(table => table)
            .Select(AsyncSignalSafe.Apply)
            .Select(CancellationPoints.Apply)
            .Select(DescriptorArguments.Apply)
            .ToDictionary(model => model.Name, StringComparer.Ordinal);

        foreach (var alias in FunctionAliases.All)
        {
            models.Add(alias.Name, alias.Apply(models[alias.Target]));
        }

        return models.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
