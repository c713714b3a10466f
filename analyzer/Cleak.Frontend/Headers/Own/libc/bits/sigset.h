#ifndef __CLEAK_BITS_SIGSET_H
#define __CLEAK_BITS_SIGSET_H
typedef struct { unsigned long __bits[1024 / (8 * sizeof(unsigned long))]; } sigset_t;
#endif
