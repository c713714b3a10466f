/* Watches for allocations and releases in the child of a process that had several threads when it forked.
   Preload it; each is a line "child ADDRESS…" in CLEAK_TRUTH_LOG. For glibc. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>

#include "stacktrace.h"

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);
extern pid_t __libc_fork(void);

/* The process that forked last while it had several threads; 0 when none did. */
static volatile pid_t threaded_parent;
static volatile int busy;

static pid_t (*real_underscore_fork)(void);

__attribute__((constructor)) static void start(void)
{
    truth_open();
    *(void **)&real_underscore_fork = dlsym(RTLD_NEXT, "_Fork");
}

static int task_count(void)
{
    char entries[4096];
    int count = 0;
    int tasks = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    long length;
    while ((length = syscall(SYS_getdents64, tasks, entries, sizeof entries)) > 0) {
        for (long at = 0; at < length;) {
            struct dirent64 *entry = (struct dirent64 *)(entries + at);
            count += entry->d_name[0] != '.';
            at += entry->d_reclen;
        }
    }
    close(tasks);
    return count;
}

static void note(void)
{
    if (threaded_parent == 0 || busy || getpid() == threaded_parent)
        return;
    busy = 1;
    struct stack stack;
    stack_take(&stack);
    truth_say("child", &stack);
    busy = 0;
}

static void before_fork(void)
{
    int error = errno;
    /* The child of a watched child stays watched. */
    if (threaded_parent == 0 || getpid() == threaded_parent)
        threaded_parent = task_count() > 1 ? getpid() : 0;
    errno = error;
}

pid_t fork(void)
{
    before_fork();
    return __libc_fork();
}

pid_t _Fork(void)
{
    before_fork();
    return real_underscore_fork();
}

void *malloc(size_t size)
{
    note();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    note();
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    note();
    return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    note();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    note();
    *block = __libc_memalign(alignment, size);
    return *block == NULL ? ENOMEM : 0;
}

void free(void *block)
{
    if (block != NULL)
        note();
    __libc_free(block);
}
