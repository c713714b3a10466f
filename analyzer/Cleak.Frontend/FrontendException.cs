namespace Cleak.Frontend;

/// <summary>
/// The analysis cannot start because of what it was given: paths, a compilation database, options. The message says
/// what is wrong, with its place; <see cref="WayOut"/> says what to do about it.
/// </summary>
public sealed class FrontendException : Exception
{
    public FrontendException()
    {
    }

    public FrontendException(string message)
        : base(message)
    {
    }

    public FrontendException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public FrontendException(string message, string wayOut, Exception? innerException = null)
        : base(message, innerException) =>
        WayOut = wayOut;

    /// <summary>What the user can do; null when the message says it all.</summary>
    public string? WayOut { get; }
}
