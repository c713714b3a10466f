#ifndef __CLEAK_SYS_SIGNAL_H
#define __CLEAK_SYS_SIGNAL_H
#include <signal.h>
#endif
