// run: fork
/* The handler only says that it is time; the main loop forks, with everything at hand that the child needs. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SNAPSHOTS 3

static atomic_int stopping;
static volatile sig_atomic_t due;

static void *churn(void *unused)
{
    (void)unused;
    while (!stopping)
        free(malloc(512));                 // ok: CK2001
    return NULL;
}

static void snapshot_is_due(int signal_number)
{
    (void)signal_number;
    due = 1;
}

static void take_snapshot(char *image, size_t size)
{
    pid_t child = fork();
    if (child == 0) {
        memset(image, 's', size);          // ok: CK2001
        _exit(0);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
}

int main(void)
{
    pthread_t churner;
    struct sigaction action = { .sa_handler = snapshot_is_due };
    struct itimerval every = { .it_interval = { 0, 20000 }, .it_value = { 0, 20000 } };
    struct itimerval never = { { 0, 0 }, { 0, 0 } };
    char *image = malloc(1024);

    if (image == NULL || pthread_create(&churner, NULL, churn, NULL) != 0) {
        free(image);
        return 1;
    }
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &every, NULL);
    for (int snapshots = 0; snapshots < SNAPSHOTS;) {
        free(malloc(512));                 // ok: CK2001
        if (due) {
            due = 0;
            take_snapshot(image, 1024);
            snapshots++;
        }
    }
    setitimer(ITIMER_REAL, &never, NULL);
    stopping = 1;
    pthread_join(churner, NULL);
    free(image);
    return 0;
}
