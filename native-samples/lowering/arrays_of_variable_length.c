/* Variable-length arrays: their size is computed where they are declared, and stays what it was. */
int f(void);
void use(void *);

int one(int n)
{
    int a[n];
    n = 3;
    a[1] = n;
    use(a);
    return sizeof a / sizeof a[0];
}

void two(int rows, int columns)
{
    double grid[rows][columns + f()];
    grid[1][2] = 0;
    use(grid);
}

void in_a_loop(int n)
{
    for (int i = 1; i < n; i++) {
        char buffer[i];
        use(buffer);
        if (i == 5)
            break;
    }
}

int parameter(int n, int a[n], int grid[][n], int fixed[static 4])
{
    return a[1] + fixed[2] + grid[1][2];
}

void pointer_to(int n, int (*rows)[n])
{
    (*rows)[1] = n;
}

void by_typedef(int n)
{
    typedef int row[n];
    row r;
    r[0] = 1;
    use(r);
}
