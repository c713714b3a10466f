namespace Cleak.Frontend.Headers;

/// <summary>Finds the folder of clang's own headers that belongs to a libclang.</summary>
public static class ResourceFolders
{
    /// <summary>The resource folder of major version <paramref name="major"/>, or null: another version's headers use builtins it lacks.</summary>
    public static string? Find(string libraryPath, int major) => Parents(libraryPath, major)
        .Where(Directory.Exists)
        .SelectMany(parent => Directory.GetDirectories(parent).OrderDescending(StringComparer.Ordinal))
        .FirstOrDefault(folder => IsOfVersion(Path.GetFileName(folder), major) && IsOne(folder));

    /// <summary>Whether <paramref name="folder"/> holds clang's headers.</summary>
    public static bool IsOne(string folder) => File.Exists(Path.Join(folder, "include", "stddef.h"));

    private static bool IsOfVersion(string name, int major) =>
        name == $"{major}" || name.StartsWith($"{major}.", StringComparison.Ordinal);

    private static IEnumerable<string> Parents(string libraryPath, int major)
    {
        if (Path.IsPathRooted(libraryPath))
        {
            string real = File.ResolveLinkTarget(libraryPath, returnFinalTarget: true)?.FullName ?? libraryPath;
            yield return Path.Join(Path.GetDirectoryName(real), "clang");
            yield return Path.Join(Path.GetDirectoryName(libraryPath), "clang");
        }
        yield return $"/usr/lib/llvm-{major}/lib/clang";
        yield return "/usr/lib/clang";
        yield return "/usr/lib64/clang";
        yield return "/usr/local/lib/clang";
    }
}
