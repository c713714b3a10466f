/* Watches for reallocs that fail, and for whether the block that they left alone is released later.
   Preload it; each that is not is a line "lost ADDRESS…" in CLEAK_TRUTH_LOG. For glibc. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>

#include "stacktrace.h"

#define MAX_FAILURES 256

extern void *__libc_realloc(void *block, size_t size);
extern void __libc_free(void *block);

struct failure {
    void *block;
    struct stack stack;
};

static struct failure failures[MAX_FAILURES];
static int failure_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

__attribute__((destructor)) static void finish(void)
{
    for (int i = 0; i < failure_count; i++)
        if (failures[i].block != NULL)
            truth_say("lost", &failures[i].stack);
}

static void released(void *block)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < failure_count; i++)
        if (failures[i].block == block)
            failures[i].block = NULL;
    pthread_mutex_unlock(&lock);
}

static void failed(void *block)
{
    int error = errno;
    struct stack stack;
    stack_take(&stack);
    pthread_mutex_lock(&lock);
    if (failure_count < MAX_FAILURES)
        failures[failure_count++] = (struct failure) { block, stack };
    pthread_mutex_unlock(&lock);
    errno = error;
}

void *realloc(void *block, size_t size)
{
    uintptr_t old = (uintptr_t)block;
    void *grown = __libc_realloc(block, size);
    if (old != 0 && grown != NULL)
        released((void *)old);
    else if (old != 0 && size != 0)
        failed((void *)old);
    return grown;
}

void *reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        if (block != NULL)
            failed(block);
        return NULL;
    }
    return realloc(block, bytes);
}

void free(void *block)
{
    if (block != NULL)
        released(block);
    __libc_free(block);
}
