namespace Cleak.EndToEnd.Samples;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">128 and more for a signal; null when it was stopped because its time was up.</param>
public sealed record ProcessOutcome(int? ExitCode, string Output, string Error)
{
    /// <summary>Whether it came to its own end, with whatever code: not stopped, and not killed by a signal.</summary>
    public bool EndedByItself => ExitCode is >= 0 and < 128;
}
