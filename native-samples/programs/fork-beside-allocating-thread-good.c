// run: fork
/* The block is there before the fork; the child only writes to it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 20

static atomic_int stopping;

static void *churn(void *unused)
{
    (void)unused;
    while (!stopping) {
        char *block = malloc(4096);        // ok: CK2001
        if (block != NULL)
            block[0] = 1;
        free(block);
    }
    return NULL;
}

static int run_child(void)
{
    char *copy = malloc(4096);             // ok: CK2001
    if (copy == NULL)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        memset(copy, 0, 4096);
        _exit(0);
    }
    free(copy);                            // ok: CK2001
    return child > 0 && waitpid(child, NULL, 0) == child ? 0 : -1;
}

int main(void)
{
    pthread_t churner;
    int failures = 0;
    if (pthread_create(&churner, NULL, churn, NULL) != 0)
        return 1;
    for (int i = 0; i < ROUNDS; i++)
        failures += run_child();
    stopping = 1;
    pthread_join(churner, NULL);
    return failures != 0;
}
