namespace Cleak.Tests.Samples;

/// <summary>
/// Samples that the analysis does not meet as a whole yet. A test holds each of them to that: what is met leaves the list, and
/// what stays pending for long becomes <c>gap</c> and <c>noise</c> on its lines.
/// </summary>
public static class PendingSamples
{
    public static IReadOnlyList<string> Names { get; } =
    [
    ];
}
