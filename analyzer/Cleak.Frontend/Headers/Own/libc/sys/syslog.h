#ifndef __CLEAK_SYS_SYSLOG_H
#define __CLEAK_SYS_SYSLOG_H
#include <syslog.h>
#endif
