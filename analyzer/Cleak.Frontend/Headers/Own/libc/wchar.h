/* C17 7.29 */
#ifndef __CLEAK_WCHAR_H
#define __CLEAK_WCHAR_H
#include <features.h>
#define __need_size_t
#define __need_wchar_t
#define __need_wint_t
#define __need_NULL
#include <stddef.h>
#define __need___va_list
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
typedef struct { int __count; union { unsigned int __wide; char __bytes[4]; } __value; } mbstate_t;
#ifndef WCHAR_MAX
#define WCHAR_MAX __WCHAR_MAX__
#define WCHAR_MIN (-WCHAR_MAX - 1)
#endif
#define WEOF ((wint_t)0xffffffffu)
wchar_t *wcscpy(wchar_t *__restrict target, const wchar_t *__restrict source);
wchar_t *wcsncpy(wchar_t *__restrict target, const wchar_t *__restrict source, size_t count);
wchar_t *wcscat(wchar_t *__restrict target, const wchar_t *__restrict source);
wchar_t *wcsncat(wchar_t *__restrict target, const wchar_t *__restrict source, size_t count);
int wcscmp(const wchar_t *left, const wchar_t *right);
int wcsncmp(const wchar_t *left, const wchar_t *right, size_t count);
int wcscoll(const wchar_t *left, const wchar_t *right);
size_t wcsxfrm(wchar_t *__restrict target, const wchar_t *__restrict source, size_t count);
size_t wcslen(const wchar_t *text);
wchar_t *wcschr(const wchar_t *text, wchar_t character);
wchar_t *wcsrchr(const wchar_t *text, wchar_t character);
wchar_t *wcsstr(const wchar_t *text, const wchar_t *part);
wchar_t *wcspbrk(const wchar_t *text, const wchar_t *accepted);
size_t wcsspn(const wchar_t *text, const wchar_t *accepted);
size_t wcscspn(const wchar_t *text, const wchar_t *rejected);
wchar_t *wcstok(wchar_t *__restrict text, const wchar_t *__restrict delimiters, wchar_t **__restrict rest);
wchar_t *wmemcpy(wchar_t *__restrict target, const wchar_t *__restrict source, size_t count);
wchar_t *wmemmove(wchar_t *target, const wchar_t *source, size_t count);
wchar_t *wmemset(wchar_t *target, wchar_t character, size_t count);
int wmemcmp(const wchar_t *left, const wchar_t *right, size_t count);
wchar_t *wmemchr(const wchar_t *block, wchar_t character, size_t count);
long wcstol(const wchar_t *__restrict text, wchar_t **__restrict end, int base);
unsigned long wcstoul(const wchar_t *__restrict text, wchar_t **__restrict end, int base);
long long wcstoll(const wchar_t *__restrict text, wchar_t **__restrict end, int base);
unsigned long long wcstoull(const wchar_t *__restrict text, wchar_t **__restrict end, int base);
double wcstod(const wchar_t *__restrict text, wchar_t **__restrict end);
float wcstof(const wchar_t *__restrict text, wchar_t **__restrict end);
size_t wcsftime(wchar_t *__restrict buffer, size_t size, const wchar_t *__restrict format, const struct tm *__restrict broken);
wint_t btowc(int character);
int wctob(wint_t character);
int mbsinit(const mbstate_t *state);
size_t mbrlen(const char *__restrict text, size_t size, mbstate_t *__restrict state);
size_t mbrtowc(wchar_t *__restrict wide, const char *__restrict text, size_t size, mbstate_t *__restrict state);
size_t wcrtomb(char *__restrict text, wchar_t wide, mbstate_t *__restrict state);
size_t mbsrtowcs(wchar_t *__restrict target, const char **__restrict source, size_t count, mbstate_t *__restrict state);
size_t wcsrtombs(char *__restrict target, const wchar_t **__restrict source, size_t size, mbstate_t *__restrict state);
wint_t fgetwc(FILE *stream);
wchar_t *fgetws(wchar_t *__restrict buffer, int size, FILE *__restrict stream);
wint_t fputwc(wchar_t character, FILE *stream);
int fputws(const wchar_t *__restrict text, FILE *__restrict stream);
wint_t getwc(FILE *stream);
wint_t getwchar(void);
wint_t putwc(wchar_t character, FILE *stream);
wint_t putwchar(wchar_t character);
wint_t ungetwc(wint_t character, FILE *stream);
int fwide(FILE *stream, int mode);
int wprintf(const wchar_t *__restrict format, ...);
int fwprintf(FILE *__restrict stream, const wchar_t *__restrict format, ...);
int swprintf(wchar_t *__restrict buffer, size_t size, const wchar_t *__restrict format, ...);
int vswprintf(wchar_t *__restrict buffer, size_t size, const wchar_t *__restrict format, __builtin_va_list arguments);
int vfwprintf(FILE *__restrict stream, const wchar_t *__restrict format, __builtin_va_list arguments);
int swscanf(const wchar_t *__restrict text, const wchar_t *__restrict format, ...);
#ifdef __CLEAK_POSIX
wchar_t *wcsdup(const wchar_t *text) __attribute__((malloc));
size_t wcsnlen(const wchar_t *text, size_t count);
int wcscasecmp(const wchar_t *left, const wchar_t *right);
int wcsncasecmp(const wchar_t *left, const wchar_t *right, size_t count);
FILE *open_wmemstream(wchar_t **buffer, size_t *size);
int wcwidth(wchar_t character);
int wcswidth(const wchar_t *text, size_t count);
#endif
#endif
