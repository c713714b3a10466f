namespace ClangSharp.Interop;

/// <summary>Identifies a file across names: device, inode, modification time.</summary>
public partial struct CXFileUniqueID
{
    public _data_e__FixedBuffer data;

    public partial struct _data_e__FixedBuffer
    {
        public ulong e0;
        public ulong e1;
        public ulong e2;
    }
}
