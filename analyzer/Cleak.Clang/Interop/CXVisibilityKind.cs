namespace ClangSharp.Interop;

/// <summary>The symbol visibility of a declaration.</summary>
public enum CXVisibilityKind
{
    CXVisibility_Invalid = 0,
    CXVisibility_Hidden = 1,
    CXVisibility_Protected = 2,
    CXVisibility_Default = 3,
}
