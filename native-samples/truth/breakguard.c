/* Watches for calls of the program that move the end of its data segment. Preload it; each is a line "break ADDRESS…" in
   CLEAK_TRUTH_LOG. What moves is the end of some memory in here: malloc's own stays where it is. */
#define _GNU_SOURCE
#include "stacktrace.h"

static _Alignas(64) char memory[1 << 16];
static char *end_of_memory = memory;

__attribute__((constructor)) static void start(void)
{
    truth_open();
}

static void note(void)
{
    struct stack stack;
    stack_take(&stack);
    truth_say("break", &stack);
}

void *sbrk(intptr_t step)
{
    char *before = end_of_memory;
    if (step != 0)
        note();
    end_of_memory += step;
    return before;
}

int brk(void *end)
{
    note();
    end_of_memory = end;
    return 0;
}
