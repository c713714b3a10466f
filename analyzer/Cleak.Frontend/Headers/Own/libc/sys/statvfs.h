#ifndef __CLEAK_SYS_STATVFS_H
#define __CLEAK_SYS_STATVFS_H
#include <sys/types.h>
struct statvfs {
    unsigned long f_bsize, f_frsize;
    fsblkcnt_t f_blocks, f_bfree, f_bavail;
    fsfilcnt_t f_files, f_ffree, f_favail;
    unsigned long f_fsid, f_flag, f_namemax;
    int __spare[6];
};
int statvfs(const char *__restrict path, struct statvfs *__restrict result);
int fstatvfs(int descriptor, struct statvfs *result);
#endif
