/* Watches for reallocs of a block to no bytes. Preload it; each is a line "zero ADDRESS…" in CLEAK_TRUTH_LOG.
   The block stays, with a byte: what C libraries do there differs. For glibc. */
#define _GNU_SOURCE
#include "stacktrace.h"

extern void *__libc_realloc(void *block, size_t size);

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

static void note(const void *block, size_t size)
{
    if (block == NULL || size != 0)
        return;
    struct stack stack;
    stack_take(&stack);
    truth_say("zero", &stack);
}

void *realloc(void *block, size_t size)
{
    note(block, size);
    return __libc_realloc(block, size == 0 ? 1 : size);
}

void *reallocarray(void *block, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        return NULL;
    note(block, bytes);
    return __libc_realloc(block, bytes == 0 ? 1 : bytes);
}
