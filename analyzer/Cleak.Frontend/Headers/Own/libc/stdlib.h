/* C17 7.22 with POSIX.1-2017 and GNU names. */
#ifndef __CLEAK_STDLIB_H
#define __CLEAK_STDLIB_H
#include <features.h>
#define __need_size_t
#define __need_wchar_t
#define __need_NULL
#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 2147483647
#define MB_CUR_MAX 16

typedef struct { int quot; int rem; } div_t;
typedef struct { long quot; long rem; } ldiv_t;
typedef struct { long long quot; long long rem; } lldiv_t;

void *malloc(size_t size) __attribute__((malloc));
void *calloc(size_t count, size_t size) __attribute__((malloc));
void *realloc(void *block, size_t size);
void *aligned_alloc(size_t alignment, size_t size) __attribute__((malloc));
void free(void *block);
void abort(void) __attribute__((noreturn));
void exit(int status) __attribute__((noreturn));
void _Exit(int status) __attribute__((noreturn));
void quick_exit(int status) __attribute__((noreturn));
int atexit(void (*function)(void));
int at_quick_exit(void (*function)(void));
char *getenv(const char *name);
int system(const char *command);
double atof(const char *text);
int atoi(const char *text);
long atol(const char *text);
long long atoll(const char *text);
double strtod(const char *__restrict text, char **__restrict end);
float strtof(const char *__restrict text, char **__restrict end);
long double strtold(const char *__restrict text, char **__restrict end);
long strtol(const char *__restrict text, char **__restrict end, int base);
long long strtoll(const char *__restrict text, char **__restrict end, int base);
unsigned long strtoul(const char *__restrict text, char **__restrict end, int base);
unsigned long long strtoull(const char *__restrict text, char **__restrict end, int base);
int rand(void);
void srand(unsigned int seed);
void *bsearch(const void *key, const void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
int abs(int value);
long labs(long value);
long long llabs(long long value);
div_t div(int numerator, int denominator);
ldiv_t ldiv(long numerator, long denominator);
lldiv_t lldiv(long long numerator, long long denominator);
int mblen(const char *text, size_t size);
int mbtowc(wchar_t *__restrict wide, const char *__restrict text, size_t size);
int wctomb(char *text, wchar_t wide);
size_t mbstowcs(wchar_t *__restrict wide, const char *__restrict text, size_t size);
size_t wcstombs(char *__restrict text, const wchar_t *__restrict wide, size_t size);

#ifdef __CLEAK_POSIX
int posix_memalign(void **block, size_t alignment, size_t size);
int setenv(const char *name, const char *value, int overwrite);
int unsetenv(const char *name);
int putenv(char *text);
int mkstemp(char *pattern);
char *mkdtemp(char *pattern);
char *realpath(const char *__restrict path, char *__restrict resolved);
int rand_r(unsigned int *seed);
long random(void);
void srandom(unsigned int seed);
char *initstate(unsigned int seed, char *state, size_t size);
char *setstate(char *state);
double drand48(void);
double erand48(unsigned short seed[3]);
long lrand48(void);
long mrand48(void);
void srand48(long seed);
int getsubopt(char **option, char *const *tokens, char **value);
int grantpt(int descriptor);
int unlockpt(int descriptor);
char *ptsname(int descriptor);
int posix_openpt(int flags);
long a64l(const char *text);
char *l64a(long value);
#endif
#ifdef __CLEAK_MISC
#include <alloca.h>
void *reallocarray(void *block, size_t count, size_t size);
void *valloc(size_t size) __attribute__((malloc));
int clearenv(void);
char *mktemp(char *pattern);
int mkstemps(char *pattern, int suffix);
int mkostemp(char *pattern, int flags);
int daemon(int keep_directory, int keep_descriptors);
int getloadavg(double averages[], int count);
int on_exit(void (*function)(int, void *), void *argument);
void cfree(void *block);
unsigned int arc4random(void);
void arc4random_buf(void *buffer, size_t size);
unsigned int arc4random_uniform(unsigned int bound);
#endif
#ifdef __CLEAK_GNU
char *secure_getenv(const char *name);
char *canonicalize_file_name(const char *path);
int mkostemps(char *pattern, int suffix, int flags);
int ptsname_r(int descriptor, char *buffer, size_t size);
void qsort_r(void *base, size_t count, size_t size, int (*compare)(const void *, const void *, void *), void *argument);
#endif
#endif
