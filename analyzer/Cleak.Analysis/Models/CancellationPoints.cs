using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>
/// Where a thread that was asked to end does end: XSH 2.9.5.2, as pthreads(7) lists it (Linux man-pages 6.03). Functions that POSIX
/// dropped and that Linux still has (usleep, gethostbyname) are in, since the C libraries keep them.
/// </summary>
public static class CancellationPoints
{
    /// <summary>Functions that shall be cancellation points.</summary>
    public static FrozenSet<string> Required { get; } =
        """
        accept aio_suspend clock_nanosleep close connect creat fcntl fdatasync fsync getmsg getpmsg lockf mq_receive mq_send
        mq_timedreceive mq_timedsend msgrcv msgsnd msync nanosleep open openat pause poll pread pselect pthread_cond_timedwait
        pthread_cond_wait pthread_join pthread_testcancel putmsg putpmsg pwrite read readv recv recvfrom recvmsg select sem_timedwait
        sem_wait send sendmsg sendto sigpause sigsuspend sigtimedwait sigwait sigwaitinfo sleep system tcdrain usleep wait waitid
        waitpid write writev
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Functions that may be.</summary>
    public static FrozenSet<string> Optional { get; } =
        """
        access asctime asctime_r catclose catgets catopen chmod chown closedir closelog ctermid ctime ctime_r dbm_close dbm_delete
        dbm_fetch dbm_nextkey dbm_open dbm_store dlclose dlopen dprintf endgrent endhostent endnetent endprotoent endpwent endservent
        endutxent faccessat fchmod fchmodat fchown fchownat fclose fflush fgetc fgetpos fgets fgetwc fgetws fmtmsg fopen fpathconf
        fprintf fputc fputs fputwc fputws fread freopen fscanf fseek fseeko fsetpos fstat fstatat ftell ftello ftw futimens fwprintf
        fwrite fwscanf getaddrinfo getc getc_unlocked getchar getchar_unlocked getcwd getdate getdelim getgrent getgrgid getgrgid_r
        getgrnam getgrnam_r gethostbyaddr gethostbyname gethostent gethostid gethostname getline getlogin getlogin_r getnameinfo
        getnetbyaddr getnetbyname getnetent getopt getprotobyname getprotobynumber getprotoent getpwent getpwnam getpwnam_r getpwuid
        getpwuid_r gets getservbyname getservbyport getservent getutxent getutxid getutxline getwc getwchar getwd glob iconv_close
        iconv_open ioctl link linkat lio_listio localtime localtime_r lseek lstat mkdir mkdirat mkdtemp mkfifo mkfifoat mknod mknodat
        mkstemp mktime nftw opendir openlog pathconf pclose perror popen posix_fadvise posix_fallocate posix_madvise posix_openpt
        posix_spawn posix_spawnp posix_typed_mem_open printf psiginfo psignal pthread_rwlock_rdlock pthread_rwlock_timedrdlock
        pthread_rwlock_timedwrlock pthread_rwlock_wrlock putc putc_unlocked putchar putchar_unlocked puts pututxline putwc putwchar
        readdir readdir_r readlink readlinkat remove rename renameat rewind rewinddir scandir scanf seekdir semop setgrent sethostent
        setnetent setprotoent setpwent setservent setutxent stat strerror strerror_r strftime symlink symlinkat sync syslog tmpfile
        tmpnam ttyname ttyname_r tzset ungetc ungetwc unlink unlinkat utime utimensat utimes vdprintf vfprintf vfwprintf vprintf
        vwprintf wcsftime wordexp wprintf wscanf
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    public static FunctionModel Apply(FunctionModel model) =>
        Required.Contains(model.Name) ? model.Is(CallTraits.CancellationPoint)
        : Optional.Contains(model.Name) ? model.Is(CallTraits.MayCancel)
        : model;
}
