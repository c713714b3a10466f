using System.Collections.Immutable;
using Cleak.Ir;

namespace Cleak.Analysis;

/// <summary>What the interpreter found to happen on some path. Rules decide what of it is worth a finding.</summary>
public enum DefectKind
{
    /// <summary>A resource that nothing names any more, on a path that goes on to a return or round a loop.</summary>
    Lost,

    /// <summary>What a start routine returns is a block that nothing else names: lost where nobody takes the thread's result. At the return.</summary>
    LeftAsResult,

    /// <summary>The same for what is given to pthread_exit, in whatever function.</summary>
    LeftAtThreadEnd,

    /// <summary>What was handed to a thread, or would have been had the creation not failed, is released by nobody. At the creation.</summary>
    ArgumentLost,

    /// <summary>A join or detach of what is no thread that can be joined or detached.</summary>
    ThreadMisused,

    /// <summary>The same, where main returns: the process ends.</summary>
    LostAtExit,

    /// <summary>A block lost by storing the result of the realloc of it that failed.</summary>
    ReallocLost,
    UseAfterRelease,
    DoubleRelease,

    /// <summary>Acquired from one family of functions and given back to another.</summary>
    MismatchedRelease,

    /// <summary>A lock is held where the function returns, though another path gives it back.</summary>
    LockHeldAtReturn,

    /// <summary>What is not async-signal-safe is called in the child of a fork, before exec.</summary>
    UnsafeInChild,

    /// <summary>The child of a fork ends by exit.</summary>
    ExitInChild,

    /// <summary>A lock that is held at a fork is taken again in the child, or kept by it.</summary>
    LockHeldAtFork,

    /// <summary>The child of vfork does more than it may.</summary>
    VforkMisuse,

    /// <summary>A release of what no allocator handed out: a variable, a literal, a function, the stack.</summary>
    ReleaseOfNonHeap,

    /// <summary>A release of an address inside a block.</summary>
    ReleaseInsideBlock,

    /// <summary>A block that is smaller than what it is used for: the allocation is at fault.</summary>
    AllocatedTooSmall,

    /// <summary>A write that ends behind its object.</summary>
    WrittenBeyond,

    /// <summary>A use through the address that a block had before its realloc.</summary>
    UseAfterMove,

    /// <summary>The address of an object of the function's stack leaves it.</summary>
    StackAddressEscapes,

    /// <summary>Bytes of a block that are read before anything was written to them.</summary>
    UnwrittenRead,

    /// <summary>A pointer that nothing was written to is followed or released.</summary>
    UnsetPointer,

    /// <summary>A realloc of a block to no bytes.</summary>
    ReallocToZero,

    /// <summary>The size that an allocator is asked for is a product of numbers from outside, and nothing asked whether it fits.</summary>
    SizeMayWrap,

    /// <summary>What an allocator returned is used, and nothing asked whether it is null.</summary>
    UncheckedUse,

    /// <summary>An allocator is called without a declaration.</summary>
    UndeclaredAllocator,

    /// <summary>The end of the data segment is moved by hand.</summary>
    BreakMoved,

    /// <summary>A function writes as much as its input has.</summary>
    UnboundedInput,

    /// <summary>An object of the stack ends while a thread that was given its address may run.</summary>
    LentAddressEnds,

    /// <summary>The process ends while a thread may use what the function that ends it owns.</summary>
    EndsUnderThreads,

    /// <summary>An address is given to a second thread after what stands there was changed under the first.</summary>
    ArgumentShared,

    /// <summary>Only variables of the function hold a resource where its thread may be cancelled, and no cleanup handler is pushed.</summary>
    HeldAtCancellation,

    /// <summary>A block that nothing but a key of thread-specific data holds where the function returns.</summary>
    KeptByThreadKey,

    /// <summary>A thread ends with the address of an object of its own stack as its result, by a call.</summary>
    StackAddressAsResult,
}

/// <summary>A fact of one function, one for each kind and place, with its shortest path.</summary>
public sealed record Defect(DefectKind Kind, int Function, SourceSpan Primary, ResourceKind Resource)
{
    /// <summary>What the user calls the thing: <c>buffer-&gt;bytes</c>; empty where it has no name.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Function that acquired, released or allocates: <c>malloc</c>, <c>strdup</c>, <c>fclose</c>.</summary>
    public string Callee { get; init; } = "";

    /// <summary>What the thing is or points to, in words; bytes for places inside a block.</summary>
    public string Target { get; init; } = "";

    /// <summary>For a mismatched release: the function that acquired it.</summary>
    public string Acquirer { get; init; } = "";

    /// <summary>The family of functions that the resource belongs to: <c>malloc</c>, <c>popen</c>; empty where it is not known.</summary>
    public string Family { get; init; } = "";

    /// <summary>Where it was acquired, or released before: what the message refers to.</summary>
    public SourceSpan Related { get; init; }

    /// <summary>For what a key holds: where the key is kept.</summary>
    public HandlePlace Place { get; init; }

    /// <summary>In what the thing is wrong, for the message: <c>8 bytes in 4</c>.</summary>
    public string Detail { get; init; } = "";

    public ImmutableArray<TraceStep> Trace { get; init; } = [];

    /// <summary>For a handle that was never filled: nothing asked whether the creation failed, and whether it did is not known.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>For a lost thread: its handle is written over by that of another.</summary>
    public bool IsOverwritten { get; init; }

    /// <summary>For a lost thread: what held its handle was a variable of the function, or a block that it released, and went with it.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Its number among those that hang on what is there at entry (<see cref="EntryDefects"/>); -1 where it hangs on nothing.</summary>
    public int EntryNumber { get; init; } = -1;

    /// <summary>For what happens in a child: the call that is not safe there.</summary>
    public UnsafeCall? Unsafe { get; init; }

    /// <summary>For what happens in a child: a thread created on the same path may still run.</summary>
    public bool IsThreadCertain { get; init; }

    /// <summary>For what happens in a child: no C library repairs its locks there, as it may do after fork.</summary>
    public bool IsUnrepaired { get; init; }

    /// <summary>The function is static inline of a header or stands in a macro: said with the place of use.</summary>
    public string Macro { get; init; } = "";
}
