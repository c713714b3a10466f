#ifndef __CLEAK_SYS_TIMERFD_H
#define __CLEAK_SYS_TIMERFD_H
#include <time.h>
#define TFD_CLOEXEC 02000000
#define TFD_NONBLOCK 04000
#define TFD_TIMER_ABSTIME 1
int timerfd_create(int clock, int flags);
int timerfd_settime(int descriptor, int flags, const struct itimerspec *value, struct itimerspec *old_value);
int timerfd_gettime(int descriptor, struct itimerspec *value);
#endif
