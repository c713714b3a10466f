namespace ClangSharp.Interop;

/// <summary>One category of memory.</summary>
public partial struct CXTUResourceUsageEntry
{
    public CXTUResourceUsageKind kind;
    public nuint amount;
}
