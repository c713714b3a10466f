// run: fork
/* The fork happens in the handler of SIGALRM, which may have interrupted an allocation of this very thread; its child allocates. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SNAPSHOTS 3

static atomic_int stopping;
static volatile sig_atomic_t snapshots;

static void *churn(void *unused)
{
    (void)unused;
    while (!stopping)
        free(malloc(512));
    return NULL;
}

static void take_snapshot(int signal_number)
{
    (void)signal_number;
    pid_t child = fork();                  // flow a1: fork // expect: CK2003 "its child calls"
    if (child == 0) {
        char *image = malloc(1024);        // expect a: CK2001 "malloc"
        _exit(image == NULL);
    }
    snapshots++;
}

int main(void)
{
    pthread_t churner;
    struct sigaction action = { .sa_handler = take_snapshot };
    struct itimerval every = { .it_interval = { 0, 20000 }, .it_value = { 0, 20000 } };
    struct itimerval never = { { 0, 0 }, { 0, 0 } };

    if (pthread_create(&churner, NULL, churn, NULL) != 0)
        return 1;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &every, NULL);
    while (snapshots < SNAPSHOTS)
        free(malloc(512));
    setitimer(ITIMER_REAL, &never, NULL);
    while (wait(NULL) > 0)
        continue;
    stopping = 1;
    pthread_join(churner, NULL);
    return 0;
}
