#ifndef __CLEAK_MEMORY_H
#define __CLEAK_MEMORY_H
#include <string.h>
#endif
