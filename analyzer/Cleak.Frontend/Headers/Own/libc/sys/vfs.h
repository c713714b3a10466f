#ifndef __CLEAK_SYS_VFS_H
#define __CLEAK_SYS_VFS_H
#include <sys/types.h>
struct statfs {
    long f_type, f_bsize;
    fsblkcnt_t f_blocks, f_bfree, f_bavail;
    fsfilcnt_t f_files, f_ffree;
    struct { int __val[2]; } f_fsid;
    long f_namelen, f_frsize, f_flags, f_spare[4];
};
int statfs(const char *path, struct statfs *result);
int fstatfs(int descriptor, struct statfs *result);
#endif
