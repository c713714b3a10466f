namespace ClangSharp.Interop;

/// <summary>A source location, by value: meaningful only while its translation unit lives.</summary>
public partial struct CXSourceLocation
{
    public _ptr_data_e__FixedBuffer ptr_data;
    public uint int_data;

    public unsafe partial struct _ptr_data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
    }
}
