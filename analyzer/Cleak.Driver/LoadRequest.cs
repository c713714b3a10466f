using Cleak.Driver.Workers;
using Cleak.Frontend.Compilation;
using Cleak.Frontend.Headers;

namespace Cleak.Driver;

/// <summary>Which C files are to be read, and by whom.</summary>
public sealed record LoadRequest
{
    public required CompilationRequest Input { get; init; }

    /// <summary>A libclang (file or folder) that the user named; null to search for one.</summary>
    public string? LibClang { get; init; }

    public HeaderOptions Headers { get; init; } = new();

    /// <summary>How much is done at the same time, at least 1.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Parse on threads of this process in place of worker processes.</summary>
    public bool InProcess { get; init; }

    public WorkTimeout Timeout { get; init; } = WorkTimeout.Default;

    /// <summary>How a worker process is started, without its options.</summary>
    public WorkerCommand? Worker { get; init; }
}
