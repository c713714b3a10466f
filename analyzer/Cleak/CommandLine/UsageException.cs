namespace Cleak.CommandLine;

/// <summary>The tool was asked for something that it cannot do; the message says what, <see cref="WayOut"/> what to do.</summary>
internal sealed class UsageException(string message, string? wayOut = null) : Exception(message)
{
    public string? WayOut { get; } = wayOut;
}
