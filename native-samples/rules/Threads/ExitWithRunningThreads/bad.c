// run: none what a thread does while the process ends is chance
#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct config {
    int interval;
    int verbose;
};

static void *tick(void *argument)
{
    struct config *config = argument;
    for (int i = 0; i < 100; i++) {
        nanosleep(&(struct timespec) { .tv_nsec = config->interval * 1000L }, NULL);
        if (config->verbose)
            puts("tick");
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct config config = { .interval = 100, .verbose = argc > 1 };
    pthread_t ticker;
    if (pthread_create(&ticker, NULL, tick, &config) != 0)     // flow a1: config
        return 1;
    pthread_detach(ticker);
    puts(argv[0]);
    return 0;                              // expect a: CK1011 note "config" // flow a2: ends with the process
}
