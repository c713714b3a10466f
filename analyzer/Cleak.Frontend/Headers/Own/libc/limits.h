/* What POSIX adds to the compiler's limits.h, which comes first. */
#ifndef __CLEAK_LIMITS_H
#define __CLEAK_LIMITS_H
#include <features.h>
#define MB_LEN_MAX 16
#ifdef __CLEAK_POSIX
#define NAME_MAX 255
#define PATH_MAX 4096
#define PIPE_BUF 4096
#define IOV_MAX 1024
#define NGROUPS_MAX 65536
#define ARG_MAX 131072
#define LINE_MAX 2048
#define HOST_NAME_MAX 64
#define LOGIN_NAME_MAX 256
#define TTY_NAME_MAX 32
#define PTHREAD_KEYS_MAX 1024
#define PTHREAD_STACK_MIN 16384
#define PTHREAD_DESTRUCTOR_ITERATIONS 4
#define SEM_VALUE_MAX 2147483647
#define SSIZE_MAX __LONG_MAX__
#define RE_DUP_MAX 32767
#define NL_TEXTMAX 2147483647
#define _POSIX_PATH_MAX 256
#define _POSIX_NAME_MAX 14
#define _POSIX_PIPE_BUF 512
#define _POSIX_HOST_NAME_MAX 255
#define _POSIX_ARG_MAX 4096
#define _POSIX_OPEN_MAX 20
#endif
#endif
