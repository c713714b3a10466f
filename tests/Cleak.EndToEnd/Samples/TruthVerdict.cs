using System.Collections.Frozen;
using System.Collections.Immutable;
using Cleak.Tests.Samples;

namespace Cleak.EndToEnd.Samples;

/// <summary>Holds what a sample says of itself against what its runs showed.</summary>
public static class TruthVerdict
{
    private const string Missing = "did not happen: ";

    private static readonly ImmutableArray<EvidenceKind> Lost = [EvidenceKind.LostBlock, EvidenceKind.IndirectlyLostBlock];

    /// <summary>What proves a defect of each rule. A rule that is not here cannot be shown by running.</summary>
    private static readonly FrozenDictionary<string, ImmutableArray<EvidenceKind>> Proofs = new (string Id, string Name, ImmutableArray<EvidenceKind> Kinds)[]
    {
        ("CK1001", "DetachedThreadLeak", Lost),
        ("CK1002", "UnjoinedThread", [EvidenceKind.UnjoinedThread]),
        // The block is lost that was acquired at a step of the finding.
        ("CK1003", "ThreadResultLost", Lost),
        ("CK1004", "ThreadArgumentLeak", Lost),
        ("CK1007", "ThreadMisuse", [EvidenceKind.ThreadMisuse]),
        ("CK1005", "StackAddressToThread", [EvidenceKind.StackOutlived]),
        // Heap blocks and descriptors that the cancelled thread held.
        ("CK1008", "CancelLeak", [EvidenceKind.OpenDescriptor, .. Lost]),
        ("CK1009", "ThreadLocalLeak", [EvidenceKind.KeptByKey]),
        ("CK1010", "SharedLoopArgument", [EvidenceKind.Race]),
        ("CK1012", "ThreadAttributeLeak", [EvidenceKind.LeftObject]),
        ("CK2001", "AllocationAfterFork", [EvidenceKind.AllocationInChild]),
        ("CK2002", "UnsafeCallAfterFork", [EvidenceKind.UnsafeInChild]),
        ("CK2003", "ForkInSignalHandler", [EvidenceKind.ForkInHandler]),
        ("CK2004", "UnsafeSignalHandler", [EvidenceKind.UnsafeInHandler]),
        ("CK2006", "ExitInForkChild", [EvidenceKind.ExitInChild]),
        ("CK2007", "ForkWithLockHeld", [EvidenceKind.LockHeldAtFork]),
        // The block that realloc left alone; or the new one, where the result was dropped.
        ("CK3001", "ReallocLosesBlock", [EvidenceKind.LostByRealloc, .. Lost]),
        ("CK3003", "ReallocZero", [EvidenceKind.ReallocToZero]),
        ("CK3007", "BreakMovedUnderMalloc", [EvidenceKind.BreakMoved]),
        ("CK3004", "AllocationTooSmall", [EvidenceKind.Overrun]),
        ("CK3002", "StaleAfterRealloc", [EvidenceKind.InvalidAccess]),
        ("CK4001", "MemoryLeak", Lost),
        ("CK4002", "UseAfterFree", [EvidenceKind.InvalidAccess]),
        ("CK4003", "DoubleFree", [EvidenceKind.InvalidRelease]),
        ("CK4004", "FreeOfNonHeap", [EvidenceKind.InvalidRelease]),
        ("CK4005", "FreeOfOffset", [EvidenceKind.InvalidRelease]),
        ("CK4006", "UninitializedHeapRead", [EvidenceKind.UninitializedUse]),
        // What stands there by chance may also be no address.
        ("CK4007", "UninitializedPointer", [EvidenceKind.UninitializedUse, EvidenceKind.InvalidRelease, EvidenceKind.InvalidAccess]),
        ("CK4011", "HeapOverflow", [EvidenceKind.Overrun]),
        ("CK4010", "LeakAtExit", Lost),
        ("CK5001", "DescriptorLeak", [EvidenceKind.OpenDescriptor]),
        // A stream's own memory hangs in the library's list of streams; a directory's is lost.
        ("CK5002", "StreamLeak", [EvidenceKind.OpenDescriptor, .. Lost]),
        ("CK5003", "MappingLeak", [EvidenceKind.LeftMapping]),
        ("CK5004", "UseAfterClose", [EvidenceKind.InvalidAccess, EvidenceKind.InvalidRelease]),
        ("CK5005", "LockNotReleased", [EvidenceKind.LockHeld]),
    }.SelectMany(rule => new[] { (Key: rule.Id, rule.Kinds), (Key: rule.Name, rule.Kinds) }).ToFrozenDictionary(rule => rule.Key, rule => rule.Kinds);

