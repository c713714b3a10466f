namespace ClangSharp.Interop;

/// <summary>Whether a field visitor goes on.</summary>
public enum CXVisitorResult
{
    CXVisit_Break = 0,
    CXVisit_Continue = 1,
}
