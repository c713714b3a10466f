/* POSIX.1-2017 with GNU names; the numbers are Linux's. */
#ifndef __CLEAK_UNISTD_H
#define __CLEAK_UNISTD_H
#include <features.h>
#include <sys/types.h>
#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define R_OK 4
#define W_OK 2
#define X_OK 1
#define F_OK 0
#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif
#define F_ULOCK 0
#define F_LOCK 1
#define F_TLOCK 2
#define F_TEST 3
#define _POSIX_VERSION 200809L
#define _POSIX_THREADS 200809L
#define _POSIX_TIMERS 200809L
#define _POSIX_MONOTONIC_CLOCK 0
#define _POSIX_MAPPED_FILES 200809L
#define _XOPEN_VERSION 700
#define _SC_ARG_MAX 0
#define _SC_CHILD_MAX 1
#define _SC_CLK_TCK 2
#define _SC_NGROUPS_MAX 3
#define _SC_OPEN_MAX 4
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE 30
#define _SC_IOV_MAX 60
#define _SC_GETGR_R_SIZE_MAX 69
#define _SC_GETPW_R_SIZE_MAX 70
#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define _SC_PHYS_PAGES 85
#define _SC_AVPHYS_PAGES 86
#define _SC_HOST_NAME_MAX 180
#define _SC_LEVEL1_DCACHE_LINESIZE 190
#define _PC_LINK_MAX 0
#define _PC_NAME_MAX 3
#define _PC_PATH_MAX 4
#define _PC_PIPE_BUF 5
extern char **environ;
extern char *optarg;
extern int optind, opterr, optopt;
int getopt(int count, char *const arguments[], const char *options);
int access(const char *path, int mode);
int faccessat(int folder, const char *path, int mode, int flags);
unsigned int alarm(unsigned int seconds);
unsigned int ualarm(useconds_t delay, useconds_t interval);
int chdir(const char *path);
int fchdir(int descriptor);
int chown(const char *path, uid_t owner, gid_t group);
int fchown(int descriptor, uid_t owner, gid_t group);
int lchown(const char *path, uid_t owner, gid_t group);
int fchownat(int folder, const char *path, uid_t owner, gid_t group, int flags);
int chroot(const char *path);
int close(int descriptor);
size_t confstr(int name, char *buffer, size_t size);
char *crypt(const char *key, const char *salt);
int dup(int descriptor);
int dup2(int descriptor, int target);
int execl(const char *path, const char *argument, ...);
int execle(const char *path, const char *argument, ...);
int execlp(const char *file, const char *argument, ...);
int execv(const char *path, char *const arguments[]);
int execve(const char *path, char *const arguments[], char *const environment[]);
int execvp(const char *file, char *const arguments[]);
int fexecve(int descriptor, char *const arguments[], char *const environment[]);
void _exit(int status) __attribute__((noreturn));
int fdatasync(int descriptor);
pid_t fork(void);
pid_t vfork(void);
long fpathconf(int descriptor, int name);
int fsync(int descriptor);
int ftruncate(int descriptor, off_t length);
char *getcwd(char *buffer, size_t size);
char *getwd(char *buffer);
gid_t getegid(void);
uid_t geteuid(void);
gid_t getgid(void);
int getgroups(int count, gid_t groups[]);
int gethostname(char *name, size_t size);
int sethostname(const char *name, size_t size);
int getdomainname(char *name, size_t size);
char *getlogin(void);
int getlogin_r(char *name, size_t size);
char *getpass(const char *prompt);
int getpagesize(void);
int getdtablesize(void);
long gethostid(void);
pid_t getpgid(pid_t process);
pid_t getpgrp(void);
pid_t getpid(void);
pid_t getppid(void);
pid_t getsid(pid_t process);
uid_t getuid(void);
int isatty(int descriptor);
int link(const char *path, const char *name);
int linkat(int old_folder, const char *old_path, int new_folder, const char *new_path, int flags);
int lockf(int descriptor, int command, off_t length);
off_t lseek(int descriptor, off_t offset, int origin);
#ifdef __CLEAK_LARGE
off64_t lseek64(int descriptor, off64_t offset, int origin);
int ftruncate64(int descriptor, off64_t length);
int truncate64(const char *path, off64_t length);
ssize_t pread64(int descriptor, void *buffer, size_t size, off64_t offset);
ssize_t pwrite64(int descriptor, const void *buffer, size_t size, off64_t offset);
#endif
int nice(int increment);
long pathconf(const char *path, int name);
int pause(void);
int pipe(int descriptors[2]);
ssize_t pread(int descriptor, void *buffer, size_t size, off_t offset);
ssize_t pwrite(int descriptor, const void *buffer, size_t size, off_t offset);
ssize_t read(int descriptor, void *buffer, size_t size);
ssize_t readlink(const char *__restrict path, char *__restrict buffer, size_t size);
ssize_t readlinkat(int folder, const char *__restrict path, char *__restrict buffer, size_t size);
int rmdir(const char *path);
void *sbrk(intptr_t increment);
int brk(void *end);
int setegid(gid_t group);
int seteuid(uid_t user);
int setgid(gid_t group);
int setpgid(pid_t process, pid_t group);
int setpgrp(void);
int setregid(gid_t real, gid_t effective);
int setreuid(uid_t real, uid_t effective);
pid_t setsid(void);
int setuid(uid_t user);
unsigned int sleep(unsigned int seconds);
int usleep(useconds_t microseconds);
int symlink(const char *target, const char *path);
int symlinkat(const char *target, int folder, const char *path);
void sync(void);
long sysconf(int name);
pid_t tcgetpgrp(int descriptor);
int tcsetpgrp(int descriptor, pid_t group);
int truncate(const char *path, off_t length);
char *ttyname(int descriptor);
int ttyname_r(int descriptor, char *buffer, size_t size);
int unlink(const char *path);
int unlinkat(int folder, const char *path, int flags);
ssize_t write(int descriptor, const void *buffer, size_t size);
long syscall(long number, ...);
int daemon(int keep_directory, int keep_descriptors);
int getentropy(void *buffer, size_t size);
void swab(const void *__restrict source, void *__restrict target, ssize_t size);
#ifdef __CLEAK_GNU
int dup3(int descriptor, int target, int flags);
int pipe2(int descriptors[2], int flags);
int execvpe(const char *file, char *const arguments[], char *const environment[]);
int eaccess(const char *path, int mode);
int euidaccess(const char *path, int mode);
char *get_current_dir_name(void);
pid_t gettid(void);
int setresuid(uid_t real, uid_t effective, uid_t saved);
int setresgid(gid_t real, gid_t effective, gid_t saved);
int getresuid(uid_t *real, uid_t *effective, uid_t *saved);
int getresgid(gid_t *real, gid_t *effective, gid_t *saved);
ssize_t copy_file_range(int source, off64_t *source_offset, int target, off64_t *target_offset, size_t size, unsigned int flags);
int close_range(unsigned int first, unsigned int last, int flags);
int syncfs(int descriptor);
#define TEMP_FAILURE_RETRY(expression) \
    ({ long __result; do __result = (long)(expression); while (__result == -1L && *__errno_location() == 4); __result; })
extern int *__errno_location(void);
#endif
#endif
