namespace ClangSharp.Interop;

/// <summary>A place in the tree, by value: meaningful only while its translation unit lives.</summary>
public partial struct CXCursor
{
    public CXCursorKind kind;
    public int xdata;
    public _data_e__FixedBuffer data;

    public unsafe partial struct _data_e__FixedBuffer
    {
        public void* e0;
        public void* e1;
        public void* e2;
    }
}
