// run: memory
// run: memory negative
// run: memory forbidden word
/* Where the process ends nothing is lost. */
#include <assert.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *program_name;

__attribute__((noreturn)) static void die(const char *why)
{
    fprintf(stderr, "%s: %s\n", program_name, why);
    exit(3);
}

/* A noreturn function that is not declared so. */
static void give_up(const char *why)
{
    fprintf(stderr, "giving up: %s\n", why);
    exit(4);
}

static void *checked_malloc(size_t size)
{
    void *block = malloc(size);            // ok: CK4001
    if (block == NULL)
        die("no memory");
    return block;
}

/* An exit with blocks alive. */
static int read_number(const char *text)
{
    char *copy = checked_malloc(strlen(text) + 1);         // ok: CK4001
    strcpy(copy, text);
    int number = atoi(copy);
    if (number < 0)
        die("negative");                   // ok: CK4001
    free(copy);
    return number;
}

static int read_word(const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    if (copy == NULL)
        err(1, "strdup");
    if (copy[0] == '!')
        give_up(copy);                     // ok: CK4001
    int first = copy[0];
    free(copy);
    return first;
}

/* An abort, an assertion, a trap. */
static int read_mode(const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    assert(copy != NULL);
    int mode = 0;
    switch (copy[0]) {
    case 'r':
        mode = 1;
        break;
    case 'w':
        mode = 2;
        break;
    case 'x':
        __builtin_trap();
    default:
        abort();
    }
    free(copy);
    return mode;
}

/* The wrapper leaves no NULL behind. */
static size_t join(const char *left, const char *right)
{
    char *both = checked_malloc(strlen(left) + strlen(right) + 1);         // ok: CK4001
    strcpy(both, left);
    strcat(both, right);
    size_t length = strlen(both);
    free(both);
    return length;
}

/* exec takes the whole memory away. */
static void replace_process(const char *path)
{
    char **arguments = calloc(2, sizeof *arguments);       // ok: CK4001
    if (arguments == NULL)
        exit(1);
    arguments[0] = strdup(path);           // ok: CK4001
    execv(path, arguments);
    _exit(127);
}

/* A function that never comes back. */
__attribute__((noreturn)) static void serve_forever(int requests)
{
    char *buffer = checked_malloc(64);     // ok: CK4001
    for (;;) {
        snprintf(buffer, 64, "request %d", requests);
        if (--requests < 0)
            exit(0);
    }
}

int main(int count, char **words)
{
    program_name = words[0];
    int sum = read_number("12") + read_word("word") + read_mode("r") + read_mode("w");
    sum += (int)join("a", "b");
    if (count == 4)
        replace_process("/bin/true");
    if (count == 3)
        sum += read_word("!");
    if (count == 2)
        sum += read_number("-1");
    serve_forever(sum > 0 ? 3 : 2);
}
