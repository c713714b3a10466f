/* Watches for blocks that a thread still has under a key without a destructor when it ends. Preload it; each is a line "kept ADDRESS…"
   in CLEAK_TRUTH_LOG, with the stack of the call that put it there. For glibc. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <threads.h>

#include "stacktrace.h"

#define MAX_VALUES 256
#define MAX_BLOCKS 4096

struct value {
    const void *block;
    pthread_t thread;
    unsigned long key;
    struct stack stack;
};

static struct value all[MAX_VALUES];
static const void *blocks[MAX_BLOCKS];
static atomic_flag busy = ATOMIC_FLAG_INIT;

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

static void enter(void)
{
    while (atomic_flag_test_and_set(&busy))
        continue;
}

static void leave(void)
{
    atomic_flag_clear(&busy);
}

/* Which addresses are blocks: calls of the sample's own come here, and what the C library allocates for itself does not matter. */
static void *handed_out(void *block)
{
    enter();
    for (int i = 0; block != NULL && i < MAX_BLOCKS; i++) {
        if (blocks[i] == NULL) {
            blocks[i] = block;
            break;
        }
    }
    leave();
    return block;
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void __libc_free(void *block);

void *malloc(size_t size)
{
    return handed_out(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return handed_out(__libc_calloc(count, size));
}

void free(void *block)
{
    enter();
    for (int i = 0; block != NULL && i < MAX_BLOCKS; i++)
        if (blocks[i] == block)
            blocks[i] = NULL;
    leave();
    __libc_free(block);
}

static int is_block(const void *block)
{
    for (int i = 0; i < MAX_BLOCKS; i++)
        if (blocks[i] == block)
            return 1;
    return 0;
}

static int put(unsigned long key, const void *block, int result)
{
    struct stack stack;
    stack_take(&stack);
    enter();
    int at = -1;
    for (int i = 0; i < MAX_VALUES && result == 0; i++) {
        if (all[i].block != NULL && all[i].key == key && pthread_equal(all[i].thread, pthread_self())) {
            at = i;
            break;
        }
        if (all[i].block == NULL && at < 0)
            at = i;
    }
    if (at >= 0)
        all[at] = (struct value) { .block = block, .thread = pthread_self(), .key = key, .stack = stack };
    leave();
    return result;
}

/* Stands in for the destructor that there is none of. */
static void ended(void *block)
{
    enter();
    for (int i = 0; i < MAX_VALUES; i++) {
        if (all[i].block == block && pthread_equal(all[i].thread, pthread_self())) {
            if (is_block(block))
                truth_say("kept", &all[i].stack);
            all[i].block = NULL;
            break;
        }
    }
    leave();
}

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    static int (*real)(pthread_key_t *, void (*)(void *));
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "pthread_key_create");
    return real(key, destructor != NULL ? destructor : ended);
}

int pthread_setspecific(pthread_key_t key, const void *value)
{
    static int (*real)(pthread_key_t, const void *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "pthread_setspecific");
    return put(key, value, real(key, value));
}

int tss_create(tss_t *key, tss_dtor_t destructor)
{
    static int (*real)(tss_t *, tss_dtor_t);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "tss_create");
    return real(key, destructor != NULL ? destructor : ended);
}

int tss_set(tss_t key, void *value)
{
    static int (*real)(tss_t, void *);
    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "tss_set");
    return put(key, value, real(key, value));
}
