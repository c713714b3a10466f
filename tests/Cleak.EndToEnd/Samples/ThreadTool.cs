using System.Globalization;

namespace Cleak.EndToEnd.Samples;

/// <summary>
/// Threads that nobody joins or detaches. Besides the book that the library keeps of handles, the process itself bears it out:
/// the stacks of threads that have ended stay mapped, more than it has tasks.
/// </summary>
public sealed class ThreadTool() : GuardTool("threadguard.c", "unjoined", EvidenceKind.UnjoinedThread)
{
    protected override IEnumerable<string> Troubles(string[] lines, int defects)
    {
        string[]? counts = lines.LastOrDefault(line => line.StartsWith("stacks ", StringComparison.Ordinal))?.Split(' ');
        if (counts is null)
        {
            yield return "the process ended without a count of its stacks";
            yield break;
        }
        int stacks = int.Parse(counts[1], CultureInfo.InvariantCulture);
        int others = int.Parse(counts[3], CultureInfo.InvariantCulture) - 1;
        if (stacks > others != defects > 0)
            yield return $"{defects} unjoined threads, but {stacks} stacks beside {others} running threads";
    }
}
