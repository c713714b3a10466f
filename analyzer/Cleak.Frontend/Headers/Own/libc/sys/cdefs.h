#ifndef __CLEAK_SYS_CDEFS_H
#define __CLEAK_SYS_CDEFS_H
#include <features.h>
#define __P(parameters) parameters
#define __CONCAT(left, right) left##right
#define __STRING(text) #text
#endif
