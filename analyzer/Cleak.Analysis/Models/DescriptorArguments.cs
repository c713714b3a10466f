using System.Collections.Frozen;

namespace Cleak.Analysis;

/// <summary>
/// The functions that work on an open descriptor, by the position of its argument; their man pages give EBADF for one that is closed.
/// dup2's second argument is none of them: it may be closed.
/// </summary>
public static class DescriptorArguments
{
    private static readonly FrozenSet<string> First =
        """
        read write pread pwrite pread64 pwrite64 readv writev preadv pwritev lseek lseek64 fsync fdatasync ftruncate ftruncate64 fstat fstat64
        fchmod fchown fchdir futimens fcntl posix_fallocate posix_fadvise fallocate ioctl lockf flock dup dup2 dup3 fdopen fdopendir isatty ttyname
        ttyname_r tcgetattr tcsetattr tcdrain tcflush tcflow tcsendbreak tcgetpgrp tcsetpgrp bind listen connect accept accept4
        getsockname getpeername getsockopt setsockopt send sendto sendmsg sendmmsg recv recvfrom recvmsg recvmmsg shutdown sockatmark
        epoll_ctl epoll_wait epoll_pwait eventfd_read eventfd_write timerfd_settime timerfd_gettime inotify_add_watch
        inotify_rm_watch fgetxattr fsetxattr sendfile sendfile64 splice tee fstatvfs fstatfs syncfs
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The model with its descriptors marked.</summary>
    public static FunctionModel Apply(FunctionModel model) =>
        First.Contains(model.Name) ? model.With(0, ArgumentEffects.Descriptor) : model;
}
