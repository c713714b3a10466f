// run: break
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *arena_start;
static size_t arena_size;

/* An arena beside malloc. */
int arena_open(size_t size)
{
    void *start = sbrk((intptr_t)size);    // expect: CK3007 "sbrk"
    if (start == (void *)-1)
        return -1;
    arena_start = start;
    arena_size = size;
    return 0;
}

/* And its end. */
void arena_close(void)
{
    sbrk(-(intptr_t)arena_size);           // expect: CK3007 "sbrk"
    arena_start = NULL;
}

/* To an address. */
int arena_set(void *end)
{
    return brk(end);                       // expect: CK3007 "brk"
}

/* A page more. */
void *arena_page(void)
{
    void *page = sbrk(4096);               // expect: CK3007
    return page == (void *)-1 ? NULL : page;
}

/* Aligned first. */
int arena_align(void)
{
    uintptr_t now = (uintptr_t)sbrk(0);
    intptr_t gap = (intptr_t)(-now & 63);
    return sbrk(gap) == (void *)-1 ? -1 : 0; // expect: CK3007
}

/* Back to a mark. */
int arena_reset(char *mark)
{
    if (mark < arena_start)
        return -1;
    return brk(mark);                      // expect: CK3007 "brk"
}

int main(void)
{
    char *text = strdup("text");
    free(text);
    arena_open(72);
    arena_page();
    arena_align();
    arena_reset(arena_start);
    arena_set(arena_start);
    arena_close();
    return 0;
}
