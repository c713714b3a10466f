using System.Collections.Immutable;
using Cleak.Analysis;
using Cleak.Findings;

namespace Cleak.Rules;

/// <summary>Every rule that finds defects, by id.</summary>
public static class AllRules
{
    public static ImmutableArray<Rule> Rules { get; } =
    [
        new DetachedThreadLeak(),
        new UnjoinedThread(),
        new ThreadResultLost(),
        new ThreadArgumentLeak(),
        new StackAddressToThread(),
        new ThreadReturnsStack(),
        new ThreadMisuse(),
        new CancelLeak(),
        new ThreadLocalLeak(),
        new SharedLoopArgument(),
        new ExitWithRunningThreads(),
        new ThreadAttributeLeak(),
        new AllocationAfterFork(),
        new UnsafeCallAfterFork(),
        new ForkInSignalHandler(),
        new UnsafeSignalHandler(),
        new ForkInThread(),
        new ExitInForkChild(),
        new ForkWithLockHeld(),
        new VforkMisuse(),
        new ReallocLosesBlock(),
        new StaleAfterRealloc(),
        new ReallocZero(),
        new AllocationTooSmall(),
        new AllocationSizeOverflow(),
        new UncheckedAllocation(),
        new BreakMovedUnderMalloc(),
        new ImplicitAllocator(),
        new MemoryLeak(),
        new UseAfterFree(),
        new DoubleFree(),
        new FreeOfNonHeap(),
        new FreeOfOffset(),
        new UninitializedHeapRead(),
        new UninitializedPointer(),
        new ReturnOfStackAddress(),
        new MismatchedRelease(),
        new LeakAtExit(),
        new HeapOverflow(),
        new UnboundedInput(),
        new DescriptorLeak(),
        new StreamLeak(),
        new MappingLeak(),
        new UseAfterClose(),
        new LockNotReleased(),
    ];

    public static ImmutableArray<RuleDescriptor> Descriptors { get; } = [.. Rules.Select(rule => rule.Descriptor)];

    /// <summary>The findings of the rules that are on, each once: a unit that several programs share is judged once.</summary>
    public static ImmutableArray<Finding> Check(ProgramFacts program, IReadOnlyCollection<string> enabled)
    {
        var found = new List<Finding>();
        foreach (Rule rule in Rules)
        {
            if (enabled.Contains(rule.Descriptor.Id))
            {
                found.AddRange(rule.Check(program).DistinctBy(finding => (finding.Location, finding.Message)));
            }
        }

        return [.. found];
    }
}
