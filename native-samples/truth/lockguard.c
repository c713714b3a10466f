/* Watches for locks that are still held at the end. Preload it; each is a line "held ADDRESS…" in CLEAK_TRUTH_LOG, with the stack
   of its locking. For glibc. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <threads.h>

#include "stacktrace.h"

#define MAX_HELD 256

struct held {
    void *lock;
    struct stack stack;
};

static struct held all[MAX_HELD];
static atomic_flag busy = ATOMIC_FLAG_INIT;

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

__attribute__((destructor)) static void finish(void)
{
    for (int i = 0; i < MAX_HELD; i++)
        if (all[i].lock != NULL)
            truth_say("held", &all[i].stack);
}

static int locked(void *lock, int result)
{
    if (result != 0)
        return result;
    struct held held = { .lock = lock };
    stack_take(&held.stack);
    while (atomic_flag_test_and_set(&busy))
        continue;
    int i = 0;
    while (i < MAX_HELD - 1 && all[i].lock != NULL)
        i++;
    all[i] = held;
    atomic_flag_clear(&busy);
    return 0;
}

static int unlocked(void *lock, int result)
{
    while (atomic_flag_test_and_set(&busy))
        continue;
    for (int i = 0; i < MAX_HELD; i++)
        if (all[i].lock == lock)
            all[i].lock = NULL;
    atomic_flag_clear(&busy);
    return result;
}

#define WATCH(function, type, after)                                   \
    int function(type *lock)                                           \
    {                                                                  \
        static int (*real)(type *);                                    \
        if (real == NULL)                                              \
            *(void **)&real = dlsym(RTLD_NEXT, #function);             \
        return after((void *)lock, real(lock));                        \
    }

WATCH(pthread_mutex_lock, pthread_mutex_t, locked)
WATCH(pthread_mutex_trylock, pthread_mutex_t, locked)
WATCH(pthread_mutex_unlock, pthread_mutex_t, unlocked)
WATCH(pthread_rwlock_rdlock, pthread_rwlock_t, locked)
WATCH(pthread_rwlock_wrlock, pthread_rwlock_t, locked)
WATCH(pthread_rwlock_unlock, pthread_rwlock_t, unlocked)
WATCH(pthread_spin_lock, pthread_spinlock_t, locked)
WATCH(pthread_spin_unlock, pthread_spinlock_t, unlocked)
WATCH(mtx_lock, mtx_t, locked)
WATCH(mtx_trylock, mtx_t, locked)
WATCH(mtx_unlock, mtx_t, unlocked)
