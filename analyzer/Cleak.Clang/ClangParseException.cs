using ClangSharp.Interop;

namespace Cleak.Clang;

/// <summary>libclang gave no translation unit: the file could not be read or the command line was refused.</summary>
public sealed class ClangParseException : Exception
{
    public ClangParseException()
    {
    }

    public ClangParseException(string message)
        : base(message)
    {
    }

    public ClangParseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ClangParseException(CXErrorCode error)
        : base($"libclang gave no translation unit ({error.ToString().Replace("CXError_", string.Empty, StringComparison.Ordinal)})") =>
        Error = error;

    public CXErrorCode Error { get; } = CXErrorCode.CXError_Failure;
}
