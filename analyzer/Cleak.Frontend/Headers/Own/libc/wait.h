#ifndef __CLEAK_WAIT_H
#define __CLEAK_WAIT_H
#include <sys/wait.h>
#endif
