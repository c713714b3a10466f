#ifndef __CLEAK_SYS_TIME_H
#define __CLEAK_SYS_TIME_H
#include <sys/types.h>
#include <sys/select.h>
struct timezone { int tz_minuteswest; int tz_dsttime; };
struct itimerval { struct timeval it_interval; struct timeval it_value; };
#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2
int gettimeofday(struct timeval *__restrict moment, void *__restrict zone);
int settimeofday(const struct timeval *moment, const struct timezone *zone);
int getitimer(int which, struct itimerval *value);
int setitimer(int which, const struct itimerval *__restrict value, struct itimerval *__restrict old_value);
int utimes(const char *path, const struct timeval times[2]);
int futimes(int descriptor, const struct timeval times[2]);
int lutimes(const char *path, const struct timeval times[2]);
#define timerisset(value) ((value)->tv_sec || (value)->tv_usec)
#define timerclear(value) ((value)->tv_sec = (value)->tv_usec = 0)
#define timercmp(left, right, operation) \
    ((left)->tv_sec == (right)->tv_sec ? (left)->tv_usec operation (right)->tv_usec : (left)->tv_sec operation (right)->tv_sec)
#define timeradd(left, right, result) do { \
        (result)->tv_sec = (left)->tv_sec + (right)->tv_sec; \
        (result)->tv_usec = (left)->tv_usec + (right)->tv_usec; \
        if ((result)->tv_usec >= 1000000) { ++(result)->tv_sec; (result)->tv_usec -= 1000000; } \
    } while (0)
#define timersub(left, right, result) do { \
        (result)->tv_sec = (left)->tv_sec - (right)->tv_sec; \
        (result)->tv_usec = (left)->tv_usec - (right)->tv_usec; \
        if ((result)->tv_usec < 0) { --(result)->tv_sec; (result)->tv_usec += 1000000; } \
    } while (0)
#endif
