/* A value computed before a branch in the same expression waits in a place of its own. */
int f(void);
int g(void);
int h(int, int, int);
struct pair { int a, b; };
struct pair make(int);
int take(struct pair, int);

int sum(int c, int x, int y)
{
    return f() + (c ? x : y);
}

int arguments(int c)
{
    return h(f(), c ? 1 : 2, g());
}

int short_circuit_value(int c)
{
    return f() * (c && g());
}

int elvis(int n)
{
    return (f() ?: n) + (n ?: g());
}

int elvis_condition(int *p, int *q)
{
    if (p ?: q)
        return 1;
    return 0;
}

int statement_expression(int n)
{
    int larger = ({
        int a = f();
        int b = n;
        a > b ? a : b;
    });
    return larger + ({ int t = g(); t * 2; });
}

int nothing_in_common(int c)
{
    return c ? f() : (g(), 3);
}

int element(int *p, int c)
{
    return p[f()] + p[c ? 1 : 0];
}

int record_in_argument(int c)
{
    return take(make(f()), c ? 1 : 2);
}

struct pair record_choice(int c, struct pair other)
{
    struct pair chosen = c ? make(1) : other;
    return c ? chosen : other;
}

void effects_only(int c)
{
    c ? f() : g();
    c && f();
    (void)(c || g());
}

int never_comes_back(int c)
{
    extern void fail(void) __attribute__((noreturn));
    return c ? f() : (fail(), 0);
}
