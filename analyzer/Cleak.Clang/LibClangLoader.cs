using System.Reflection;
using System.Runtime.InteropServices;

namespace Cleak.Clang;

/// <summary>
/// Loads libclang once for the process. Call <see cref="Load"/> with the user's wish first; whatever needs libclang before
/// that takes the default search.
/// </summary>
public static class LibClangLoader
{
    private static readonly Lock Gate = new();
    private static volatile LibClangLibrary? s_loaded;
    private static nint s_handle;

    /// <summary>The library in use, or null before the first use.</summary>
    public static LibClangLibrary? Loaded => s_loaded;

    /// <summary>Finds and loads libclang; does nothing when one is loaded already.</summary>
    /// <param name="explicitPath">A file or folder named by the user, or null for the default search.</param>
    /// <exception cref="LibClangNotFoundException">None is fit; the message says why and what to install.</exception>
    public static LibClangLibrary Load(string? explicitPath)
    {
        lock (Gate)
        {
            if (s_loaded is { } loaded)
            {
                return loaded;
            }

            LibClangSearch search = LibClangSearch.Run(explicitPath);
            LibClangLibrary found = search.Found ?? throw new LibClangNotFoundException(search.Explain());
            s_handle = NativeLibrary.Load(found.Path);
            NativeLibrary.SetDllImportResolver(typeof(LibClangLoader).Assembly, Resolve);
            s_loaded = found;
            return found;
        }
    }

    /// <summary>Loads libclang by the default search unless one is loaded.</summary>
    public static void EnsureLoaded()
    {
        if (s_loaded is null)
        {
            Load(null);
        }
    }

    private static nint Resolve(string libraryName, Assembly assembly, DllImportSearchPath? searchPath) =>
        libraryName == "libclang" ? s_handle : 0;
}
