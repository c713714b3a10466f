#ifndef __CLEAK_STRINGS_H
#define __CLEAK_STRINGS_H
#define __need_size_t
#include <stddef.h>
int strcasecmp(const char *left, const char *right);
int strncasecmp(const char *left, const char *right, size_t size);
int ffs(int value);
int ffsl(long value);
int ffsll(long long value);
void bzero(void *block, size_t size);
void bcopy(const void *source, void *target, size_t size);
int bcmp(const void *left, const void *right, size_t size);
char *index(const char *text, int character);
char *rindex(const char *text, int character);
#endif
