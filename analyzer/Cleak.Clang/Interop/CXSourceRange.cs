namespace ClangSharp.Interop;

/// <summary>A half-open character range, by value: meaningful only while its translation unit lives.</summary>
public partial struct CXSourceRange
{
    public _ptr_data_e__FixedBuffer ptr_data;
    public uint begin_int_data;
    public uint end_int_data;

    public unsafe partial struct _ptr_data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
    }
}
