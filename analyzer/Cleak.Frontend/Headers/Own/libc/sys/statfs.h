#ifndef __CLEAK_SYS_STATFS_H
#define __CLEAK_SYS_STATFS_H
#include <sys/vfs.h>
#endif
