/* Watches for threads that are neither joined nor detached, and counts what they leave behind; and for joins and detaches of what is
   no joinable thread. Preload it; each is a line "unjoined ADDRESS…" or "misuse ADDRESS…" in CLEAK_TRUTH_LOG, and the last line is "stacks N tasks M": how many
   stacks of joinable threads are still mapped when the process ends, and how many tasks it still has. For glibc. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <threads.h>
#include <time.h>

#include "stacktrace.h"

#define MAX_THREADS 4096

struct thread {
    pthread_t handle;
    int joinable;
    uintptr_t stack_address;
    struct stack creation;
};

static struct thread threads[MAX_THREADS];
static int thread_count;
static pid_t process;
/* A thread may be joined, or detach itself, before its creator has entered it here: creation holds the lock. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int (*real_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
static int (*real_join)(pthread_t, void **);
static int (*real_tryjoin)(pthread_t, void **);
static int (*real_timedjoin)(pthread_t, void **, const struct timespec *);
static int (*real_clockjoin)(pthread_t, void **, clockid_t, const struct timespec *);
static int (*real_detach)(pthread_t);
static int (*real_thrd_create)(thrd_t *, thrd_start_t, void *);
static int (*real_thrd_join)(thrd_t, int *);
static int (*real_thrd_detach)(thrd_t);

#define FIND(variable, name) (*(void **)&(variable) = dlsym(RTLD_NEXT, name))

__attribute__((constructor)) static void start(void)
{
    truth_open();
    process = getpid();
    FIND(real_create, "pthread_create");
    FIND(real_join, "pthread_join");
    FIND(real_tryjoin, "pthread_tryjoin_np");
    FIND(real_timedjoin, "pthread_timedjoin_np");
    FIND(real_clockjoin, "pthread_clockjoin_np");
    FIND(real_detach, "pthread_detach");
    FIND(real_thrd_create, "thrd_create");
    FIND(real_thrd_join, "thrd_join");
    FIND(real_thrd_detach, "thrd_detach");
}

static int task_count(void)
{
    int count = 0;
    DIR *tasks = opendir("/proc/self/task");
    if (tasks == NULL)
        return -1;
    for (struct dirent *entry = readdir(tasks); entry != NULL; entry = readdir(tasks))
        count += entry->d_name[0] != '.';
    closedir(tasks);
    return count;
}

static int is_mapped(uintptr_t address)
{
    char line[512];
    int found = 0;
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps != NULL && !found && fgets(line, sizeof line, maps) != NULL) {
        unsigned long from, to;
        char permissions[5];
        found = sscanf(line, "%lx-%lx %4s", &from, &to, permissions) == 3
            && from <= address && address < to && permissions[1] == 'w';
    }
    if (maps != NULL)
        fclose(maps);
    return found;
}

__attribute__((destructor)) static void finish(void)
{
    if (getpid() != process)
        return;
    /* Threads that are about to end get a moment to do so. */
    for (int i = 0; i < 50 && task_count() > 1; i++)
        nanosleep(&(struct timespec) { .tv_nsec = 10 * 1000 * 1000 }, NULL);

    int stacks = 0;
    for (int i = 0; i < thread_count; i++) {
        if (threads[i].joinable) {
            truth_say("unjoined", &threads[i].creation);
            stacks += is_mapped(threads[i].stack_address);
        }
    }
    char counts[64];
    struct stack none = { 0 };
    snprintf(counts, sizeof counts, "stacks %d tasks %d", stacks, task_count());
    truth_say(counts, &none);
}

static void created(pthread_t handle, int joinable)
{
    if (thread_count == MAX_THREADS)
        return;
    struct thread *thread = &threads[thread_count++];
    thread->handle = handle;
    thread->joinable = joinable;
    stack_take(&thread->creation);
    /* The stack of a joinable thread stays until it is joined, which waits for the lock: its place may be asked for here. */
    pthread_attr_t attributes;
    if (joinable && pthread_getattr_np(handle, &attributes) == 0) {
        void *address;
        size_t size;
        pthread_attr_getstack(&attributes, &address, &size);
        thread->stack_address = (uintptr_t)address + size / 2;
        pthread_attr_destroy(&attributes);
    }
}

static void wait_for_creations(void)
{
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
}

/* Nobody knows what the C library would do: it is not asked. */
static int is_misused(pthread_t handle, int is_join)
{
    int joinable = 0;
    pthread_mutex_lock(&lock);
    for (int i = thread_count - 1; i >= 0 && !joinable; i--) {
        if (pthread_equal(threads[i].handle, handle)) {
            joinable = threads[i].joinable;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    if (joinable && !(is_join && pthread_equal(handle, pthread_self())))
        return 0;
    struct stack stack;
    stack_take(&stack);
    truth_say("misuse", &stack);
    return 1;
}

static int ended(pthread_t handle, int result)
{
    if (result != 0)
        return result;
    pthread_mutex_lock(&lock);
    /* Handles are used again: the newest thread of that handle is meant. */
    for (int i = thread_count - 1; i >= 0; i--) {
        if (pthread_equal(threads[i].handle, handle)) {
            threads[i].joinable = 0;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    return result;
}

int pthread_create(pthread_t *handle, const pthread_attr_t *attributes, void *(*routine)(void *), void *argument)
{
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes != NULL)
        pthread_attr_getdetachstate(attributes, &state);
    pthread_mutex_lock(&lock);
    int result = real_create(handle, attributes, routine, argument);
    if (result == 0)
        created(*handle, state == PTHREAD_CREATE_JOINABLE);
    pthread_mutex_unlock(&lock);
    return result;
}

int thrd_create(thrd_t *handle, thrd_start_t routine, void *argument)
{
    pthread_mutex_lock(&lock);
    int result = real_thrd_create(handle, routine, argument);
    if (result == thrd_success)
        created(*handle, 1);
    pthread_mutex_unlock(&lock);
    return result;
}

int pthread_join(pthread_t handle, void **value)
{
    wait_for_creations();
    if (is_misused(handle, 1))
        return EINVAL;
    return ended(handle, real_join(handle, value));
}

int pthread_tryjoin_np(pthread_t handle, void **value)
{
    wait_for_creations();
    if (is_misused(handle, 1))
        return EINVAL;
    return ended(handle, real_tryjoin(handle, value));
}

int pthread_timedjoin_np(pthread_t handle, void **value, const struct timespec *end)
{
    wait_for_creations();
    if (is_misused(handle, 1))
        return EINVAL;
    return ended(handle, real_timedjoin(handle, value, end));
}

int pthread_clockjoin_np(pthread_t handle, void **value, clockid_t clock, const struct timespec *end)
{
    wait_for_creations();
    if (is_misused(handle, 1))
        return EINVAL;
    return ended(handle, real_clockjoin(handle, value, clock, end));
}

int pthread_detach(pthread_t handle)
{
    wait_for_creations();
    if (is_misused(handle, 0))
        return EINVAL;
    return ended(handle, real_detach(handle));
}

int thrd_join(thrd_t handle, int *value)
{
    wait_for_creations();
    if (is_misused(handle, 1))
        return thrd_error;
    return ended(handle, real_thrd_join(handle, value));
}

int thrd_detach(thrd_t handle)
{
    wait_for_creations();
    if (is_misused(handle, 0))
        return thrd_error;
    return ended(handle, real_thrd_detach(handle));
}
