/* Watches for mutexes, conditions, barriers, locks, semaphores and attribute objects that are initialised and not destroyed. Preload
   it; each is a line "left ADDRESS…" in CLEAK_TRUTH_LOG, with the stack of its initialisation: at the end, or when it is initialised
   anew where it still stands. Objects of the program's own static memory may live as long as it does. For glibc. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <threads.h>

#include "stacktrace.h"

#define MAX_OBJECTS 1024

struct object {
    const void *place;
    struct stack stack;
};

static struct object all[MAX_OBJECTS];
static atomic_flag busy = ATOMIC_FLAG_INIT;

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

__attribute__((destructor)) static void finish(void)
{
    for (int i = 0; i < MAX_OBJECTS; i++)
        if (all[i].place != NULL)
            truth_say("left", &all[i].stack);
}

/* The first object that is told of is the program itself. */
static int look_at_program(struct dl_phdr_info *info, size_t size, void *place)
{
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        uintptr_t from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (uintptr_t)place >= from && (uintptr_t)place < from + info->dlpi_phdr[i].p_memsz)
            return 2;
    }
    return 1;
}

static int initialised(const void *place, int result)
{
    if (result != 0 || dl_iterate_phdr(look_at_program, (void *)place) == 2)
        return result;
    struct object object = { .place = place };
    stack_take(&object.stack);
    while (atomic_flag_test_and_set(&busy))
        continue;
    int free_place = -1;
    for (int i = 0; i < MAX_OBJECTS; i++) {
        if (all[i].place == place) {
            truth_say("left", &all[i].stack);
            free_place = i;
            break;
        }
        if (all[i].place == NULL && free_place < 0)
            free_place = i;
    }
    if (free_place >= 0)
        all[free_place] = object;
    atomic_flag_clear(&busy);
    return 0;
}

static int destroyed(const void *place, int result)
{
    while (atomic_flag_test_and_set(&busy))
        continue;
    for (int i = 0; i < MAX_OBJECTS; i++)
        if (all[i].place == place)
            all[i].place = NULL;
    atomic_flag_clear(&busy);
    return result;
}

#define FIND(function)                                                 \
    if (real == NULL)                                                  \
        *(void **)&real = dlsym(RTLD_NEXT, #function)

#define WATCH_ONE(function, type, after)                               \
    int function(type *object)                                         \
    {                                                                  \
        static int (*real)(type *);                                    \
        FIND(function);                                                \
        return after(object, real(object));                            \
    }

#define WATCH_TWO(function, type, with)                                \
    int function(type *object, with argument)                          \
    {                                                                  \
        static int (*real)(type *, with);                              \
        FIND(function);                                                \
        return initialised(object, real(object, argument));            \
    }

#define WATCH_THREE(function, type, with, and)                         \
    int function(type *object, with first, and second)                 \
    {                                                                  \
        static int (*real)(type *, with, and);                         \
        FIND(function);                                                \
        return initialised(object, real(object, first, second));       \
    }

#define WATCH_END(function, type)                                      \
    void function(type *object)                                        \
    {                                                                  \
        static void (*real)(type *);                                   \
        FIND(function);                                                \
        real(object);                                                  \
        destroyed(object, 0);                                          \
    }

WATCH_ONE(pthread_attr_init, pthread_attr_t, initialised)
WATCH_ONE(pthread_attr_destroy, pthread_attr_t, destroyed)
WATCH_ONE(pthread_mutexattr_init, pthread_mutexattr_t, initialised)
WATCH_ONE(pthread_mutexattr_destroy, pthread_mutexattr_t, destroyed)
WATCH_ONE(pthread_condattr_init, pthread_condattr_t, initialised)
WATCH_ONE(pthread_condattr_destroy, pthread_condattr_t, destroyed)
WATCH_ONE(pthread_rwlockattr_init, pthread_rwlockattr_t, initialised)
WATCH_ONE(pthread_rwlockattr_destroy, pthread_rwlockattr_t, destroyed)
WATCH_TWO(pthread_mutex_init, pthread_mutex_t, const pthread_mutexattr_t *)
WATCH_ONE(pthread_mutex_destroy, pthread_mutex_t, destroyed)
WATCH_TWO(pthread_cond_init, pthread_cond_t, const pthread_condattr_t *)
WATCH_ONE(pthread_cond_destroy, pthread_cond_t, destroyed)
WATCH_TWO(pthread_rwlock_init, pthread_rwlock_t, const pthread_rwlockattr_t *)
WATCH_ONE(pthread_rwlock_destroy, pthread_rwlock_t, destroyed)
WATCH_THREE(pthread_barrier_init, pthread_barrier_t, const pthread_barrierattr_t *, unsigned)
WATCH_ONE(pthread_barrier_destroy, pthread_barrier_t, destroyed)
WATCH_THREE(sem_init, sem_t, int, unsigned)
WATCH_ONE(sem_destroy, sem_t, destroyed)
WATCH_TWO(mtx_init, mtx_t, int)
WATCH_END(mtx_destroy, mtx_t)
WATCH_ONE(cnd_init, cnd_t, initialised)
WATCH_END(cnd_destroy, cnd_t)
