#ifndef __CLEAK_SYS_SELECT_H
#define __CLEAK_SYS_SELECT_H
#include <features.h>
#include <bits/sigset.h>
#include <time.h>
#ifndef __CLEAK_TIMEVAL
#define __CLEAK_TIMEVAL
struct timeval { time_t tv_sec; long tv_usec; };
#endif
#define FD_SETSIZE 1024
typedef long fd_mask;
#define NFDBITS (8 * (int)sizeof(fd_mask))
typedef struct { fd_mask fds_bits[FD_SETSIZE / (8 * sizeof(fd_mask))]; } fd_set;
#define FD_ZERO(set) __builtin_memset((set), 0, sizeof(fd_set))
#define FD_SET(descriptor, set) ((void)((set)->fds_bits[(descriptor) / NFDBITS] |= (fd_mask)(1UL << ((descriptor) % NFDBITS))))
#define FD_CLR(descriptor, set) ((void)((set)->fds_bits[(descriptor) / NFDBITS] &= ~(fd_mask)(1UL << ((descriptor) % NFDBITS))))
#define FD_ISSET(descriptor, set) (((set)->fds_bits[(descriptor) / NFDBITS] & (fd_mask)(1UL << ((descriptor) % NFDBITS))) != 0)
int select(int count, fd_set *__restrict readable, fd_set *__restrict writable, fd_set *__restrict exceptional, struct timeval *__restrict timeout);
int pselect(int count, fd_set *__restrict readable, fd_set *__restrict writable, fd_set *__restrict exceptional,
    const struct timespec *__restrict timeout, const sigset_t *__restrict mask);
#endif
