using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Cleak.Clang;

namespace Cleak.Frontend.Headers;

/// <summary>
/// The headers that come with the analyzer: the ten that a compiler brings, and a small C library's. They are given to
/// libclang in memory, under folders that do not exist on disk, and count as system headers there.
/// </summary>
public static class OwnHeaders
{
    /// <summary>The folder of the compiler's headers (stddef.h and so on).</summary>
    public const string BuiltinFolder = "/cleak-headers/builtin";

    /// <summary>The folder of the C library's headers.</summary>
    public const string LibcFolder = "/cleak-headers/libc";

    private const string ResourcePrefix = "headers/";

    private static readonly Lazy<FrozenDictionary<string, byte[]>> All = new(LoadAll);

    /// <summary>The compiler's headers.</summary>
    public static ImmutableArray<UnsavedFile> Builtin { get; } = Under(BuiltinFolder);

    /// <summary>The C library's headers.</summary>
    public static ImmutableArray<UnsavedFile> Libc { get; } = Under(LibcFolder);

    /// <summary>Whether <c>#include &lt;name&gt;</c> finds one of these.</summary>
    public static bool Has(string name) =>
        All.Value.ContainsKey($"{BuiltinFolder}/{name}") || All.Value.ContainsKey($"{LibcFolder}/{name}");

    /// <summary>Whether <paramref name="path"/> is one of these.</summary>
    public static bool IsOwn(string path) => All.Value.ContainsKey(path);

    private static ImmutableArray<UnsavedFile> Under(string folder) =>
    [
        .. All.Value.Where(header => header.Key.StartsWith(folder + "/", StringComparison.Ordinal))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => new UnsavedFile(header.Key, header.Value)),
    ];

    private static FrozenDictionary<string, byte[]> LoadAll()
    {
        Assembly assembly = typeof(OwnHeaders).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => "/cleak-" + name, name => Load(assembly, name), StringComparer.Ordinal);
    }

    private static byte[] Load(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
