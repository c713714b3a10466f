/* Watches what is called where only async-signal-safe functions may be: in the child of a process that had several threads when it
   forked, and in signal handlers. Preload it; each is a line "WORD ADDRESS…" in CLEAK_TRUTH_LOG:

   child        allocation or release in such a child
   unsafe       a stream, a lock of the C library, or a lock of the program that the child cannot know to be free
   relock       the child takes a lock that the forking thread held; the stack is that of the fork, and the child ends
   exit         exit in the child of any fork
   handler      allocation, stream, lock, exit or longjmp in a signal handler
   handlerfork  fork in a signal handler

   For glibc. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <pty.h>
#include <pwd.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <syslog.h>
#include <threads.h>
#include <time.h>

#include "stacktrace.h"

#define MAX_LOCKS 64

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);
extern pid_t __libc_fork(void);

struct locks {
    const void *all[MAX_LOCKS];
    int count;
};

/* The process that forked last while it had several threads; 0 when none did. */
static volatile pid_t threaded_parent;
static volatile pid_t first_process;
static pid_t (*real_underscore_fork)(void);

/* Inside a function that is watched as a whole: what it calls is no matter of the program's. */
static __thread int inside;
static __thread int handlers;
static __thread pid_t handler_process;
static __thread struct locks held;
static __thread struct stack last_fork;

/* In a child: what its thread held at the fork, and what it has locked, unlocked or made itself. */
static struct locks inherited, owned;

/* Made for several processes: who holds one in the parent gives it back for the child, too. */
static struct locks shared;

static bool has(const struct locks *locks, const void *lock)
{
    for (int i = 0; i < locks->count; i++)
        if (locks->all[i] == lock)
            return true;
    return false;
}

static void add(struct locks *locks, const void *lock)
{
    if (locks->count < MAX_LOCKS && !has(locks, lock))
        locks->all[locks->count++] = lock;
}

static void drop(struct locks *locks, const void *lock)
{
    for (int i = 0; i < locks->count; i++)
        if (locks->all[i] == lock)
            locks->all[i--] = locks->all[--locks->count];
}

