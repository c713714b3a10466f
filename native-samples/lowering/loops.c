/* libclang shows only those parts of a for header that are written. */
int next(int);
void use(int);

void all_parts(int n)
{
    for (int i = 0; i < n; i++)
        use(i);
}

void no_parts(void)
{
    for (;;) {
        if (next(0))
            break;
    }
}

void only_initialiser(int i)
{
    for (i = 0;;)
        if (next(i))
            break;
}

void only_condition(int n)
{
    for (; n > 0;)
        n = next(n);
}

void only_increment(int n)
{
    for (;; n++)
        if (n > 10)
            return;
}

void no_initialiser(int n)
{
    for (; n > 0; n--)
        use(n);
}

void no_condition(int n)
{
    for (int i = n;; i++)
        if (i > 10)
            return;
}

void no_increment(int n)
{
    for (int i = 0; i < n;)
        i = next(i);
}

void call_as_condition(int n)
{
    for (n = 0; next(n);)
        n++;
}

void semicolons_in_literals(int n)
{
    for (n = ';'; n != *";"; /* ; */)
        n++;
}

#define EACH(i, n) for (int i = 0; i < (n); i++)
#define FOREVER for (;;)
#define UNTIL(c) for (; !(c);)

void made_by_macros(int n)
{
    EACH(k, n)
        use(k);
    UNTIL(n == 0)
        n--;
    FOREVER {
        if (next(n))
            break;
    }
}

int continues(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        if (i % 2)
            continue;
        sum += i;
    }
    while (n--) {
        if (n == 5)
            continue;
        sum++;
    }
    do {
        if (sum == 7)
            continue;
        sum--;
    } while (sum > 10);
    return sum;
}

void nested(int n)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            if (j == 3)
                break;
            use(j);
        }
    }
}

void empty_body(char *p)
{
    while (*p++)
        ;
    for (; *p; p++);
}

void comma_parts(int n)
{
    int i, j;
    for (i = 0, j = n; i < j; i++, j--)
        use(i + j);
}
