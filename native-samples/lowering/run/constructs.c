/* Prints what each construct computes; the lines beside it (constructs.out.txt) are what the compiled program prints:
   cc -Dprint\(n\)='printf("%ld\\n", (long)(n))' -include stdio.h -w constructs.c && ./a.out > constructs.out.txt */
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#ifndef print
void print(long);
#endif

static int trace_count;
static int trace(int n) { print(1000 + n); trace_count++; return n; }

static void conditions(int a, int b)
{
    print(a && b); print(a || b); print(!a); print(!!b); print(!(a < b)); print((a == b) == 0);
    print(a ? b ? 1 : 2 : b ? 3 : 4);
    print(trace(a) && trace(b)); print(trace(a) || trace(b));
    print(a ?: 7); print(trace(a) ?: trace(8));
    if (a < b && !(a == 3 || b == 4)) print(1); else print(2);
    if (__builtin_expect(!!(a), 0)) print(3);
    if ((a, b)) print(4);
}

static void values_across_branches(int c)
{
    int n = trace(1) + (c ? 2 : 3) * 2;
    print(n);
    print(4 * (c && trace(5)) + (c ?: 6));
    int t[3] = { trace(10), c ? trace(11) : 12, trace(13) };
    print(t[0] + t[1] + t[2]);
    print(({ int x = trace(20); if (c) x++; x; }) + 30);
    t[c ? 1 : 0] = c ? 5 : 6;
    print(t[0]); print(t[1]);
}

static void loops(int n)
{
    long sum = 0;
    for (int i = 0; i < n; i++) { if (i == 2) continue; if (i == 7) break; sum += i; }
    print(sum);
    int i = 0;
    for (;;) if (++i > 4) break;
    print(i);
    for (i = 10; i > 0;) i -= 3;
    print(i);
    for (; i < 5; i++);
    print(i);
    do { sum--; if (sum == 10) continue; } while (sum > 5);
    print(sum);
    while (i-- > 0) { if (i == 2) continue; sum += i; }
    print(sum);
    for (int a = 0, b = 10; a < b; a++, b--) sum += a * b;
    print(sum);
}

static int switches(int n)
{
    int r = 0;
    switch (n) {
        int kept;
    case 1: kept = 5; r = kept; break;
    case 2: r = 1; __attribute__((fallthrough));
    case 3: r += 2; break;
    default: r = 100; break;
    case 5 ... 8: r = n * 10;
    case -4: r++;
    }
    return r;
}

static void duff(char *to, const char *from, int count)
{
    int n = (count + 3) / 4;
    switch (count % 4) {
    case 0: do { *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--n > 0);
    }
}

static void note(int *p) { print(-*p); }
#define NOTED __attribute__((cleanup(note)))

static int scopes(int n)
{
    NOTED int a = 1;
    for (int i = 0; i < n; i++) {
        NOTED int b = 10 + i;
        if (i == 1) continue;
        if (i == 3) goto out;
        { NOTED int c = 20 + i; if (n == 2) return a + b + c; }
    }
    print(50);
out:
    return a;
}

static int jumps(int n)
{
    int tries = 0;
again:
    tries++;
    if (n > 0) { n--; goto again; }
    if (tries > 3) goto inside;
    {
        tries = 100;
    inside:
        tries++;
    }
    return tries;
}

struct inner { short low, high; };
struct outer { int kind; union { long number; char text[8]; struct { int x, y; }; }; struct inner in[2]; unsigned flag : 1, mode : 3; signed level : 12; };
static struct outer make(int n) { return (struct outer){ .kind = n, .x = n + 1, .in[1].high = n + 2, .level = -n }; }
static int weigh(struct outer o, int n) { o.kind++; return o.kind + o.x + o.in[1].high + o.level + n; }

static void records(void)
{
    struct outer a = make(3), b, *p = &b;
    b = a; b.y = 9; b.in[0] = (struct inner){ 4, 5 };
    print(a.y); print(b.y); print(p->in[0].high); print(weigh(*p, make(7).in[1].high)); print(b.kind);
    p->mode = 9; p->mode += 1; p->level--; p->flag = 3;
    print(p->mode); print(p->level); print(p->flag);
    struct outer c = a.kind == 3 ? b : a;
    print(c.y);
    print(((struct outer *)((char *)&b.in[1] - offsetof(struct outer, in[1])))->kind);
    print((&b)->text[4]); print(p == &b); print((char *)&p->number - (char *)p);
    union { int i; unsigned char c[4]; float f; } u = { .i = 0x01020304 };
    print(u.c[0]); u.c[0] = 7; print(u.i); u.f = 1.0f; print(u.i);
}

struct line { struct { int x, y; } from, to; int width; };
static const struct line lines[] = { 1, 2, 3, 4, 5, [2] = { .to = { .y = 7 }, 8 }, { { 6 } } };
static int grid[3][4] = { [1] = { [2] = 5, 6 }, { 7 }, };
static const char *const words[] = { "zero", [3] = "three", [1 ... 2] = "some" };
static struct { unsigned a : 3, b : 7, : 2, c : 4; signed d : 5; } packed_bits = { 5, 65, 9, -3 };
static int *into = &grid[1][3], *before = grid[2] - 1;
static double real = 1.5 * 2, negative = -0.25;

