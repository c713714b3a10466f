#ifndef __CLEAK_SYS_SIGNALFD_H
#define __CLEAK_SYS_SIGNALFD_H
#include <stdint.h>
#include <bits/sigset.h>
#define SFD_CLOEXEC 02000000
#define SFD_NONBLOCK 04000
struct signalfd_siginfo {
    uint32_t ssi_signo;
    int32_t ssi_errno, ssi_code;
    uint32_t ssi_pid, ssi_uid;
    int32_t ssi_fd;
    uint32_t ssi_tid, ssi_band, ssi_overrun, ssi_trapno;
    int32_t ssi_status, ssi_int;
    uint64_t ssi_ptr, ssi_utime, ssi_stime, ssi_addr;
    uint8_t __padding[48];
};
int signalfd(int descriptor, const sigset_t *mask, int flags);
#endif
