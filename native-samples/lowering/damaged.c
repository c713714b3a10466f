/* Where the compiler saw errors, the body is marked; its neighbours are not. */
int sound(int n) { return n; }

int unknown_type(int n)
{
    missing_t *p = 0;
    return n;
}

int unknown_name(int n)
{
    return n + not_declared;
}

int sound_too(int n) { return sound(n); }

int bad_member(struct { int a; } *p)
{
    return p->b;
}

int bad_condition(int n)
{
    while (nowhere(n).x)
        n--;
    return n;
}
