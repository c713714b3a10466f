namespace ClangSharp.Interop;

/// <summary>A file given in memory, which stands before the one on disk.</summary>
public unsafe partial struct CXUnsavedFile
{
    public sbyte* Filename;
    public sbyte* Contents;
    public nuint Length;
}
