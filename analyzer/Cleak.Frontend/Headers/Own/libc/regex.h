#ifndef __CLEAK_REGEX_H
#define __CLEAK_REGEX_H
#include <stddef.h>
typedef int regoff_t;
typedef struct { size_t re_nsub; void *__buffer; char __state[48]; } regex_t;
typedef struct { regoff_t rm_so; regoff_t rm_eo; } regmatch_t;
#define REG_EXTENDED 1
#define REG_ICASE 2
#define REG_NEWLINE 4
#define REG_NOSUB 8
#define REG_NOTBOL 1
#define REG_NOTEOL 2
#define REG_STARTEND 4
enum { REG_NOERROR, REG_NOMATCH, REG_BADPAT, REG_ECOLLATE, REG_ECTYPE, REG_EESCAPE, REG_ESUBREG, REG_EBRACK, REG_EPAREN, REG_EBRACE,
    REG_BADBR, REG_ERANGE, REG_ESPACE, REG_BADRPT };
int regcomp(regex_t *__restrict expression, const char *__restrict pattern, int flags);
int regexec(const regex_t *__restrict expression, const char *__restrict text, size_t count, regmatch_t matches[__restrict], int flags);
size_t regerror(int error, const regex_t *__restrict expression, char *__restrict buffer, size_t size);
void regfree(regex_t *expression);
#endif
