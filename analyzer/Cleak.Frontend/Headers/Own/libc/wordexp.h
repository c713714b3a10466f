#ifndef __CLEAK_WORDEXP_H
#define __CLEAK_WORDEXP_H
#include <stddef.h>
typedef struct { size_t we_wordc; char **we_wordv; size_t we_offs; } wordexp_t;
#define WRDE_DOOFFS 1
#define WRDE_APPEND 2
#define WRDE_NOCMD 4
int wordexp(const char *__restrict words, wordexp_t *__restrict result, int flags);
void wordfree(wordexp_t *result);
#endif
