namespace Cleak.Analysis;

/// <summary>Calls that the interpreter knows by what they do. Operands are in the order of the comment; those in brackets may be missing.</summary>
public enum Behavior : byte
{
    /// <summary>Nothing beyond <see cref="FunctionModel.Result"/> and <see cref="FunctionModel.Arguments"/>.</summary>
    None,

    /// <summary>size, or count and size: fresh, uninitialised.</summary>
    Allocate,

    /// <summary>count and size, or size: fresh, all zero.</summary>
    AllocateZeroed,

    /// <summary>count and size, or size: fresh, with contents that nobody knows (the alloc_size attribute).</summary>
    AllocateFilled,

    /// <summary>block, size (or count, size): the block moves or stays; failure leaves it.</summary>
    Reallocate,

    /// <summary>A fresh block with a copy of the string: string[, limit]. A null string, where it is allowed, gives null.</summary>
    DuplicateString,

    /// <summary>A fresh block with a copy of the bytes: source, size. A null source, where it is allowed, gives null.</summary>
    DuplicateBytes,

    /// <summary>Address of a pointer that gets a fresh block: pointer[, size]. With a size it is uninitialised (posix_memalign), without one it is filled (asprintf).</summary>
    AllocateInto,

    /// <summary>The argument where it is not null, else a fresh resource, as realpath and getcwd do: argument. For a descriptor, -1 stands for null (signalfd).</summary>
    AcquireUnlessGiven,

    /// <summary>Address of a pointer to a block that may grow, as getline does: pointer, size.</summary>
    GrowInto,

    /// <summary>block.</summary>
    Free,

    /// <summary>Stack memory of the caller: size.</summary>
    StackAllocate,

    /// <summary>The descriptor below a stream, the same as long as it is open: stream.</summary>
    StreamNumber,

    /// <summary>destination, source, length.</summary>
    CopyBytes,

    /// <summary>destination, byte, length.</summary>
    FillBytes,

    /// <summary>destination, length: bzero.</summary>
    ZeroBytes,

    /// <summary>destination, source: through the terminating zero.</summary>
    CopyString,

    /// <summary>destination, source, limit: exactly limit bytes are written, zeros behind the string, no zero where it is too long (strncpy).</summary>
    CopyStringPadded,

    /// <summary>destination, source, size: at most size bytes with the zero (strlcpy).</summary>
    CopyStringBounded,

    /// <summary>destination, source[, limit of the source]: behind the string that is there.</summary>
    AppendString,

    /// <summary>destination, format[, size]: formatted text with its zero; the format's arguments follow the last named parameter.</summary>
    FormatInto,

    /// <summary>string[, limit].</summary>
    StringLength,

    /// <summary>address of a pointer into a string: gives what it points to, then sets it further on in the same string or to null (strsep).</summary>
    SplitString,

    /// <summary>handle address, attribute, start routine, argument.</summary>
    ThreadCreate,

    /// <summary>handle address, start routine, argument: C11.</summary>
    ThreadCreateC11,

    /// <summary>start routine[, argument]: the result is the handle, where it can be had (g_thread_new); or a thread of a pool runs it (uv_queue_work).</summary>
    ThreadStart,

    /// <summary>handle[, result address].</summary>
    ThreadJoin,

    /// <summary>address of the handle (uv_thread_join).</summary>
    ThreadJoinAt,

    /// <summary>handle[, result address[, time]]: may fail and leave the thread joinable.</summary>
    ThreadTryJoin,

    /// <summary>handle.</summary>
    ThreadDetach,

    ThreadSelf,

    /// <summary>value.</summary>
    ThreadExit,

    /// <summary>attribute.</summary>
    AttributeInit,

    /// <summary>attribute, state.</summary>
    AttributeSetDetachState,

    /// <summary>attribute, whether what is made with it is one for all processes that map it: pthread_mutexattr_setpshared.</summary>
    AttributeShare,

    /// <summary>descriptor, command[, argument]: fcntl.</summary>
    ControlFile,

    Fork,
    Vfork,

    /// <summary>Replaces the process; comes back only on failure.</summary>
    Exec,

    /// <summary>Ends the process at once: _exit.</summary>
    ExitImmediately,

    /// <summary>Ends the process with handlers and flushing: exit.</summary>
    Exit,

    /// <summary>pthread_cleanup_push, under the names that its macro calls.</summary>
    CleanupPush,
    CleanupPop,

    /// <summary>Goes on with the end of the thread once a cleanup handler has run.</summary>
    ThreadUnwind,

    /// <summary>signal, process: raise, kill; no process for the caller itself.</summary>
    SignalSend,

    /// <summary>signal, handler.</summary>
    SignalInstall,

    /// <summary>signal, action address, old action address.</summary>
    SignalAction,

    /// <summary>command: changes the signal mask.</summary>
    SignalMask,

    /// <summary>prepare, parent, child.</summary>
    AtFork,
    SetJump,
    LongJump,

    /// <summary>va_start, va_copy, va_end: arguments beyond the named ones.</summary>
    VariableArguments,

    /// <summary>Fetches the next variable argument.</summary>
    NextArgument,

    /// <summary>first, second, address of the result: the builtin says whether it overflowed.</summary>
    OverflowArithmetic,

    /// <summary>function[, argument]: run later or never, keeps the argument (qsort is not one).</summary>
    Callback,

    /// <summary>key address, destructor.</summary>
    ThreadKeyCreate,

    /// <summary>key, value.</summary>
    ThreadKeySet,

    /// <summary>address of a struct sigevent: a thread of its own where it says SIGEV_THREAD (timer_create, mq_notify).</summary>
    Notify,

    /// <summary>callback: threads of the library's own do the work where one is given; else the caller waits for it (uv_fs_read).</summary>
    PoolWork,

    /// <summary>function, stack, flags, argument: a thread or a child, as the flags say (clone).</summary>
    Clone,

    /// <summary>number: what it does, the number says (syscall).</summary>
    SystemCall,

    /// <summary>Goes on as a child whose parent has ended: daemon.</summary>
    Daemon,

    /// <summary>key.</summary>
    ThreadKeyGet,

    /// <summary>handle: pthread_cancel.</summary>
    ThreadCancel,

    /// <summary>state[, address of the old one].</summary>
    ThreadCancelState,

    /// <summary>type[, address of the old one].</summary>
    ThreadCancelType,

    /// <summary>lock.</summary>
    Lock,

    /// <summary>lock: may fail and not hold it.</summary>
    TryLock,

    /// <summary>lock.</summary>
    Unlock,
}
