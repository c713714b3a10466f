// run: threads
/* A manager that creates joinable threads in an endless loop and joins none, until creation fails: each thread that has ended
   keeps its stack. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static void *work(void *unused)
{
    return unused;
}

static long manage(void)
{
    long created = 0;
    pthread_t worker;
    for (;;) {
        int error = pthread_create(&worker, NULL, work, NULL);             // expect a: CK1002 "work" // flow a1: pthread_create
        if (error != 0) {
            fprintf(stderr, "after %ld threads: %s\n", created, strerror(error));
            return created;
        }
        created++;
    }
}

int main(void)
{
    /* Room for about a hundred stacks: the end comes early. */
    struct rlimit space = { 1UL << 30, 1UL << 30 };
    if (setrlimit(RLIMIT_AS, &space) != 0)
        return 1;
    return manage() == 0;
}
