namespace Cleak.Analysis;

/// <summary>Values of macros and enumerators that the models' meaning hangs on, as glibc and musl define them on Linux.</summary>
public static class PlatformConstants
{
    /// <summary>pthread.h, both libraries.</summary>
    public const int PthreadCreateJoinable = 0;

    public const int PthreadCreateDetached = 1;

    /// <summary>signal.h: what is installed in place of a handler.</summary>
    public const long SigDfl = 0;

    public const long SigIgn = 1;

    /// <summary>signal.h: installing failed.</summary>
    public const long SigErr = -1;

    /// <summary>sys/mman.h: MAP_FAILED.</summary>
    public const long MapFailed = -1;

    /// <summary>threads.h: thrd_success.</summary>
    public const int ThrdSuccess = 0;

    /// <summary>dirfd's place-holder: the working folder.</summary>
    public const int AtFdCwd = -100;

    /// <summary>fcntl.h: commands that hand out a new descriptor.</summary>
    public const int FcntlDupFd = 0;

    public const int FcntlDupFdCloexec = 1030;

    /// <summary>fcntl.h: the flags of a descriptor and of its file; only a closed descriptor makes these fail.</summary>
    public const int FcntlGetFd = 1;

    public const int FcntlSetFd = 2;

    public const int FcntlGetFl = 3;

    /// <summary>fcntl.h: record locks, by process and by open file, which end when the descriptor is closed.</summary>
    public const int FcntlSetLock = 6;

    public const int FcntlSetLockWait = 7;

    public const int FcntlSetOwnLock = 37;

    public const int FcntlSetOwnLockWait = 38;

    /// <summary>signal.h, x86 and Arm alike.</summary>
    public const int SigKill = 9;

    public const int SigAlrm = 14;

    public const int SigChld = 17;
}
