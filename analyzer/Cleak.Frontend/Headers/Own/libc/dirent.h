#ifndef __CLEAK_DIRENT_H
#define __CLEAK_DIRENT_H
#include <sys/types.h>
typedef struct __dirstream DIR;
struct dirent { ino_t d_ino; off_t d_off; unsigned short d_reclen; unsigned char d_type; char d_name[256]; };
#ifdef __CLEAK_GNU
struct dirent64 { ino_t d_ino; int64_t d_off; unsigned short d_reclen; unsigned char d_type; char d_name[256]; };
struct dirent64 *readdir64(DIR *folder);
#endif
#define d_fileno d_ino
enum { DT_UNKNOWN = 0, DT_FIFO = 1, DT_CHR = 2, DT_DIR = 4, DT_BLK = 6, DT_REG = 8, DT_LNK = 10, DT_SOCK = 12, DT_WHT = 14 };
#define DT_UNKNOWN DT_UNKNOWN
#define DT_FIFO DT_FIFO
#define DT_CHR DT_CHR
#define DT_DIR DT_DIR
#define DT_BLK DT_BLK
#define DT_REG DT_REG
#define DT_LNK DT_LNK
#define DT_SOCK DT_SOCK
DIR *opendir(const char *path);
DIR *fdopendir(int descriptor);
int closedir(DIR *folder);
struct dirent *readdir(DIR *folder);
int readdir_r(DIR *__restrict folder, struct dirent *__restrict entry, struct dirent **__restrict result);
void rewinddir(DIR *folder);
void seekdir(DIR *folder, long position);
long telldir(DIR *folder);
int dirfd(DIR *folder);
int alphasort(const struct dirent **left, const struct dirent **right);
int versionsort(const struct dirent **left, const struct dirent **right);
int scandir(const char *path, struct dirent ***list, int (*filter)(const struct dirent *),
    int (*compare)(const struct dirent **, const struct dirent **));
#endif
