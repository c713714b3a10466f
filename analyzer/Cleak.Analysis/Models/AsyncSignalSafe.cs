using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>
/// The functions that POSIX calls async-signal-safe: XSH 2.4.3 of POSIX.1-2017, as signal-safety(7) lists them (Linux man-pages
/// 6.03). POSIX.1-2024 took fork out and put _Fork in (Austin Group issue 62; man-pages 6.20).
/// </summary>
public static class AsyncSignalSafe
{
    private const string Since2024 = "_Fork";

    private const string Until2024 = "fork";

    /// <summary>The names of 2017, fork among them.</summary>
    public static FrozenSet<string> Names2017 { get; } =
        """
        _Exit _exit abort accept access aio_error aio_return aio_suspend alarm bind cfgetispeed cfgetospeed cfsetispeed cfsetospeed
        chdir chmod chown clock_gettime close connect creat dup dup2 execl execle execv execve faccessat fchdir fchmod fchmodat fchown
        fchownat fcntl fdatasync fexecve ffs fork fstat fstatat fsync ftruncate futimens getegid geteuid getgid getgroups getpeername
        getpgrp getpid getppid getsockname getsockopt getuid htonl htons kill link linkat listen longjmp lseek lstat memccpy memchr
        memcmp memcpy memmove memset mkdir mkdirat mkfifo mkfifoat mknod mknodat ntohl ntohs open openat pause pipe poll
        posix_trace_event pselect pthread_kill pthread_self pthread_sigmask raise read readlink readlinkat recv recvfrom recvmsg rename
        renameat rmdir select sem_post send sendmsg sendto setgid setpgid setsid setsockopt setuid shutdown sigaction sigaddset
        sigdelset sigemptyset sigfillset sigismember siglongjmp signal sigpause sigpending sigprocmask sigqueue sigset sigsuspend sleep
        sockatmark socket socketpair stat stpcpy stpncpy strcat strchr strcmp strcpy strcspn strlen strncat strncmp strncpy strnlen
        strpbrk strrchr strspn strstr strtok_r symlink symlinkat tcdrain tcflow tcflush tcgetattr tcgetpgrp tcsendbreak tcsetattr
        tcsetpgrp time timer_getoverrun timer_gettime timer_settime times umask uname unlink unlinkat utime utimensat utimes wait
        waitpid wcpcpy wcpncpy wcscat wcschr wcscmp wcscpy wcscspn wcslen wcsncat wcsncmp wcsncpy wcsnlen wcspbrk wcsrchr wcsspn wcsstr
        wcstok wmemchr wmemcmp wmemcpy wmemmove wmemset write
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What POSIX says of a function; null where its lists do not name it.</summary>
    public static SignalSafety? Of(string name) => name switch
    {
        Since2024 => SignalSafety.SafeSince2024,
        Until2024 => SignalSafety.SafeUntil2024,
        _ => Names2017.Contains(name) ? SignalSafety.Safe : null,
    };

    /// <summary>
    /// The model with the list's word. A function that only computes, and one whose line says that it only enters the kernel,
    /// are harmless without being listed.
    /// </summary>
    public static FunctionModel Apply(FunctionModel model) =>
        model with
        {
            Safety = Of(model.Name) ?? (model.Has(CallTraits.Pure) ? SignalSafety.Harmless : model.Safety),
        };
}
