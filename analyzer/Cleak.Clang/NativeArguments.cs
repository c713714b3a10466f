using System.Buffers;
using System.Runtime.InteropServices;
using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>A parse request in native memory for the time of one call; libclang copies what it keeps.</summary>
internal sealed unsafe class NativeArguments : IDisposable
{
    private readonly List<MemoryHandle> _pins = [];

    public NativeArguments(ParseRequest request)
    {
        ArgumentCount = request.Arguments.Count;
        Arguments = (sbyte**)NativeMemory.AllocZeroed((nuint)ArgumentCount + 1, (nuint)sizeof(sbyte*));
        for (int i = 0; i < ArgumentCount; i++)
        {
            Arguments[i] = (sbyte*)Marshal.StringToCoTaskMemUTF8(request.Arguments[i]);
        }

        UnsavedFileCount = request.UnsavedFiles.Count;
        UnsavedFiles = (CXUnsavedFile*)NativeMemory.AllocZeroed((nuint)UnsavedFileCount + 1, (nuint)sizeof(CXUnsavedFile));
        for (int i = 0; i < UnsavedFileCount; i++)
        {
            (string path, ReadOnlyMemory<byte> contents) = request.UnsavedFiles[i];
            MemoryHandle pin = contents.Pin();
            _pins.Add(pin);
            UnsavedFiles[i].Filename = (sbyte*)Marshal.StringToCoTaskMemUTF8(path);
            UnsavedFiles[i].Contents = contents.IsEmpty ? (sbyte*)UnsavedFiles : (sbyte*)pin.Pointer;
            UnsavedFiles[i].Length = (nuint)contents.Length;
        }
    }

    public sbyte** Arguments { get; }

    public int ArgumentCount { get; }

    public CXUnsavedFile* UnsavedFiles { get; }

    public int UnsavedFileCount { get; }

    public void Dispose()
    {
        for (int i = 0; i < ArgumentCount; i++)
        {
            Marshal.FreeCoTaskMem((nint)Arguments[i]);
        }

        for (int i = 0; i < UnsavedFileCount; i++)
        {
            Marshal.FreeCoTaskMem((nint)UnsavedFiles[i].Filename);
        }

        NativeMemory.Free(Arguments);
        NativeMemory.Free(UnsavedFiles);
        foreach (MemoryHandle pin in _pins)
        {
            pin.Dispose();
        }
    }
}