__attribute__((constructor)) static void start(void)
{
    truth_open();
    first_process = getpid();
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

static bool in_child(void)
{
    return threaded_parent != 0 && getpid() != threaded_parent;
}

static bool in_handler(void)
{
    return handlers > 0 && getpid() == handler_process;
}

static void say(const char *word)
{
    struct stack stack;
    inside++;
    stack_take(&stack);
    truth_say(word, &stack);
    inside--;
}

static void note(const char *child)
{
    if (inside == 0 && in_child())
        say(child);
    if (inside == 0 && in_handler())
        say("handler");
}

/* fork */

static void before_fork(void)
{
    int error = errno;
    if (in_handler())
        say("handlerfork");
    stack_take(&last_fork);
    /* The child of a watched child stays watched. */
    if (threaded_parent == 0 || getpid() == threaded_parent)
        threaded_parent = task_count() > 1 ? getpid() : 0;
    errno = error;
}

/* Runs in the child before the program's own handlers do. */
static void become_child(void)
{
    inherited = held;
    owned.count = 0;
}

/* Registered first, it runs before the program's own child handlers; what the prepare handlers locked is held by then. */
__attribute__((constructor)) static void watch_children(void)
{
    pthread_atfork(NULL, NULL, become_child);
}

pid_t fork(void)
{
    before_fork();
    return __libc_fork();
}

pid_t _Fork(void)
{
    before_fork();
    pid_t child = real_underscore_fork();
    if (child == 0)
        become_child();
    return child;
}

/* Makes a child with memory of its own: fork, clone and clone3 by number. */
static bool is_fork(long number, unsigned long first)
{
    switch (number) {
#ifdef SYS_fork
    case SYS_fork:
        return true;
#endif
    case SYS_clone:
        return (first & CLONE_VM) == 0;
    case SYS_clone3:
        return (*(const uint64_t *)first & CLONE_VM) == 0;
    default:
        return false;
    }
}

/* All arguments are handed on, given or not: the kernel looks at those that the number asks for. */
long syscall(long number, ...)
{
    static long (*real)(long, ...);
    va_list list;
    long given[6];
    va_start(list, number);
    for (int i = 0; i < 6; i++)
        given[i] = va_arg(list, long);
    va_end(list);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    bool forks = is_fork(number, (unsigned long)given[0]);
    if (forks)
        before_fork();
    long result = real(number, given[0], given[1], given[2], given[3], given[4], given[5]);
    if (forks && result == 0)
        become_child();
    return result;
}

/* Forks inside the C library, out of sight. */
pid_t forkpty(int *master, char *name, const struct termios *settings, const struct winsize *size)
{
    static pid_t (*real)(int *, char *, const struct termios *, const struct winsize *);
    *(void **)&real = dlsym(RTLD_NEXT, "forkpty");
    before_fork();
    return real(master, name, settings, size);
}

/* The allocator */

void *malloc(size_t size)
{
    note("child");
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    note("child");
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    note("child");
    return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    note("child");
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    note("child");
    *block = __libc_memalign(alignment, size);
    return *block == NULL ? ENOMEM : 0;
}

void free(void *block)
{
    if (block != NULL)
        note("child");
    __libc_free(block);
}

/* Streams, and locks inside the C library: watched as a whole */

#define WATCH(result, function, parameters, arguments)             \
    result function parameters                                     \
    {                                                              \
        static result (*real) parameters;                          \
        if (real == NULL)                                          \
            *(void **)&real = dlsym(RTLD_NEXT, #function);         \
        note("unsafe");                                            \
        inside++;                                                  \
        result answer = real arguments;                            \
        inside--;                                                  \
        return answer;                                             \
    }

#define WATCH_FORMAT(function, parameters, last, call)             \
    int function parameters                                        \
    {                                                              \
        va_list list;                                              \
        note("unsafe");                                            \
        inside++;                                                  \
        va_start(list, last);                                      \
        int value = call;                                          \
        va_end(list);                                              \
        inside--;                                                  \
        return value;                                              \
    }

WATCH_FORMAT(printf, (const char *format, ...), format, vfprintf(stdout, format, list))
WATCH_FORMAT(fprintf, (FILE *stream, const char *format, ...), format, vfprintf(stream, format, list))
WATCH(int, puts, (const char *text), (text))
WATCH(int, putchar, (int byte), (byte))
WATCH(int, fputs, (const char *text, FILE *stream), (text, stream))
WATCH(int, fputc, (int byte, FILE *stream), (byte, stream))
WATCH(int, putc, (int byte, FILE *stream), (byte, stream))
WATCH(size_t, fwrite, (const void *bytes, size_t size, size_t count, FILE *stream), (bytes, size, count, stream))
WATCH(int, fflush, (FILE *stream), (stream))
WATCH(char *, fgets, (char *line, int size, FILE *stream), (line, size, stream))
WATCH(int, setenv, (const char *name, const char *value, int overwrite), (name, value, overwrite))
WATCH(int, unsetenv, (const char *name), (name))
WATCH(struct tm *, localtime_r, (const time_t *when, struct tm *parts), (when, parts))
WATCH(struct tm *, localtime, (const time_t *when), (when))
WATCH(time_t, mktime, (struct tm *parts), (parts))
WATCH(size_t, strftime, (char *text, size_t size, const char *format, const struct tm *parts), (text, size, format, parts))
WATCH(struct passwd *, getpwnam, (const char *name), (name))
WATCH(struct passwd *, getpwuid, (uid_t user), (user))
WATCH(long, random, (void), ())
WATCH(void *, dlopen, (const char *file, int mode), (file, mode))

void perror(const char *text)
{
    static void (*real)(const char *);
    *(void **)&real = dlsym(RTLD_NEXT, "perror");
    note("unsafe");
    inside++;
    real(text);
    inside--;
}

void syslog(int priority, const char *format, ...)
{
    va_list list;
    note("unsafe");
    inside++;
    va_start(list, format);
    vsyslog(priority, format, list);
    va_end(list);
    inside--;
}

/* Locks of the program */

/* A variable of a function that runs: nobody else has it. */
static bool on_stack(const void *lock)
{
    char here;
    return (const char *)lock > &here && (const char *)lock - &here < 1 << 20;
}

static void before_lock(const void *lock)
{
    if (inside == 0 && in_child() && !on_stack(lock)) {
        if (has(&inherited, lock) && !has(&owned, lock)) {
            truth_say("relock", &last_fork);
            _exit(97);
        }
        if (!has(&owned, lock) && !has(&shared, lock))
            say("unsafe");
        add(&owned, lock);
    }
    if (inside == 0 && in_handler())
        say("handler");
}

static void after_lock(const void *lock, int result)
{
    if (result == 0 && inside == 0)
        add(&held, lock);
}

static void after_unlock(const void *lock)
{
    if (inside == 0) {
        drop(&held, lock);
        if (in_child())
            add(&owned, lock);
    }
}

#define WATCH_LOCK(function, type)                                 \
    int function(type *lock)                                       \
    {                                                              \
        static int (*real)(type *);                                \
        if (real == NULL)                                          \
            *(void **)&real = dlsym(RTLD_NEXT, #function);         \
        before_lock((const void *)lock);                           \
        int result = real(lock);                                   \
        after_lock((const void *)lock, result);                    \
        return result;                                             \
    }

#define WATCH_UNLOCK(function, type)                               \
    int function(type *lock)                                       \
    {                                                              \
        static int (*real)(type *);                                \
        if (real == NULL)                                          \
            *(void **)&real = dlsym(RTLD_NEXT, #function);         \
        int result = real(lock);                                   \
        after_unlock((const void *)lock);                          \
        return result;                                             \
    }

WATCH_LOCK(pthread_mutex_lock, pthread_mutex_t)
WATCH_UNLOCK(pthread_mutex_unlock, pthread_mutex_t)
WATCH_LOCK(pthread_rwlock_rdlock, pthread_rwlock_t)
WATCH_LOCK(pthread_rwlock_wrlock, pthread_rwlock_t)
WATCH_UNLOCK(pthread_rwlock_unlock, pthread_rwlock_t)
WATCH_LOCK(pthread_spin_lock, pthread_spinlock_t)
WATCH_UNLOCK(pthread_spin_unlock, pthread_spinlock_t)
WATCH_LOCK(mtx_lock, mtx_t)
WATCH_UNLOCK(mtx_unlock, mtx_t)

int pthread_mutex_init(pthread_mutex_t *lock, const pthread_mutexattr_t *attributes)
{
    static int (*real)(pthread_mutex_t *, const pthread_mutexattr_t *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "pthread_mutex_init");
    int is_shared = PTHREAD_PROCESS_PRIVATE;
    if (attributes != NULL && pthread_mutexattr_getpshared(attributes, &is_shared) == 0 && is_shared == PTHREAD_PROCESS_SHARED)
        add(&shared, lock);
    after_unlock(lock);
    return real(lock, attributes);
}

/* Ends and leaps */

void exit(int status)
{
    static void (*real)(int) __attribute__((noreturn));
    *(void **)&real = dlsym(RTLD_NEXT, "exit");
    if (inside == 0 && getpid() != first_process)
        say("exit");
    if (inside == 0 && in_handler())
        say("handler");
    inside++;
    real(status);
}

void siglongjmp(sigjmp_buf place, int value)
{
    static void (*real)(sigjmp_buf, int) __attribute__((noreturn));
    *(void **)&real = dlsym(RTLD_NEXT, "siglongjmp");
    if (in_handler())
        say("handler");
    handlers = 0;
    real(place, value);
}

/* Handlers */

static struct sigaction actions[NSIG];

static void run_handler(int number, siginfo_t *info, void *context)
{
    pid_t outer = handler_process;
    handlers++;
    handler_process = getpid();
    if (actions[number].sa_flags & SA_SIGINFO)
        actions[number].sa_sigaction(number, info, context);
    else
        actions[number].sa_handler(number);
    handler_process = outer;
    handlers--;
}

int sigaction(int number, const struct sigaction *action, struct sigaction *old)
{
    static int (*real)(int, const struct sigaction *, struct sigaction *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "sigaction");
    if (action == NULL || number <= 0 || number >= NSIG || action->sa_handler == SIG_DFL || action->sa_handler == SIG_IGN)
        return real(number, action, old);
    struct sigaction watched = *action;
    actions[number] = *action;
    watched.sa_sigaction = run_handler;
    watched.sa_flags |= SA_SIGINFO;
    return real(number, &watched, old);
}

__sighandler_t signal(int number, __sighandler_t handler)
{
    struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };
    return sigaction(number, &action, NULL) == 0 ? SIG_DFL : SIG_ERR;
}
