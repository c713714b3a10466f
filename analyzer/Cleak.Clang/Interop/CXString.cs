namespace ClangSharp.Interop;

/// <summary>A string that libclang owns until it is disposed.</summary>
public unsafe partial struct CXString
{
    public void* data;
    public uint private_flags;
}
