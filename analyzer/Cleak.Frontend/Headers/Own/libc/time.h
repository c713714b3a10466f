#ifndef __CLEAK_TIME_H
#define __CLEAK_TIME_H
#include <features.h>
#define __need_size_t
#define __need_NULL
#include <stddef.h>
#ifndef __CLEAK_TIME_T
#define __CLEAK_TIME_T
typedef long time_t;
#endif
#ifndef __CLEAK_CLOCK_T
#define __CLEAK_CLOCK_T
typedef long clock_t;
#endif
#ifndef __CLEAK_CLOCKID_T
#define __CLEAK_CLOCKID_T
typedef int clockid_t;
typedef void *timer_t;
#endif
struct timespec { time_t tv_sec; long tv_nsec; };
struct itimerspec { struct timespec it_interval; struct timespec it_value; };
struct tm {
    int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
    long tm_gmtoff;
    const char *tm_zone;
};
struct sigevent;
#define CLOCKS_PER_SEC ((clock_t)1000000)
#define TIME_UTC 1
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define CLOCK_PROCESS_CPUTIME_ID 2
#define CLOCK_THREAD_CPUTIME_ID 3
#define CLOCK_MONOTONIC_RAW 4
#define CLOCK_REALTIME_COARSE 5
#define CLOCK_MONOTONIC_COARSE 6
#define CLOCK_BOOTTIME 7
#define TIMER_ABSTIME 1
clock_t clock(void);
double difftime(time_t later, time_t earlier);
time_t mktime(struct tm *broken);
time_t time(time_t *result);
int timespec_get(struct timespec *result, int base);
char *asctime(const struct tm *broken);
char *ctime(const time_t *moment);
struct tm *gmtime(const time_t *moment);
struct tm *localtime(const time_t *moment);
size_t strftime(char *__restrict buffer, size_t size, const char *__restrict format, const struct tm *__restrict broken);
#ifdef __CLEAK_POSIX
#include <sys/types.h>
char *asctime_r(const struct tm *__restrict broken, char *__restrict buffer);
char *ctime_r(const time_t *moment, char *buffer);
struct tm *gmtime_r(const time_t *__restrict moment, struct tm *__restrict broken);
struct tm *localtime_r(const time_t *__restrict moment, struct tm *__restrict broken);
char *strptime(const char *__restrict text, const char *__restrict format, struct tm *__restrict broken);
int clock_getres(clockid_t clock, struct timespec *resolution);
int clock_gettime(clockid_t clock, struct timespec *moment);
int clock_settime(clockid_t clock, const struct timespec *moment);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *remaining);
int clock_getcpuclockid(pid_t process, clockid_t *clock);
int nanosleep(const struct timespec *request, struct timespec *remaining);
int timer_create(clockid_t clock, struct sigevent *__restrict event, timer_t *__restrict timer);
int timer_delete(timer_t timer);
int timer_gettime(timer_t timer, struct itimerspec *value);
int timer_settime(timer_t timer, int flags, const struct itimerspec *__restrict value, struct itimerspec *__restrict old_value);
int timer_getoverrun(timer_t timer);
void tzset(void);
extern char *tzname[2];
extern long timezone;
extern int daylight;
#endif
#ifdef __CLEAK_MISC
time_t timegm(struct tm *broken);
time_t timelocal(struct tm *broken);
#endif
#endif
