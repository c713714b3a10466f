#ifndef __CLEAK_SYS_PARAM_H
#define __CLEAK_SYS_PARAM_H
#include <limits.h>
#include <endian.h>
#include <signal.h>
#define MAXPATHLEN PATH_MAX
#define MAXSYMLINKS 20
#define MAXHOSTNAMELEN 64
#define NGROUPS 65536
#define NOFILE 256
#define NBBY 8
#define MIN(left, right) ((left) < (right) ? (left) : (right))
#define MAX(left, right) ((left) > (right) ? (left) : (right))
#define howmany(value, unit) (((value) + ((unit) - 1)) / (unit))
#define roundup(value, unit) ((((value) + ((unit) - 1)) / (unit)) * (unit))
#define powerof2(value) ((((value) - 1) & (value)) == 0)
#endif
