// run: fork
// run: memory
/* A process of one thread: its children may do what they like. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* A worker process with a heap of its own. */
static int work(int number)
{
    int sum = 0;
    int *table = calloc(100, sizeof *table);               // ok: CK2001
    if (table == NULL)
        return -1;
    for (int i = 0; i < 100; i++)
        table[i] = number * i;
    for (int i = 0; i < 100; i++)
        sum += table[i];
    free(table);                           // ok: CK2001
    return sum & 1;
}

static int prefork(int processes)
{
    pid_t children[4];
    int started = 0;
    for (; started < processes && started < 4; started++) {
        children[started] = fork();
        if (children[started] < 0)
            break;
        if (children[started] == 0)
            _exit(work(started));          // ok: CK2001
    }
    int failures = 0;
    for (int i = 0; i < started; i++)
        failures += wait_for(children[i]);
    return failures;
}

/* A shell's way: the child puts its arguments together. */
static int run(const char *program)
{
    pid_t child = fork();
    if (child == 0) {
        char *path = NULL;
        if (asprintf(&path, "/bin/%s", program) < 0)       // ok: CK2001
            _exit(126);
        execl(path, program, (char *)NULL);
        free(path);                        // ok: CK2001
        _exit(127);
    }
    return wait_for(child);
}

/* A snapshot by copy on write, as key-value stores do it. */
static int save(const char *const *values, int count)
{
    pid_t child = fork();
    if (child == 0) {
        size_t total = 0;
        for (int i = 0; i < count; i++) {
            char *line = strdup(values[i]);                // ok: CK2001
            total += line == NULL ? 0 : strlen(line);
            free(line);
        }
        _exit(total != 6);
    }
    return wait_for(child);
}

int main(void)
{
    static const char *const values[] = { "one", "two" };
    int failures = prefork(3) + run("true") + save(values, 2);
    return failures == 12345;
}
