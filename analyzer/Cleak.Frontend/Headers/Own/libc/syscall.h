#ifndef __CLEAK_SYSCALL_H
#define __CLEAK_SYSCALL_H
#include <sys/syscall.h>
#endif
