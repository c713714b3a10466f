using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>Loads a library and asks which version it is.</summary>
internal static unsafe class LibClangProbe
{
    /// <summary>
    /// The version text. A library that turns out unfit stays loaded: LLVM is not made to be unloaded, and one that was
    /// looked at and left alone does no harm.
    /// </summary>
    public static string Probe(string path)
    {
        if (Path.IsPathRooted(path) && !File.Exists(path))
        {
            throw new DllNotFoundException("there is no such file");
        }

        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is BadImageFormatException or DllNotFoundException)
        {
            // Of the runtime's advice only the last line, the loader's own, tells what is wrong.
            string reason = exception.Message.TrimEnd().Split('\n')[^1].Trim();
            throw new DllNotFoundException($"it cannot be loaded ({reason})", exception);
        }

        if (!NativeLibrary.TryGetExport(library, "clang_getClangVersion", out nint getVersion)
            || !NativeLibrary.TryGetExport(library, "clang_getCString", out nint getText)
            || !NativeLibrary.TryGetExport(library, "clang_disposeString", out nint dispose))
        {
            throw new DllNotFoundException("it is not libclang: clang_getClangVersion is missing");
        }

        CXString version = ((delegate* unmanaged[Cdecl]<CXString>)getVersion)();
        string text = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<CXString, sbyte*>)getText)(version)) ?? string.Empty;
        ((delegate* unmanaged[Cdecl]<CXString, void>)dispose)(version);
        return text;
    }
}
