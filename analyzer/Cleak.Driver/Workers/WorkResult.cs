namespace Cleak.Driver.Workers;

/// <summary>What came of a work item: an answer, or the reason why there is none.</summary>
public sealed record WorkResult(byte[]? Answer, string? Failure)
{
    public static WorkResult Of(byte[] answer) => new(answer, null);

    /// <param name="reason">A clause without a full stop, such as "the parser did not finish within 30 s".</param>
    public static WorkResult Failed(string reason) => new(null, reason);
}
