/* C17 7.21 with POSIX.1-2017 and GNU names. */
#ifndef __CLEAK_STDIO_H
#define __CLEAK_STDIO_H
#include <features.h>
#define __need_size_t
#define __need_NULL
#include <stddef.h>
#define __need___va_list
#include <stdarg.h>
#ifdef __CLEAK_POSIX
#include <sys/types.h>
#ifndef _VA_LIST
#define _VA_LIST
typedef __builtin_va_list va_list;
#endif
#endif

typedef struct _IO_FILE FILE;
typedef struct { long __position; int __state; } fpos_t;
extern FILE *stdin;
extern FILE *stdout;
extern FILE *stderr;
#define stdin stdin
#define stdout stdout
#define stderr stderr

#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2
#define BUFSIZ 8192
#define EOF (-1)
#define FOPEN_MAX 16
#define FILENAME_MAX 4096
#define L_tmpnam 20
#define TMP_MAX 238328
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define P_tmpdir "/tmp"

int remove(const char *path);
int rename(const char *old_path, const char *new_path);
FILE *tmpfile(void);
char *tmpnam(char *name);
int fclose(FILE *stream);
int fflush(FILE *stream);
FILE *fopen(const char *__restrict path, const char *__restrict mode);
FILE *freopen(const char *__restrict path, const char *__restrict mode, FILE *__restrict stream);
void setbuf(FILE *__restrict stream, char *__restrict buffer);
int setvbuf(FILE *__restrict stream, char *__restrict buffer, int mode, size_t size);
int fprintf(FILE *__restrict stream, const char *__restrict format, ...) __attribute__((format(printf, 2, 3)));
int printf(const char *__restrict format, ...) __attribute__((format(printf, 1, 2)));
int sprintf(char *__restrict buffer, const char *__restrict format, ...) __attribute__((format(printf, 2, 3)));
int snprintf(char *__restrict buffer, size_t size, const char *__restrict format, ...) __attribute__((format(printf, 3, 4)));
int vfprintf(FILE *__restrict stream, const char *__restrict format, __builtin_va_list arguments);
int vprintf(const char *__restrict format, __builtin_va_list arguments);
int vsprintf(char *__restrict buffer, const char *__restrict format, __builtin_va_list arguments);
int vsnprintf(char *__restrict buffer, size_t size, const char *__restrict format, __builtin_va_list arguments);
int fscanf(FILE *__restrict stream, const char *__restrict format, ...);
int scanf(const char *__restrict format, ...);
int sscanf(const char *__restrict text, const char *__restrict format, ...);
int vfscanf(FILE *__restrict stream, const char *__restrict format, __builtin_va_list arguments);
int vscanf(const char *__restrict format, __builtin_va_list arguments);
int vsscanf(const char *__restrict text, const char *__restrict format, __builtin_va_list arguments);
int fgetc(FILE *stream);
char *fgets(char *__restrict buffer, int size, FILE *__restrict stream);
int fputc(int character, FILE *stream);
int fputs(const char *__restrict text, FILE *__restrict stream);
int getc(FILE *stream);
int getchar(void);
int putc(int character, FILE *stream);
int putchar(int character);
int puts(const char *text);
int ungetc(int character, FILE *stream);
size_t fread(void *__restrict buffer, size_t size, size_t count, FILE *__restrict stream);
size_t fwrite(const void *__restrict buffer, size_t size, size_t count, FILE *__restrict stream);
int fgetpos(FILE *__restrict stream, fpos_t *__restrict position);
int fseek(FILE *stream, long offset, int origin);
int fsetpos(FILE *stream, const fpos_t *position);
long ftell(FILE *stream);
void rewind(FILE *stream);
void clearerr(FILE *stream);
int feof(FILE *stream);
int ferror(FILE *stream);
void perror(const char *text);
#if !defined(__STDC_VERSION__) || __STDC_VERSION__ < 201112L
char *gets(char *buffer);
#endif

#ifdef __CLEAK_POSIX
int fileno(FILE *stream);
FILE *fdopen(int descriptor, const char *mode);
FILE *popen(const char *command, const char *mode);
int pclose(FILE *stream);
ssize_t getline(char **__restrict line, size_t *__restrict size, FILE *__restrict stream);
ssize_t getdelim(char **__restrict line, size_t *__restrict size, int delimiter, FILE *__restrict stream);
FILE *fmemopen(void *__restrict buffer, size_t size, const char *__restrict mode);
FILE *open_memstream(char **buffer, size_t *size);
int fseeko(FILE *stream, off_t offset, int origin);
off_t ftello(FILE *stream);
int dprintf(int descriptor, const char *__restrict format, ...) __attribute__((format(printf, 2, 3)));
int vdprintf(int descriptor, const char *__restrict format, __builtin_va_list arguments);
void flockfile(FILE *stream);
int ftrylockfile(FILE *stream);
void funlockfile(FILE *stream);
int getc_unlocked(FILE *stream);
int getchar_unlocked(void);
int putc_unlocked(int character, FILE *stream);
int putchar_unlocked(int character);
int renameat(int old_folder, const char *old_path, int new_folder, const char *new_path);
char *tempnam(const char *folder, const char *prefix);
char *ctermid(char *buffer);
#endif
#ifdef __CLEAK_LARGE
FILE *fopen64(const char *__restrict path, const char *__restrict mode);
int fseeko64(FILE *stream, off64_t offset, int origin);
off64_t ftello64(FILE *stream);
#endif
#ifdef __CLEAK_MISC
int fgetc_unlocked(FILE *stream);
int fputc_unlocked(int character, FILE *stream);
int fflush_unlocked(FILE *stream);
int feof_unlocked(FILE *stream);
int ferror_unlocked(FILE *stream);
int fileno_unlocked(FILE *stream);
size_t fread_unlocked(void *__restrict buffer, size_t size, size_t count, FILE *__restrict stream);
size_t fwrite_unlocked(const void *__restrict buffer, size_t size, size_t count, FILE *__restrict stream);
void setlinebuf(FILE *stream);
void setbuffer(FILE *stream, char *buffer, size_t size);
#endif
#ifdef __CLEAK_GNU
int asprintf(char **__restrict text, const char *__restrict format, ...) __attribute__((format(printf, 2, 3)));
int vasprintf(char **__restrict text, const char *__restrict format, __builtin_va_list arguments);
char *fgets_unlocked(char *__restrict buffer, int size, FILE *__restrict stream);
int fputs_unlocked(const char *__restrict text, FILE *__restrict stream);
typedef struct {
    ssize_t (*read)(void *, char *, size_t);
    ssize_t (*write)(void *, const char *, size_t);
    int (*seek)(void *, off64_t *, int);
    int (*close)(void *);
} cookie_io_functions_t;
FILE *fopencookie(void *__restrict cookie, const char *__restrict mode, cookie_io_functions_t functions);
#endif
#endif
