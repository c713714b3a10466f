namespace ClangSharp.Interop;

/// <summary>A type, by value: meaningful only while its translation unit lives.</summary>
public partial struct CXType
{
    public CXTypeKind kind;
    public _data_e__FixedBuffer data;

    public unsafe partial struct _data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
    }
}
