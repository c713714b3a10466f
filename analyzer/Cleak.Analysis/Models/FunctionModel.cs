using System.Collections.Immutable;

namespace Cleak.Analysis;

/// <summary>
/// What a library function does to memory and resources: the hand-written summary of what has no body. What a model does not
/// say does not happen: arguments are read, nothing is kept, nothing is written.
/// </summary>
public sealed record FunctionModel(string Name)
{
    /// <summary>Functions with an effect of their own in the transfer function.</summary>
    public Behavior Behavior { get; init; }

    /// <summary>Arguments, from 0, that the behaviour is about, in the order it names them.</summary>
    public ImmutableArray<int> Operands { get; init; } = [];

    public ResultModel Result { get; init; } = ResultModel.Unknown;

    public ImmutableArray<ArgumentModel> Arguments { get; init; } = [];

    public CallTraits Traits { get; init; }

    /// <summary>What POSIX promises in a signal handler or forked child.</summary>
    public SignalSafety Safety { get; init; }

    public bool Has(CallTraits trait) => (Traits & trait) != 0;
}

/// <summary>Calls that the interpreter knows by what they do. Operands are in the order of the comment.</summary>
public enum Behavior : byte
{
    /// <summary>Nothing beyond <see cref="FunctionModel.Result"/> and <see cref="FunctionModel.Arguments"/>.</summary>
    None,

    /// <summary>size, or count and size: fresh, uninitialised.</summary>
    Allocate,

    /// <summary>count and size, or size: fresh, all zero.</summary>
    AllocateZeroed,

    /// <summary>block, size (or count, size): the block moves or stays; failure leaves it.</summary>
    Reallocate,

    /// <summary>A fresh block with a copy of the string: string[, limit].</summary>
    DuplicateString,

    /// <summary>Address of a pointer that gets a fresh block, as asprintf and posix_memalign do: pointer.</summary>
    AllocateInto,

    /// <summary>Address of a pointer to a block that may grow, as getline does: pointer, size.</summary>
    GrowInto,

    /// <summary>block.</summary>
    Free,

    /// <summary>Stack memory of the caller: size.</summary>
    StackAllocate,

    /// <summary>destination, source, length.</summary>
    CopyBytes,

    /// <summary>destination, byte, length.</summary>
    FillBytes,

    /// <summary>destination, source: through the terminating zero.</summary>
    CopyString,

    /// <summary>string.</summary>
    StringLength,

    /// <summary>handle address, attribute, start routine, argument.</summary>
    ThreadCreate,

    /// <summary>handle address, start routine, argument: C11.</summary>
    ThreadCreateC11,

    /// <summary>handle[, result address].</summary>
    ThreadJoin,

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

    Fork,
    Vfork,

    /// <summary>Replaces the process; comes back only on failure.</summary>
    Exec,

    /// <summary>Ends the process at once: _exit.</summary>
    ExitImmediately,

    /// <summary>Ends the process with handlers and flushing: exit.</summary>
    Exit,

    /// <summary>signal, handler.</summary>
    SignalInstall,

    /// <summary>signal, action address, old action address.</summary>
    SignalAction,

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

    /// <summary>function, argument: run later or never, keeps the argument (qsort is not one).</summary>
    Callback,

    /// <summary>key address, destructor.</summary>
    ThreadKeyCreate,

    /// <summary>key, value.</summary>
    ThreadKeySet,

    /// <summary>lock.</summary>
    Lock,

    /// <summary>lock: may fail and not hold it.</summary>
    TryLock,

    /// <summary>lock.</summary>
    Unlock,
}

public enum ResultKind : byte
{
    /// <summary>Any value of the type.</summary>
    Unknown,

    /// <summary>A resource that the caller must release.</summary>
    Acquired,

    /// <summary>One of the arguments.</summary>
    Argument,

    /// <summary>A pointer into an argument's object, or null: strchr.</summary>
    WithinArgumentOrNull,

