#ifndef __CLEAK_SYS_POLL_H
#define __CLEAK_SYS_POLL_H
#include <poll.h>
#endif
