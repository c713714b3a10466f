#ifndef __CLEAK_SYS_INOTIFY_H
#define __CLEAK_SYS_INOTIFY_H
#include <stdint.h>
struct inotify_event { int wd; uint32_t mask; uint32_t cookie; uint32_t len; char name[]; };
#define IN_CLOEXEC 02000000
#define IN_NONBLOCK 04000
#define IN_ACCESS 0x1
#define IN_MODIFY 0x2
#define IN_ATTRIB 0x4
#define IN_CLOSE_WRITE 0x8
#define IN_CLOSE_NOWRITE 0x10
#define IN_OPEN 0x20
#define IN_MOVED_FROM 0x40
#define IN_MOVED_TO 0x80
#define IN_CREATE 0x100
#define IN_DELETE 0x200
#define IN_DELETE_SELF 0x400
#define IN_MOVE_SELF 0x800
int inotify_init(void);
int inotify_init1(int flags);
int inotify_add_watch(int descriptor, const char *path, uint32_t mask);
int inotify_rm_watch(int descriptor, int watch);
#endif
