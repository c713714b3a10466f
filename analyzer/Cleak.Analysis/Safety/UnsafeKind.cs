namespace Cleak.Analysis;

/// <summary>In what way a call is not async-signal-safe. Graver kinds come first: of two trails through one call the graver one is told.</summary>
public enum UnsafeKind : byte
{
    /// <summary>Takes a lock of the program's own: a mutex, a read-write lock, a spin lock.</summary>
    OwnLock,

    /// <summary>Takes a lock of the C library that no libc resets in a forked child: setenv, localtime_r, syslog, getpwnam, dlopen.</summary>
    LibraryLock,

    /// <summary>Allocates or releases memory, and is called for that.</summary>
    Allocation,

    /// <summary>Works on the buffers and locks of streams.</summary>
    Stdio,

    /// <summary>Ends the process with its exit handlers and the flushing of its streams.</summary>
    Exit,

    /// <summary>Makes a child process.</summary>
    Fork,

    /// <summary>Leaves by longjmp.</summary>
    Jump,

    /// <summary>Not in the lists, for another reason: static results, allocation now and then.</summary>
    Other,

    /// <summary>No call: a static object is read that a signal can find half written. Noted only where that is asked for.</summary>
    ObjectRead,

    /// <summary>The same, written.</summary>
    ObjectWrite,

    /// <summary>Nothing is known of it; noted only where that is asked for.</summary>
    Unknown,

    /// <summary>Safe, or harmless.</summary>
    None,
}
