/* Shared by the libraries that watch a running sample: writes what they saw, with the stack that led there, to the file that
   CLEAK_TRUTH_LOG names. Nothing in here allocates, so that it works in the child of a fork. */
#ifndef CLEAK_TRUTH_STACKTRACE_H
#define CLEAK_TRUTH_STACKTRACE_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <unwind.h>

#define STACK_DEPTH 32

struct stack {
    int depth;
    uintptr_t frames[STACK_DEPTH];
};

static int truth_log = -1;

static _Unwind_Reason_Code stack_add(struct _Unwind_Context *context, void *argument)
{
    struct stack *stack = argument;
    if (stack->depth == STACK_DEPTH)
        return _URC_END_OF_STACK;
    stack->frames[stack->depth++] = _Unwind_GetIP(context);
    return _URC_NO_REASON;
}

static inline void stack_take(struct stack *stack)
{
    stack->depth = 0;
    _Unwind_Backtrace(stack_add, stack);
}

static inline char *put_hex(char *to, uintptr_t value)
{
    char digits[2 * sizeof value];
    int count = 0;
    do
        digits[count++] = "0123456789abcdef"[value & 15];
    while ((value >>= 4) != 0);
    while (count > 0)
        *to++ = digits[--count];
    return to;
}

/* One line: what it was, then the return addresses, innermost first. */
static inline void truth_say(const char *what, const struct stack *stack)
{
    char line[64 + STACK_DEPTH * (2 * sizeof(uintptr_t) + 1)];
    char *end = line;
    while (*what != '\0')
        *end++ = *what++;
    for (int i = 0; i < stack->depth; i++) {
        *end++ = ' ';
        end = put_hex(end, stack->frames[i]);
    }
    *end++ = '\n';
    if (write(truth_log, line, (size_t)(end - line)) < 0)
        _exit(99);
}

static inline void truth_open(void)
{
    const char *path = getenv("CLEAK_TRUTH_LOG");
    if (path != NULL)
        truth_log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (truth_log < 0) {
        static const char error[] = "CLEAK_TRUTH_LOG names no writable file\n";
        _exit(write(2, error, sizeof error - 1) < 0 ? 98 : 99);
    }
    /* The unwinder prepares itself on its first use. */
    struct stack stack;
    stack_take(&stack);
}

#endif
