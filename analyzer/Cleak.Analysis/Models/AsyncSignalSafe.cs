using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>
/// The functions that POSIX calls async-signal-safe: XSH 2.4.3 of POSIX.1-2017, as signal-safety(7) lists them (Linux man-pages
/// 6.03: 191 names). POSIX.1-2024 took fork out and put _Fork in (Austin Group issue 62; man-pages 6.20). What the C libraries
/// add to that stands apart, and counts only under their profile.
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

    /// <summary>
    /// Without a lock and without malloc in glibc and in musl: exec with a search of PATH builds its names on the stack since glibc
    /// 2.24; the environment is read without a lock ("AS-Safe" in glibc's manual).
    /// </summary>
    public static FrozenSet<string> InLibcs { get; } = Set("execvp execlp execvpe getenv secure_getenv");

    /// <summary>Beyond that in glibc: "AS-Safe" in its manual, or one system call.</summary>
    public static FrozenSet<string> InGlibc { get; } = Set("closefrom sigabbrev_np sigdescr_np strerrorname_np strerrordesc_np");

    /// <summary>Beyond that in musl: formats on the stack, without locale data and without malloc; sysconf asks the kernel.</summary>
    public static FrozenSet<string> InMusl { get; } = Set("sprintf snprintf vsprintf vsnprintf dprintf vdprintf sysconf pathconf fpathconf strerror strsignal");

    /// <summary>What the lists say of a function; null where none names it.</summary>
    public static SignalSafety? Of(string name) => name switch
    {
        Since2024 => SignalSafety.SafeSince2024,
        Until2024 => SignalSafety.SafeUntil2024,
        _ => Names2017.Contains(name) ? SignalSafety.Safe
            : InLibcs.Contains(name) ? SignalSafety.SafeInLibcs
            : InGlibc.Contains(name) ? SignalSafety.SafeInGlibc
            : InMusl.Contains(name) ? SignalSafety.SafeInMusl
            : null,
    };

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The model with the list's word. A function that only computes, and one whose line says that it only enters the kernel,
    /// are harmless without being listed.
    /// </summary>
    public static FunctionModel Apply(FunctionModel model) =>
        model with
        {
            Safety = Of(model.Name) ?? (model.Has(CallTraits.Pure) ? SignalSafety.Harmless : model.Safety == SignalSafety.Unknown ? SignalSafety.Unsafe : model.Safety),
        };
}
