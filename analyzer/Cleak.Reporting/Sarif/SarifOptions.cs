namespace Cleak.Reporting.Sarif;

/// <summary>How a path through several threads is written.</summary>
public enum ThreadLayout
{
    /// <summary>First one thread flow with the steps of all threads in order of execution, then one for each thread.</summary>
    Both,

    /// <summary>Only the interleaving: all that many viewers show is the first thread flow.</summary>
    Merged,

    /// <summary>Only a thread flow for each thread.</summary>
    Split,
}

/// <summary>What the user may choose about a SARIF log.</summary>
public sealed record SarifOptions
{
    public ThreadLayout Threads { get; init; } = ThreadLayout.Both;

    /// <summary>
    /// The absolute address of the root, which ends in '/'. Null by default: it names the machine, and two machines would
    /// write two different logs.
    /// </summary>
    public Uri? RootUri { get; init; }
}
