namespace Cleak.Driver.Workers;

/// <summary>Workers cannot do any item at all; the message says why and what to do.</summary>
public sealed class WorkerUnfitException : Exception
{
    public WorkerUnfitException()
    {
    }

    public WorkerUnfitException(string message)
        : base(message)
    {
    }

    public WorkerUnfitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
