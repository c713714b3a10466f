namespace Cleak.Analysis;

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

    /// <summary>
    /// Not in the lists, but it only computes, or does nothing but enter the kernel: compiler builtins, isdigit, epoll_wait.
    /// </summary>
    Harmless,
}
