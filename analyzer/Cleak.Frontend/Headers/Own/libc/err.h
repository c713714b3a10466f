#ifndef __CLEAK_ERR_H
#define __CLEAK_ERR_H
#include <stdarg.h>
void err(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
void errx(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
void verr(int status, const char *format, __builtin_va_list arguments) __attribute__((noreturn));
void verrx(int status, const char *format, __builtin_va_list arguments) __attribute__((noreturn));
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void warnx(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vwarn(const char *format, __builtin_va_list arguments);
void vwarnx(const char *format, __builtin_va_list arguments);
#endif
