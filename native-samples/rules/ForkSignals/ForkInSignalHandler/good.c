// run: none the guard counts each fork in a handler, and _Fork is one
/* Forks where the program waits, and a handler that may fork. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t due;
static char image[512];

/* The handler only says that it is time. */
static void snapshot_is_due(int number)
{
    (void)number;
    due = 1;
}

static void take_snapshot(void)
{
    pid_t child = fork();                          // ok: CK2003
    if (child == 0) {
        char *copy = malloc(sizeof image);
        _exit(copy == NULL);
    }
    due = 0;
}

/* _Fork is in the list of 2024, and its child does what may be done. */
static void leave_mark(int number)
{
    (void)number;
    if (_Fork() == 0) {                            // ok: CK2003
        memset(image, 0, sizeof image);
        _exit(write(2, image, 0) < 0);
    }
}

int main(void)
{
    signal(SIGALRM, snapshot_is_due);
    signal(SIGUSR1, leave_mark);
    raise(SIGALRM);
    raise(SIGUSR1);
    if (due)
        take_snapshot();
    while (wait(NULL) > 0)
        continue;
    return 0;
}
