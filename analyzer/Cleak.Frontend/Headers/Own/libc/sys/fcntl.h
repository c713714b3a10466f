#ifndef __CLEAK_SYS_FCNTL_H
#define __CLEAK_SYS_FCNTL_H
#include <fcntl.h>
#endif
