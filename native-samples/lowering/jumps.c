/* goto in all directions: what is left ends, what is entered begins. */
int work(int *);

int forward(int n)
{
    if (n < 0)
        goto out;
    n = n * 2;
out:
    return n;
}

int backward(int n)
{
again:
    if (n > 100)
        return n;
    n *= 2;
    goto again;
}

int out_of_scopes(int n)
{
    int result = 0;
    while (n) {
        int outer = n;
        {
            int inner = outer;
            if (work(&inner))
                goto done;
        }
        n--;
    }
done:
    return result;
}

int into_a_scope(int n)
{
    if (n)
        goto inside;
    {
        int local;
        local = 1;
    inside:
        local = 2;
        return work(&local);
    }
}

int past_a_declaration(int n)
{
    if (n)
        goto skip;
    int late = 1;
skip:
    return work(&late);
}

int back_before_a_declaration(int n)
{
again:;
    int fresh = n;
    if (work(&fresh)) {
        n--;
        goto again;
    }
    return fresh;
}

int computed(int n)
{
    static void *targets[] = { &&first, &&second };
    void *start = &&second;
    if (n == 3)
        goto *start;
    goto *targets[n];
first:
    return 1;
second:
    return 2;
}

int label_at_end(int n)
{
    if (n)
        goto end;
    n = 4;
end:;
    return n;
}

int local_labels(int n)
{
    int a = ({
        __label__ out;
        int r = n;
        if (n) goto out;
        r = 7;
    out:
        r;
    });
    int b = ({
        __label__ out;
        int r = a;
        if (a) goto out;
        r = 9;
    out:
        r;
    });
    return a + b;
}

void unreachable_code(int n)
{
    return;
    work(&n);
}
