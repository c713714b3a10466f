namespace Cleak.Analysis;

/// <summary>Async-signal-safety: signal-safety(7), XSH 2.4.3.</summary>
public enum SignalSafety : byte
{
    /// <summary>Nobody says: no function of the tables.</summary>
    Unknown,

    /// <summary>Known, and not in POSIX's lists.</summary>
    Unsafe,

    /// <summary>In POSIX.1-2017's list and in 2024's.</summary>
    Safe,

    /// <summary>In the list of 2017, taken out in 2024: fork.</summary>
    SafeUntil2024,

    /// <summary>New in POSIX.1-2024: _Fork.</summary>
    SafeSince2024,

    /// <summary>
    /// Not in the lists, but it only computes, or does nothing but enter the kernel: compiler builtins, isdigit, epoll_wait.
    /// </summary>
    Harmless,

    /// <summary>Not in the lists, but glibc and musl both make it so.</summary>
    SafeInLibcs,

    /// <summary>Not in the lists, but glibc documents or makes it so.</summary>
    SafeInGlibc,

    /// <summary>Not in the lists, but musl makes it so.</summary>
    SafeInMusl,
}
