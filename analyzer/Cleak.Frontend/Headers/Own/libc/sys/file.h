#ifndef __CLEAK_SYS_FILE_H
#define __CLEAK_SYS_FILE_H
#include <fcntl.h>
int flock(int descriptor, int operation);
#endif
