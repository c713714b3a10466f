using System.Runtime.InteropServices;
using System.Text;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>The one place where libclang's strings become managed ones and are given back.</summary>
internal static unsafe class NativeText
{
    public static string Take(CXString text) => TakeOrNull(text) ?? string.Empty;

    /// <summary>Null when libclang has no text at all; an empty text stays empty.</summary>
    public static string? TakeOrNull(CXString text)
    {
        try
        {
            return Marshal.PtrToStringUTF8((nint)clang.getCString(text));
        }
        finally
        {
            clang.disposeString(text);
        }
    }

    /// <summary>UTF-8 with a final zero.</summary>
    public static byte[] ToNative(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }
}
