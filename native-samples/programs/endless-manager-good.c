// run: threads
/* A manager that joins what it created goes on for as long as it likes. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS 500

static void *work(void *unused)
{
    return unused;
}

static long manage(long rounds)
{
    long created = 0;
    pthread_t worker;
    for (;;) {
        int error = pthread_create(&worker, NULL, work, NULL);             // ok: CK1002
        if (error != 0) {
            fprintf(stderr, "after %ld threads: %s\n", created, strerror(error));
            return created;
        }
        pthread_join(worker, NULL);
        if (++created == rounds)
            return created;
    }
}

int main(void)
{
    struct rlimit space = { 1UL << 30, 1UL << 30 };
    if (setrlimit(RLIMIT_AS, &space) != 0)
        return 1;
    return manage(ROUNDS) != ROUNDS;
}