    /// <summary>Whether a disagreement is that a defect was not seen, which another run may show.</summary>
    public static bool IsMissing(string difference) => difference.StartsWith(Missing, StringComparison.Ordinal);

    /// <summary>Each disagreement as a sentence; empty when the sample tells the truth.</summary>
    public static IReadOnlyList<string> Differences(
        ImmutableArray<Expectation> expectations, IReadOnlyCollection<EvidenceKind> seen, IReadOnlyCollection<Evidence> evidence, ImmutableArray<ExpectedStep> steps = default)
    {
        List<string> differences = [];
        foreach (Expectation expectation in expectations)
        {
            ImmutableArray<EvidenceKind> proofs = Proofs.GetValueOrDefault(expectation.Rule, []);
            Evidence? proof = evidence.FirstOrDefault(item => proofs.Contains(item.Kind) && Passes(item, expectation, steps));
            if (expectation.IsDefect && proof is null)
                differences.Add(proofs.Any(seen.Contains) ? $"{Missing}{expectation}" : $"no run watches for it: {expectation}");
            else if (!expectation.IsDefect && proof is not null)
                differences.Add($"happened all the same: {expectation}: {proof}");
        }
        foreach (Evidence item in evidence.DistinctBy(item => item.ToString()))
        {
            if (!MustBeAnnounced(item, expectations))
                continue;
            if (!expectations.Any(e => e.IsDefect && Proofs.GetValueOrDefault(e.Rule, []).Contains(item.Kind) && Passes(item, e, steps)))
                differences.Add($"not announced: {item}");
        }
        return differences;
    }

    /// <summary>
    /// What only lost blocks reach is lost with them. A block that a failed realloc left alone, or that a release by a wrong address did
    /// not release, was allocated somewhere else, in a line that does nothing wrong. An access of the C library whose callers are lost on
    /// the way (inside fclose) follows others that have them.
    /// </summary>
    private static bool MustBeAnnounced(Evidence item, ImmutableArray<Expectation> expectations) => item.Kind switch
    {
        EvidenceKind.IndirectlyLostBlock => false,
        EvidenceKind.InvalidAccess => item.Stack.Any(line => expectations.Any(e => Path.GetFileName(e.File) == line.FileName)),
        // What a call that allocates does to streams besides is told with it.
        EvidenceKind.UnsafeInChild => !expectations.Any(e => e.IsDefect && e.Rule is "CK2001" or "AllocationAfterFork" && Passes(item, e, default)),
        EvidenceKind.LostBlock => !expectations.Any(e => e.IsDefect && e.Rule is "CK3001" or "ReallocLosesBlock" or "CK4005" or "FreeOfOffset"),
        _ => true,
    };

    /// <summary>The evidence is of this line; or, where a finding points elsewhere than at the acquisition, of a step of it.</summary>
    private static bool Passes(Evidence item, Expectation expectation, ImmutableArray<ExpectedStep> steps) =>
        item.Stack.Contains(new SourceLine(Path.GetFileName(expectation.File), expectation.Line))
        || (expectation.Rule is "CK1003" or "ThreadResultLost" or "CK1004" or "ThreadArgumentLeak" && expectation.IsDefect && !steps.IsDefault
            && steps.Any(step => step.Label == expectation.Label && item.Stack.Contains(new SourceLine(Path.GetFileName(step.File), step.Line))));
}
