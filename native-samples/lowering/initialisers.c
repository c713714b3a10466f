/* What a list leaves out is zero; designators, left-out braces and ranges find their places. */
int f(void);
void use(void *);
struct point { int x, y; };
struct line { struct point from, to; int width; };
struct tagged { int tag; union { int number; char text[4]; }; struct { short a, b; }; };
struct holder { struct line lines[2]; char name[8]; };

void full(void)
{
    struct point p = { 1, 2 };
    int a[3] = { 1, f(), 3 };
    use(&p);
    use(a);
}

void partial(void)
{
    struct line l = { { 1 }, .width = f() };
    int a[4] = { 1 };
    use(&l);
    use(a);
}

void zero(void)
{
    struct line l = { 0 };
    char buffer[64] = { 0 };
    char text[16] = "";
    struct point p = {};
    use(&l);
    use(buffer);
    use(text);
    use(&p);
}

void designated(void)
{
    struct line l = { .to.y = 4, .from = { .y = 2, .x = 1 }, .width = 5 };
    int a[6] = { [4] = 9, 10, [1] = 7 };
    int grid[2][3] = { [1][1] = 5, 6 };
    use(&l);
    use(a);
    use(grid);
}

void braces_left_out(void)
{
    struct line l = { 1, 2, 3, 4, 5 };
    struct line lines[2] = { 1, 2, { 3, 4 }, 5, { { 6 } } };
    int grid[2][2] = { 1, 2, 3, 4 };
    struct holder h = { 1, 2, 3, 4, 5, { { 6, 7 } }, "name" };
    use(&l);
    use(lines);
    use(grid);
    use(&h);
}

void ranges(void)
{
    int a[8] = { [0 ... 3] = 1, [6 ... 7] = 2 };
    struct point p[3] = { [0 ... 1].x = 5 };
    use(a);
    use(p);
}

void anonymous_members(void)
{
    struct tagged t = { 1, { 2 }, { 3, 4 } };
    struct tagged u = { .tag = 1, .text = "ab", .b = 2 };
    struct tagged v = { .number = 7, 8 };
    use(&t);
    use(&u);
    use(&v);
}

void strings(void)
{
    char exact[3] = "abc";
    char sized[] = "abc";
    char longer[8] = "abc";
    char braced[] = { "xy" };
    const char *pointer = "pointed" " at";
    int wide[] = L"wi";
    char embedded[] = "a\0b\x41\n\"";
    use(exact);
    use(sized);
    use(longer);
    use(braced);
    use((void *)pointer);
    use(wide);
    use(embedded);
}

void from_values(struct point p, struct line *l)
{
    struct line copy = *l;
    struct line made = { p, l->to, 3 };
    struct point both[2] = { p, { 1, 2 } };
    use(&copy);
    use(&made);
    use(both);
}

struct point *literal(int n)
{
    struct point *p = &(struct point){ n, 2 };
    use((int[]){ 1, 2, 3 });
    use(&(int){ n });
    if (n)
        use(&(struct line){ .width = n });
    *p = (struct point){ .y = n };
    return p;
}

void scalar_in_braces(void)
{
    int n = { 3 };
    int *p = { 0 };
    use(&n);
    use(p);
}

void old_designators(void)
{
    struct point p = { x: 1, y: 2 };
    use(&p);
}

void overridden(void)
{
    int a[3] = { [1] = 1, [1] = 2 };
    use(a);
}
