#ifndef __CLEAK_SYS_UCONTEXT_H
#define __CLEAK_SYS_UCONTEXT_H
#include <ucontext.h>
#endif
