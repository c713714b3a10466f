// run: fork
/* All children are there before the first thread is. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static void *work(void *argument)
{
    char *copy = strdup(argument);
    free(copy);
    return NULL;
}

/* The child's heap is its own: no other thread was there to hold a lock. */
static pid_t start_helper(const char *name)
{
    pid_t helper = fork();
    if (helper == 0) {
        char *title = strdup(name);        // ok: CK2001
        _exit(title == NULL);
    }
    return helper;
}

/* A child that makes threads of its own may allocate, too. */
static pid_t start_threaded_helper(char *name)
{
    pid_t helper = fork();
    if (helper == 0) {
        pthread_t worker;
        if (pthread_create(&worker, NULL, work, name) == 0)
            pthread_join(worker, NULL);
        void *block = malloc(16);          // ok: CK2001
        _exit(block == NULL);
    }
    return helper;
}

int main(void)
{
    static char name[] = "helper";
    pid_t first = start_helper(name);
    pid_t second = start_threaded_helper(name);
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, name) == 0)
        pthread_join(worker, NULL);
    if (first > 0)
        waitpid(first, NULL, 0);
    if (second > 0)
        waitpid(second, NULL, 0);
    return 0;
}
