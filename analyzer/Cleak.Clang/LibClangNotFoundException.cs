namespace Cleak.Clang;

/// <summary>No fit libclang was found; the message says what was refused and what to install.</summary>
public sealed class LibClangNotFoundException : Exception
{
    public LibClangNotFoundException()
    {
    }

    public LibClangNotFoundException(string message)
        : base(message)
    {
    }

    public LibClangNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
