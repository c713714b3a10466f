/* Increments, compound assignments and commas are plain loads and stores. */
int f(void);
int *place(void);

int increments(int n, int *p)
{
    int a = n++;
    int b = ++n;
    int c = *p--;
    ++*p;
    return a + b + c - (*p)++;
}

void compound(int n, unsigned char small, double d, int *p, long wide)
{
    n += 3;
    n <<= small;
    small += n;
    small >>= 1;
    d *= n;
    n += d;
    p += n;
    p -= 2;
    wide |= n;
    *place() -= f();
}

int chained(int a, int b)
{
    a = b = f();
    return a;
}

int comma(int n)
{
    return (n = f(), n + 1);
}

long pointers(char *s, int *p, int *q, void *v)
{
    char c = *(s + 1);
    int x = *(2 + p);
    int y = *(p - 1);
    v = v + 4;
    return q - p + c + x + y + (s[3] == 3[s]);
}

int comparisons(int *p, int *q, unsigned u, int n)
{
    return (p < q) + (u > 3) + (n >= -1) + (p != 0);
}

int casts(void *v, long n, double d, int *p)
{
    int *q = v;
    unsigned char narrow = (unsigned char)n;
    long address = (long)p;
    int *back = (int *)address;
    int whole = (int)d;
    double real = n;
    return *q + narrow + whole + (int)real + *(char *)back;
}

int unary(int n)
{
    return -n + ~n + +n + !n;
}

int constants(void)
{
    return 1 + 2 * 3 - (7 << 2) / 3 + (-7 % 3) + ('a' == 97) + (0x10 | 010) + (10u > -1) + (0 ? 1 : 2) + '\n' + 0b101;
}

long wide_constants(void)
{
    return 0xffffffffffffffffull == -1ull ? 0x7fffffffL + 1 : 0;
}

enum small { LOW = -1, HIGH = 300 };
enum __attribute__((packed)) tiny { TINY = 200 };

int enumerators(enum tiny t)
{
    return LOW + HIGH + (t == TINY);
}

unsigned long sizes(int n, int *p)
{
    struct { char c; long l; } r;
    return sizeof(int) + sizeof r + sizeof *p + sizeof(p) + _Alignof(long) + __alignof__(r) + sizeof "four" + sizeof(int[3]);
}

const char *name(void)
{
    return __func__;
}

void discarded(volatile int *v, int n)
{
    n;
    *v;
    (void)n;
    (void)f();
    n + f();
}

int address_of(int n)
{
    int a[3];
    int *p = &a[n], *q = &*p, **r = &q;
    int (*whole)[3] = &a;
    return **r + (*whole)[1];
}

int precedence_of_sides(int *a, int *b)
{
    *a = *b = f();
    a[f()] = f();
    return *a;
}
