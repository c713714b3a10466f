/* C17 7.24 with POSIX.1-2017 and GNU names. */
#ifndef __CLEAK_STRING_H
#define __CLEAK_STRING_H
#include <features.h>
#define __need_size_t
#define __need_NULL
#include <stddef.h>

void *memcpy(void *__restrict target, const void *__restrict source, size_t size);
void *memmove(void *target, const void *source, size_t size);
void *memset(void *target, int byte, size_t size);
int memcmp(const void *left, const void *right, size_t size);
void *memchr(const void *block, int byte, size_t size);
char *strcpy(char *__restrict target, const char *__restrict source);
char *strncpy(char *__restrict target, const char *__restrict source, size_t size);
char *strcat(char *__restrict target, const char *__restrict source);
char *strncat(char *__restrict target, const char *__restrict source, size_t size);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t size);
int strcoll(const char *left, const char *right);
size_t strxfrm(char *__restrict target, const char *__restrict source, size_t size);
char *strchr(const char *text, int character);
char *strrchr(const char *text, int character);
size_t strspn(const char *text, const char *accepted);
size_t strcspn(const char *text, const char *rejected);
char *strpbrk(const char *text, const char *accepted);
char *strstr(const char *text, const char *part);
char *strtok(char *__restrict text, const char *__restrict delimiters);
size_t strlen(const char *text);
char *strerror(int error);

#ifdef __CLEAK_POSIX
char *strdup(const char *text) __attribute__((malloc));
char *strndup(const char *text, size_t size) __attribute__((malloc));
char *strtok_r(char *__restrict text, const char *__restrict delimiters, char **__restrict rest);
size_t strnlen(const char *text, size_t size);
char *stpcpy(char *__restrict target, const char *__restrict source);
char *stpncpy(char *__restrict target, const char *__restrict source, size_t size);
char *strsignal(int signal);
void *memccpy(void *__restrict target, const void *__restrict source, int byte, size_t size);
#ifdef __CLEAK_GNU
char *strerror_r(int error, char *buffer, size_t size);
#else
int strerror_r(int error, char *buffer, size_t size);
#endif
#endif
#ifdef __CLEAK_MISC
#include <strings.h>
char *strsep(char **text, const char *delimiters);
void explicit_bzero(void *block, size_t size);
size_t strlcpy(char *__restrict target, const char *__restrict source, size_t size);
size_t strlcat(char *__restrict target, const char *__restrict source, size_t size);
#endif
#ifdef __CLEAK_GNU
void *mempcpy(void *__restrict target, const void *__restrict source, size_t size);
void *memmem(const void *block, size_t size, const void *part, size_t part_size);
void *memrchr(const void *block, int byte, size_t size);
void *rawmemchr(const void *block, int byte);
char *strcasestr(const char *text, const char *part);
char *strchrnul(const char *text, int character);
int strverscmp(const char *left, const char *right);
#ifndef basename
char *basename(const char *path);
#endif
const char *strerrorname_np(int error);
const char *strerrordesc_np(int error);
#define strdupa(text) ({ const char *__text = (text); size_t __size = strlen(__text) + 1; \
    (char *)memcpy(__builtin_alloca(__size), __text, __size); })
#endif
#endif
