namespace ClangSharp.Interop;

/// <summary>Whether a variable lives once per thread.</summary>
public enum CXTLSKind
{
    CXTLS_None = 0,
    CXTLS_Dynamic = 1,
    CXTLS_Static = 2,
}
