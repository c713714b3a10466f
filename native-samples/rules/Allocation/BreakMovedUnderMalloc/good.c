// run: memory
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Only asked for. */
void *heap_end(void)
{
    return sbrk(0);                        // ok: CK3007
}

long heap_growth(const char *from)
{
    const char *now = sbrk(0);             // ok: CK3007
    return now - from;
}

/* An argument that says "ask". */
static void *heap_ask(int distance)
{
    return distance == 0 ? sbrk(0) : NULL; // ok: CK3007
}

/* Large areas from mmap. */
void *arena_open(size_t size)
{
    void *arena = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); // ok: CK3007
    return arena == MAP_FAILED ? NULL : arena;
}

/* From malloc itself. */
char *arena_small(size_t size)
{
    return malloc(size);                   // ok: CK3007
}

/* A member of the same name. */
struct machine {
    int brk;
};

int stop(struct machine *machine)
{
    machine->brk = 1;                      // ok: CK3007
    return machine->brk;
}

int main(void)
{
    const char *before = heap_end();
    heap_growth(before);
    heap_ask(0);
    void *arena = arena_open(4096);
    if (arena != NULL)
        munmap(arena, 4096);
    free(arena_small(16));
    struct machine machine = { 0 };
    stop(&machine);
    return 0;
}
