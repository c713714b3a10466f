// run: fork
/* A thread allocates and frees in a loop. The main thread forks, and the child allocates: had the fork come while the other
   thread held the allocator's lock, nobody in the child would ever give it back. */
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
        char *block = malloc(4096);
        if (block != NULL)
            block[0] = 1;
        free(block);
    }
    return NULL;
}

static int run_child(void)
{
    pid_t child = fork();                  // flow a2: fork
    if (child < 0)
        return -1;
    if (child == 0) {
        char *copy = malloc(4096);         // expect a: CK2001 "malloc"
        if (copy == NULL)
            _exit(1);
        memset(copy, 0, 4096);
        _exit(0);
    }
    return waitpid(child, NULL, 0) == child ? 0 : -1;
}

int main(void)
{
    pthread_t churner;
    int failures = 0;
    if (pthread_create(&churner, NULL, churn, NULL) != 0)                  // flow a1: pthread_create
        return 1;
    for (int i = 0; i < ROUNDS; i++)
        failures += run_child();
    stopping = 1;
    pthread_join(churner, NULL);
    return failures != 0;
}
