/* Static initialisers are flattened to offsets and constants; all other bytes are zero. */
struct point { int x, y; };
struct entry { const char *name; int (*run)(int); struct point at; struct entry *next; };
int run_first(int);
static int run_second(int n) { return n + 1; }

int plain = 3;
int tentative;
static long hidden = -1;
extern int elsewhere;
const double ratio = 1.5;
float negative = -2;
char letter = 'x', *text = "text";
char array[8] = "abc";
const char *names[] = { "one", "two", 0 };
int grid[2][3] = { [1] = { [2] = 7 } };
int *into = &grid[1][2], *past = grid[0] + 4;
struct point origin = { .y = 2 };
struct entry second;
struct entry first = { "first", run_first, { 1, 2 }, &second };
struct entry second = { "second", &run_second, .next = &first };
struct entry *list[2] = { &first, (struct entry *)0 };
struct point *literal = &(struct point){ 3, 4 };
int *numbers = (int[]){ 5, 6 };
struct { unsigned a : 3, b : 7; unsigned char c; } bits = { 5, 65, 9 };
union { int i; float f; } choice = { .f = 1.0f };
unsigned long address = (unsigned long)&plain;
int size = sizeof(struct entry) + 2 * __builtin_offsetof(struct entry, at);
int chosen = sizeof(long) == 8 ? 1 : 2;
int from_end = (int)(sizeof names / sizeof *names);
static const int limit = 10;
int limited = limit + 1;
char *member = (char *)&first + 8;
int *inside = &first.at.y;
int last[3] = { [2] = 1, [2] = 0, [0] = 4 };
int ranged[5] = { [1 ... 3] = 8 };
_Bool yes = 5;
void *self = &self;
static int (*const table[])(int) = { run_first, [2] = run_second };
__thread int per_thread = 1;
int weak_one __attribute__((weak)) = 1;

int counter(void)
{
    static int count = 4;
    static struct point last = { 1 };
    static const char *const words[] = { "a", "b" };
    count++;
    last.y = count;
    return words[count & 1][0] + table[0](last.y) + elsewhere + limit;
}
