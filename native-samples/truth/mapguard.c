/* Watches for mappings of the program that are still there at its end. Preload it; each is a line "mapped ADDRESS…" in
   CLEAK_TRUTH_LOG. For Linux. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>

#include "stacktrace.h"

#define MAX_MAPPINGS 256

struct mapping {
    void *address;
    struct stack stack;
};

static struct mapping mappings[MAX_MAPPINGS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

__attribute__((destructor)) static void finish(void)
{
    for (int i = 0; i < MAX_MAPPINGS; i++)
        if (mappings[i].address != NULL)
            truth_say("mapped", &mappings[i].stack);
}

static void *mapped(void *address)
{
    if (address == MAP_FAILED)
        return address;
    struct mapping mapping = { .address = address };
    stack_take(&mapping.stack);
    pthread_mutex_lock(&lock);
    int i = 0;
    while (i < MAX_MAPPINGS - 1 && mappings[i].address != NULL)
        i++;
    mappings[i] = mapping;
    pthread_mutex_unlock(&lock);
    return address;
}

static void unmapped(const void *address)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MAX_MAPPINGS; i++)
        if (mappings[i].address == address)
            mappings[i].address = NULL;
    pthread_mutex_unlock(&lock);
}

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
    return mapped((void *)syscall(SYS_mmap, address, length, protection, flags, file, offset));
}

int munmap(void *address, size_t length)
{
    int failed = (int)syscall(SYS_munmap, address, length);
    if (failed == 0)
        unmapped(address);
    return failed;
}

void *mremap(void *address, size_t length, size_t wanted, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    void *place = (flags & MREMAP_FIXED) != 0 ? va_arg(more, void *) : NULL;
    va_end(more);
    void *moved = (void *)syscall(SYS_mremap, address, length, wanted, flags, place);
    if (moved != MAP_FAILED) {
        unmapped(address);
        mapped(moved);
    }
    return moved;
}

void *shmat(int segment, const void *address, int flags)
{
    return mapped((void *)syscall(SYS_shmat, segment, address, flags));
}

int shmdt(const void *address)
{
    int failed = (int)syscall(SYS_shmdt, address);
    if (failed == 0)
        unmapped(address);
    return failed;
}
