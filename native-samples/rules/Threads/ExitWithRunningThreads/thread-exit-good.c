// run: none the main thread ends before the process does
#include <pthread.h>
#include <stdio.h>

struct config {
    int interval;
};

static void *tick(void *argument)
{
    struct config *config = argument;
    printf("%d\n", config->interval);
    return NULL;
}

/* Only the main thread ends, and its stack stays. */
int main(int argc, char **argv)
{
    struct config config = { .interval = argc };
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, &config) != 0) {   // ok: CK1005
        puts(argv[0]);
        return 1;
    }
    pthread_detach(ticker);
    pthread_exit(NULL);                    // ok: CK1011
}
