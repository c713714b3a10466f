#ifndef __CLEAK_SETJMP_H
#define __CLEAK_SETJMP_H
#include <features.h>
#include <bits/sigset.h>
struct __jmp_buf_tag { long __registers[8]; int __mask_was_saved; sigset_t __saved_mask; };
typedef struct __jmp_buf_tag jmp_buf[1];
int setjmp(jmp_buf environment) __attribute__((returns_twice));
int _setjmp(jmp_buf environment) __attribute__((returns_twice));
void longjmp(jmp_buf environment, int value) __attribute__((noreturn));
void _longjmp(jmp_buf environment, int value) __attribute__((noreturn));
#define setjmp(environment) _setjmp(environment)
#ifdef __CLEAK_POSIX
typedef struct __jmp_buf_tag sigjmp_buf[1];
int __sigsetjmp(sigjmp_buf environment, int save_mask) __attribute__((returns_twice));
void siglongjmp(sigjmp_buf environment, int value) __attribute__((noreturn));
#define sigsetjmp(environment, save_mask) __sigsetjmp(environment, save_mask)
#endif
#endif