    /// <summary>A pointer into an argument's object.</summary>
    WithinArgument,

    /// <summary>Memory of the library, never to be released; null on failure.</summary>
    BorrowedOrNull,

    /// <summary>Memory of the library, never null: __errno_location, strerror.</summary>
    Borrowed,

    /// <summary>An integer between <see cref="ResultModel.Low"/> and <see cref="ResultModel.High"/>.</summary>
    Range,
}

public enum FailureValue : byte
{
    Never,
    Null,
    MinusOne,

    /// <summary>MAP_FAILED: (void *)-1.</summary>
    MinusOnePointer,
}

public sealed record ResultModel(ResultKind Kind)
{
    public static ResultModel Unknown { get; } = new(ResultKind.Unknown);

    /// <summary>For results that are or point into an argument: which, from 0.</summary>
    public int Argument { get; init; }

    /// <summary>For acquired resources.</summary>
    public ResourceKind Resource { get; init; }

    /// <summary>Acquired and released must be of one family: malloc, fopen, popen, opendir, g_malloc, …</summary>
    public string Family { get; init; } = "";

    public FailureValue Failure { get; init; }

    public long Low { get; init; } = long.MinValue;

    public long High { get; init; } = long.MaxValue;
}

[Flags]
public enum ArgumentEffects
{
    None = 0,

    /// <summary>The object it points to gets unknown contents.</summary>
    Writes = 1,

    /// <summary>All that can be reached from it may be written.</summary>
    WritesDeep = 2,

    /// <summary>Kept beyond the call: whoever owns it now is not known.</summary>
    Keeps = 4,

    /// <summary>The resource is released.</summary>
    Releases = 8,

    /// <summary>Must not be null.</summary>
    NonNull = 16,

    /// <summary>A function that is called during this call, once or more.</summary>
    Calls = 32,

    /// <summary>Address that gets a resource on success: pipe's array, accept4's none, getaddrinfo's list.</summary>
    Acquires = 64,
}

/// <summary>What happens to one argument.</summary>
public sealed record ArgumentModel(int Index, ArgumentEffects Effects)
{
    /// <summary>For what is acquired or released through it.</summary>
    public ResourceKind Resource { get; init; }

    public string Family { get; init; } = "";
}

[Flags]
public enum CallTraits
{
    None = 0,
    NoReturn = 1,

    /// <summary>May call malloc inside, though it hands nothing out: stdio, syslog, getpwnam, qsort.</summary>
    AllocatesInside = 2,

    /// <summary>Takes a lock that no libc resets in a forked child: setenv, localtime_r, syslog, getpwnam, dlopen.</summary>
    TakesProcessLock = 4,

    /// <summary>A cancellation point of POSIX (XSH 2.9.5).</summary>
    CancellationPoint = 8,

    /// <summary>Writes stdio buffers.</summary>
    Stdio = 16,

    /// <summary>Sets errno where it fails.</summary>
    SetsErrno = 32,

    /// <summary>Creates threads of its own: timer_create with SIGEV_THREAD, g_thread_pool_new.</summary>
    CreatesThreads = 64,

    /// <summary>Reads or writes no memory of the caller and has no side effect: isdigit, htons, abs.</summary>
    Pure = 128,
}

/// <summary>Async-signal-safety: signal-safety(7), XSH 2.4.3.</summary>
public enum SignalSafety : byte
{
    /// <summary>Not in POSIX's lists.</summary>
    Unsafe,

    /// <summary>In POSIX.1-2017's list and in 2024's.</summary>
    Safe,

    /// <summary>In the list of 2017, taken out in 2024: fork.</summary>
    SafeUntil2024,

    /// <summary>New in POSIX.1-2024: _Fork.</summary>
    SafeSince2024,

    /// <summary>Nothing is said of it, but it only computes: compiler builtins.</summary>
    Harmless,
}
