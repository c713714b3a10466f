/* What the compiler itself knows. */
#include <stdarg.h>
#include <stddef.h>
typedef struct { int a; char b[6]; } T;

int overflow(int a, int b, int *r)
{
    if (__builtin_add_overflow(a, b, r))
        return 1;
    return __builtin_mul_overflow(a, b, r);
}

unsigned long sizes(char *p)
{
    char local[12];
    return __builtin_object_size(local, 0) + __builtin_object_size(p, 0) + __builtin_object_size(p, 2) + __builtin_dynamic_object_size(p, 0);
}

int known(int n)
{
    return __builtin_constant_p(3) + 2 * __builtin_constant_p(n);
}

int chosen(int n, long w)
{
    return __builtin_choose_expr(sizeof(int) == 4, n, w) + __builtin_choose_expr(0, n, 7);
}

int compatible(void)
{
    return __builtin_types_compatible_p(int, const int) + 2 * __builtin_types_compatible_p(int, long);
}

int offsets(int n)
{
    return offsetof(T, b) + offsetof(T, b[2]) + __builtin_offsetof(T, b[n]);
}

int sum(int n, ...)
{
    va_list ap, copy;
    int total = 0;
    va_start(ap, n);
    va_copy(copy, ap);
    while (n--)
        total += va_arg(ap, int);
    T record = va_arg(copy, T);
    char *text = va_arg(copy, char *);
    va_end(copy);
    va_end(ap);
    return total + record.a + *text;
}

int hand_on(const char *format, va_list ap)
{
    extern int vlog(const char *, va_list);
    return vlog(format, ap) + va_arg(ap, int);
}

int *aligned(int *p)
{
    __builtin_prefetch(p);
    return __builtin_assume_aligned(p, 16);
}

int assumed(int n)
{
    __builtin_assume(n > 0);
    return n;
}

unsigned bits(unsigned n)
{
    return __builtin_popcount(n) + __builtin_bswap32(n);
}

void *memory(void *to, const void *from)
{
    return __builtin_memcpy(to, from, 8);
}

void *caller(void)
{
    return __builtin_return_address(0);
}

#define KIND(x) _Generic((x), int: 1, char *: 2, const char *: 3, default: 4)
#define ABS(x) _Generic((x), int: abs_int, double: abs_double)(x)
int abs_int(int);
double abs_double(double);

int generic(int i, double d, char *s)
{
    return KIND(i) + KIND(s) + KIND(d) + ABS(i) + (int)ABS(d);
}

int generic_lvalue(int i, char c)
{
    _Generic(i, int: i, default: c) = 4;
    return i;
}

__extension__ int extended(int n)
{
    return __extension__ (n + 1);
}
