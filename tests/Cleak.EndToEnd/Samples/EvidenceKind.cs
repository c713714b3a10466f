namespace Cleak.EndToEnd.Samples;

/// <summary>What can be seen to go wrong in a running program.</summary>
public enum EvidenceKind
{
    /// <summary>A block that nothing reaches at the end; its stack is that of its allocation.</summary>
    LostBlock,

    /// <summary>A block that only lost blocks reach.</summary>
    IndirectlyLostBlock,

    /// <summary>A descriptor that is open at the end; its stack is that of its opening.</summary>
    OpenDescriptor,

    /// <summary>A read or write of memory that is not the program's.</summary>
    InvalidAccess,

    /// <summary>A read or write behind the end of a block; its stack is that of the access, then that of the block's allocation.</summary>
    Overrun,

    /// <summary>A decision or address that hangs on bytes that were never written.</summary>
    UninitializedUse,

    /// <summary>A release of what is not, or no longer, allocated.</summary>
    InvalidRelease,

    /// <summary>A realloc that failed and left a block that was never released.</summary>
    LostByRealloc,

    /// <summary>A mapping that is there at the end; its stack is that of its making.</summary>
    LeftMapping,

    /// <summary>A lock that is held at the end; its stack is that of its locking.</summary>
    LockHeld,

    /// <summary>A realloc of a block to no bytes.</summary>
    ReallocToZero,

    /// <summary>A call that moves the end of the data segment.</summary>
    BreakMoved,

    /// <summary>A thread that was neither joined nor detached; its stack is that of its creation.</summary>
    UnjoinedThread,

    /// <summary>An object of the threads library that is initialised and never destroyed; its stack is that of its initialisation.</summary>
    LeftObject,

    /// <summary>A block that a thread leaves under a key without a destructor; its stack is that of the call that put it there.</summary>
    KeptByKey,

    /// <summary>A thread uses a variable of another's stack that has ended; its stack is that of the thread's creation.</summary>
    StackOutlived,

    /// <summary>A thread reads what another writes meanwhile; its stack is that of a thread's creation.</summary>
    Race,
    /// <summary>A join or detach of what is no joinable thread; its stack is that of the call.</summary>
    ThreadMisuse,

    /// <summary>An allocation or release in the child of a process with several threads.</summary>
    AllocationInChild,

    /// <summary>A stream or a lock used in the child of a process with several threads.</summary>
    UnsafeInChild,

    /// <summary>A lock taken in a child whose thread held it at the fork; the stack is that of the fork.</summary>
    LockHeldAtFork,

    /// <summary>An exit in the child of a fork.</summary>
    ExitInChild,

    /// <summary>Allocation, a stream, a lock, an exit or a leap in a signal handler.</summary>
    UnsafeInHandler,

    /// <summary>A fork in a signal handler.</summary>
    ForkInHandler,
}
