#ifndef __CLEAK_UTIME_H
#define __CLEAK_UTIME_H
#include <time.h>
struct utimbuf { time_t actime; time_t modtime; };
int utime(const char *path, const struct utimbuf *times);
#endif
