namespace ClangSharp.Interop;

/// <summary>The opaque translation unit.</summary>
public partial struct CXTranslationUnitImpl
{
}
