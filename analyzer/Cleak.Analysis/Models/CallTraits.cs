namespace Cleak.Analysis;

[Flags]
public enum CallTraits
{
    None = 0,
    NoReturn = 1,

    /// <summary>Enters the allocator: malloc and free themselves, and what may call them inside though it hands nothing out, as stdio, syslog, getpwnam and qsort do.</summary>
    AllocatesInside = 2,

    /// <summary>Takes a lock that no libc resets in a forked child: setenv, localtime_r, syslog, getpwnam, dlopen.</summary>
    TakesProcessLock = 4,

    /// <summary>A cancellation point of POSIX (XSH 2.9.5.2, first list).</summary>
    CancellationPoint = 8,

    /// <summary>Writes stdio buffers.</summary>
    Stdio = 16,

    /// <summary>Sets errno where it fails.</summary>
    SetsErrno = 32,

    /// <summary>Creates threads of its own: timer_create with SIGEV_THREAD, g_thread_pool_new.</summary>
    CreatesThreads = 64,

    /// <summary>Reads or writes no memory of the caller and has no side effect: isdigit, htons, abs.</summary>
    Pure = 128,

    /// <summary>May be a cancellation point (XSH 2.9.5.2, second list): implementations differ.</summary>
    MayCancel = 256,

    /// <summary>Hands out the address of the calling thread's errno.</summary>
    ErrnoAddress = 512,

    /// <summary>Code of the program that is not seen: it may write any variable that it can name.</summary>
    Unseen = 1024,

    /// <summary>Makes a child for which no C library repairs its locks: _Fork. Or takes locks that no C library knows: an allocator of its own.</summary>
    RepairsNothing = 8192,

    /// <summary>The answer follows from the arguments and the bytes they point to alone: strcmp, memcmp.</summary>
    Repeats = 65536,

    /// <summary>Hands out a number that somebody outside the program chose: strtoul, ntohl.</summary>
    GivesInput = 2048,

    /// <summary>What it writes through its arguments comes from outside the program: read, fscanf.</summary>
    FillsInput = 4096,

    /// <summary>Says by 0 that what stands at its first two arguments is alike, as it is where they are one: strcmp, memcmp.</summary>
    Compares = 16384,

    /// <summary>Says the same by 1: g_str_equal.</summary>
    Equates = 32768,
}
