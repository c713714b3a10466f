/* Storage ends wherever its block is left; cleanup functions run there, the youngest variable first. */
void release(int *);
void close_all(char **);
int use(int *, char **);
int *source(void);

#define AUTO_RELEASE __attribute__((__cleanup__(release)))

void block(void)
{
    int a = 1;
    {
        int b = 2;
        use(&b, 0);
    }
    use(&a, 0);
}

int cleanup_order(int n)
{
    AUTO_RELEASE int handle = 3;
    char *name __attribute__((cleanup(close_all))) = 0;
    if (n)
        return use(&handle, &name);
    return 0;
}

void cleanup_in_loop(int n)
{
    while (n--) {
        AUTO_RELEASE int handle = n;
        if (n == 3)
            continue;
        if (n == 1)
            break;
        use(&handle, 0);
    }
}

int cleanup_and_goto(int n)
{
    AUTO_RELEASE int outer = 1;
    {
        AUTO_RELEASE int inner = 2;
        if (n)
            goto out;
    }
    n = 5;
out:
    return n;
}

int cleanup_backwards(int n)
{
again:;
    AUTO_RELEASE int handle = n;
    if (n--)
        goto again;
    return n;
}

int in_statement_expression(void)
{
    return ({ AUTO_RELEASE int handle = 1; handle + 1; });
}

int same_name(int x)
{
    int y = x;
    {
        int x = y + 1;
        y = x;
    }
    return y;
}

struct big { int a[4]; };
struct big make(void);

int temporaries(void)
{
    int first = make().a[0];
    return first + make().a[1];
}

struct big local_record(void)
{
    struct big b = { { 1 } };
    return b;
}