static void initialisers(int n)
{
    struct line l = { .width = n, .from.y = 2 }, copies[2] = { l, { .to.x = n } };
    int a[6] = { [4] = 9, n, [1] = 7 };
    char text[8] = "abc", exact[3] = "xyz";
    print(l.from.x + l.from.y * 10 + l.width * 100); print(copies[1].to.x + copies[0].from.y + copies[1].width);
    print(a[0] + a[1] * 10 + a[4] * 100 + a[5] * 1000); print(text[3] + text[7]); print(exact[2]);
    print(lines[0].width); print(lines[2].to.y); print(lines[2].width); print(lines[3].from.x); print(sizeof lines / sizeof *lines);
    print(grid[1][2] + grid[1][3] * 10 + grid[2][0] * 100); print(*into); print(*before);
    print(strcmp(words[2], "some")); print(words[0][1]); print(words[3][4]);
    print(packed_bits.a); print(packed_bits.b); print(packed_bits.c); print(packed_bits.d);
    print((long)(real * 100)); print((long)(negative * 100));
    int *literal = (int[]){ n, n + 1 };
    print(literal[1]);
    int zero[5] = {};
    print(zero[4]);
}

static long total(int n, ...)
{
    va_list ap, again;
    long sum = 0;
    va_start(ap, n);
    va_copy(again, ap);
    for (int i = 0; i < n; i++) sum = sum * 10 + va_arg(ap, int);
    sum += (long)va_arg(ap, double);
    va_end(ap);
    sum += va_arg(again, int);
    va_end(again);
    return sum;
}

static long arrays(int rows, int columns)
{
    int flat[rows * columns];
    char *more = __builtin_alloca(columns);
    for (int i = 0; i < rows * columns; i++) flat[i] = i;
    rows = 1;
    memset(more, 3, columns);
    return sizeof flat + flat[columns] + more[columns - 1];
}

static void arithmetic(int n, unsigned u, unsigned char c, double d, float f, long w)
{
    print(n / 3); print(n % 3); print(-n / 3); print(n >> 1); print((unsigned)n >> 28); print(u - 8 > 0); print(n < u);
    c += 250; print(c); c >>= 1; print(c); c = ~c; print(c); c <<= 3; print(c); print(c++); print(++c); print(c--);
    n += d; print(n); d *= n; print((long)d); n <<= 2; print(n); w = w << 33; print(w); n ^= 0x55; print(n);
    print((signed char)300); print((unsigned short)-1); print((int)3.99); print((int)-3.99); print((_Bool)0.5); print((long)(f / 3 * 1000));
    print(d > f); print(!(d < d)); print('\377'); print(L'\x41'); print(0x7fffffff + 1u); print(1 ? -1 : 1u); print(sizeof(n + w));
    int values[] = { 1, 2, 3, 4 }, *p = values + 1, *q = &values[3];
    print(q - p); print(*p++); print(*++p); print(p == q); print(p[-1]); print(2[values]); print(*--p); print((*p)++); print(*p); p += 1; print(*p); print(p > values);
    print(_Generic(n, int: 1, long: 2) + _Generic(w, int: 10, long: 20, default: 30));
    int r; print(__builtin_add_overflow(2147483647, n, &r)); print(r); print(__builtin_mul_overflow(3, 4, &r)); print(r);
    print(__atomic_fetch_add(&r, 5, __ATOMIC_SEQ_CST)); print(__sync_bool_compare_and_swap(&r, 17, 1)); print(r);
    int expected = 2; print(__atomic_compare_exchange_n(&r, &expected, 9, 0, 5, 5)); print(expected); print(__atomic_add_fetch(&r, 2, 5));
    enum { LOW = -2, HIGH = 300 } e = HIGH; print(e + LOW);
    print((n = 3, n + 1)); print(({ int k = n; k *= k; k; }));
}

static int twice(int n) { return 2 * n; }
static int thrice(int n) { return 3 * n; }
static int (*const table[])(int) = { twice, thrice };
static int (*choose(int n))(int) { return table[n]; }
static int old_style(a, b) int a; char b; { return a + b; }
static int depth(int n) { return n ? 1 + depth(n - 1) : 0; }
static int counter(void) { static int count = 4; return count++; }

static void calls(int n)
{
    int (*f)(int) = n ? twice : thrice;
    print(f(4)); print((*f)(5)); print((&thrice)(6)); print(choose(1)(7)); print(table[n & 1](8)); print((n ? choose : choose)(0)(9));
    print(old_style(3, 4)); print(depth(20)); print(counter()); print(counter()); print(total(3, 1, 2, 3, 4.5)); print(arrays(3, 4));
}

int main(void)
{
    conditions(0, 0); conditions(0, 3); conditions(3, 0); conditions(2, 5);
    values_across_branches(0); values_across_branches(1);
    loops(5); loops(12);
    for (int i = -5; i < 10; i++) print(switches(i));
    char to[12] = "...........";
    duff(to, "hello world", 11); print(to[0]); print(to[10]); duff(to, "ab", 1); print(to[0]); print(to[1]);
    print(scopes(0)); print(scopes(2)); print(scopes(3)); print(scopes(6));
    print(jumps(0)); print(jumps(5));
    records(); initialisers(3);
    arithmetic(17, 5, 10, 2.75, 1.5f, 3);
    calls(0); calls(1);
    print(trace_count);
    return 0;
}
