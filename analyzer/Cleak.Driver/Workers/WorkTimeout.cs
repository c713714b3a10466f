namespace Cleak.Driver.Workers;

/// <summary>How long one item may take. Only what hangs or dies is ever cut off by it: a guard, not a budget.</summary>
public sealed record WorkTimeout(TimeSpan Base)
{
    public static WorkTimeout Default { get; } = new(TimeSpan.FromSeconds(30));

    /// <summary>The base and ten times a third of it for each MiB: 30 s, and 10 s more a MiB.</summary>
    public TimeSpan For(long size) => Base + (Base / 3 * (size / (double)(1 << 20)));
}
