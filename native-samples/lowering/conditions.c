/* Short circuits, negations and comparisons with zero become edges; nothing is computed that only a branch needs. */
int probe(int);
int *lookup(int);

int both(int a, int b)
{
    if (a && b)
        return 1;
    return 0;
}

int either_but_not(int a, int b, int c)
{
    if ((a || b) && !c)
        return 1;
    return 0;
}

int nested_in_condition(int a, int b, int c)
{
    while (a ? b : c)
        a = probe(a);
    return a;
}

int double_negation(int *p)
{
    if (!!p)
        return *p;
    return 0;
}

int outcome_against_zero(int a, int b)
{
    if ((a < b) != 0)
        return 1;
    if ((a == b) == 0)
        return 2;
    if (!(a > b) == 0)
        return 3;
    return 4;
}

int plain_against_zero(int n, int *p)
{
    if (n == 0)
        return 1;
    if (p != 0)
        return 2;
    return 3;
}

int expected(int *p, int n)
{
    if (__builtin_expect(!!(p == 0), 0))
        return 1;
    if (__builtin_expect(n, 1) && __builtin_expect(n > 3, 0))
        return 2;
    return (int)__builtin_expect(n, 4);
}

int constant_conditions(int n)
{
    if (0)
        n = probe(1);
    if (1 || probe(2))
        n++;
    do {
        n++;
    } while (0);
    while (1) {
        if (n > 10)
            break;
        n = probe(n);
    }
    return sizeof(int) == 4 ? n : probe(3);
}

int assignment_in_condition(int n)
{
    int *found;
    if ((found = lookup(n)) == 0)
        return -1;
    return *found;
}

int comma_in_condition(int n)
{
    if (n++, n > 3)
        return n;
    return 0;
}

int as_value(int a, int b)
{
    int both = a && b;
    int neither = !(a || b);
    int smaller = a < b;
    int empty = !a;
    return both + neither + smaller + empty;
}

_Bool truth(int n, int *p, double d)
{
    _Bool set = n;
    _Bool there = p;
    _Bool close = d;
    set = n > 3;
    if (set)
        return there;
    return close;
}

int floating(double a, double b)
{
    if (!(a < b))
        return 1;
    if (a)
        return 2;
    return !(a >= b);
}
