namespace Cleak.Driver.Live;

/// <summary>A process cannot be looked at: why, in words for the user.</summary>
public sealed class LiveProcessException : Exception
{
    public LiveProcessException()
    {
    }

    public LiveProcessException(string message)
        : base(message)
    {
    }

    public LiveProcessException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What the user can do, if there is something.</summary>
    public string? WayOut { get; init; }

    /// <summary>The process was there and is there no more.</summary>
    public bool HasEnded { get; init; }
}
