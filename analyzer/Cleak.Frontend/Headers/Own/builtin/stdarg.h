/* C17 7.16. stdio.h of some C libraries asks for __gnuc_va_list alone. */
#if !defined(__need___va_list) && !defined(__need_va_list)
#define __need___va_list
#define __need_va_list
#define __STDARG_H
#define va_start(list, ...) __builtin_va_start(list, 0)
#define va_end(list) __builtin_va_end(list)
#define va_arg(list, type) __builtin_va_arg(list, type)
#define va_copy(target, source) __builtin_va_copy(target, source)
#define __va_copy(target, source) __builtin_va_copy(target, source)
#endif

#ifdef __need___va_list
#undef __need___va_list
#ifndef __GNUC_VA_LIST
#define __GNUC_VA_LIST
typedef __builtin_va_list __gnuc_va_list;
#endif
#endif

#ifdef __need_va_list
#undef __need_va_list
#ifndef _VA_LIST
#define _VA_LIST
typedef __builtin_va_list va_list;
#endif
#endif
