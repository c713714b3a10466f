/* Calls: direct whatever stands around the name, through pointers, without declarations, that never or twice return. */
#include <setjmp.h>
#include <stdlib.h>

int direct(int);
int many(const char *, ...);
int (*pointer)(int);
typedef int (*callback)(int);

int around_the_name(void)
{
    return direct(1) + (direct)(2) + (*direct)(3) + (&direct)(4) + (**direct)(5) + ((callback)direct)(6);
}

int through_pointers(callback c, callback *table, int n)
{
    return pointer(1) + (*pointer)(2) + c(3) + table[n](4) + (n ? c : pointer)(5);
}

callback choose(int);

int result_of_call(void)
{
    return choose(1)(2);
}

int variadic(char c, float f)
{
    return many("%c %f", c, f);
}

int old_style(a, b)
    int a;
    char *b;
{
    return a + *b;
}

int call_old_style(void)
{
    return old_style(1, "x");
}

void ends(int n)
{
    if (n)
        exit(1);
    abort();
}

__attribute__((noreturn)) void die(const char *);
_Noreturn void die_too(void);

int after_death(int n)
{
    if (n == 1)
        die("one");
    if (n == 2)
        die_too();
    if (n == 3)
        __builtin_unreachable();
    if (n == 4)
        __builtin_trap();
    return n;
}

static jmp_buf back;

int twice(void)
{
    if (setjmp(back) == 0)
        return 1;
    longjmp(back, 2);
}

int ignored(void)
{
    direct(1);
    (void)direct(2);
    return 0;
}

char *on_the_stack(unsigned long n)
{
    char *p = __builtin_alloca(n);
    char *q = alloca(n + 1);
    *p = *q;
    return 0;
}

static inline int helper(int n) { return n * 2; }

int uses_helper(void) { return helper(4); }

int main(void)
{
    direct(0);
}

int real_name(int n, char *p) { return n + *p; }
int other_name(int n, char *p) __attribute__((alias("real_name")));

int calls_alias(void) { return other_name(1, "x"); }

int (*returns_pointer(int n))(char *, long)
{
    extern int handler(char *, long);
    return n ? handler : 0;
}
