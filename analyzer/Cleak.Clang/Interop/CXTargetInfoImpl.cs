namespace ClangSharp.Interop;

/// <summary>The opaque target description.</summary>
public partial struct CXTargetInfoImpl
{
}
