namespace ClangSharp.Interop;

/// <summary>What a translation unit holds, by category.</summary>
public unsafe partial struct CXTUResourceUsage
{
    public void* data;
    public uint numEntries;
    public CXTUResourceUsageEntry* entries;
}
