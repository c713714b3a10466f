// run: fork
/* What the standard promises is all that is known of the C library. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping;

static void *tick(void *unused)
{
    while (!stopping)
        usleep(1000);
    return unused;
}

/* Threads of the program somewhere else: likely. */
static int with_likely_threads(void)
{
    pid_t child = fork();
    if (child == 0) {
        char *block = malloc(8);           // expect: CK2001 warning
        _exit(block == NULL);
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}

/* A thread of this very path: certain. */
int main(void)
{
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, NULL) != 0)
        return 1;
    int failures = with_likely_threads();
    pid_t child = fork();
    if (child == 0) {
        char *block = malloc(8);           // expect: CK2001 error
        _exit(block == NULL);
    }
    failures += child < 0 || waitpid(child, NULL, 0) != child;
    stopping = 1;
    pthread_join(ticker, NULL);
    return failures;
}
