// run: memory
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

struct config {
    int interval;
    sem_t done;
};

static volatile int sum;

static void *count(void *argument)
{
    sum += ((struct config *)argument)->interval;
    return NULL;
}

static void *count_and_say(void *argument)
{
    struct config *config = argument;
    sum += config->interval;
    sem_post(&config->done);
    return NULL;
}

static void *idle(void *argument)
{
    (void)argument;
    return NULL;
}

int main(int argc, char **argv)
{
    struct config config = { .interval = argc };
    static struct config shared = { .interval = 2 };
    pthread_t joined, heard, of_static, without;
    sem_init(&config.done, 0, 0);
    if (pthread_create(&joined, NULL, count, &config) == 0)    // ok: CK1005
        pthread_join(joined, NULL);
    if (pthread_create(&heard, NULL, count_and_say, &config) == 0) {
        pthread_detach(heard);
        sem_wait(&config.done);
    }
    if (pthread_create(&of_static, NULL, count, &shared) == 0)
        pthread_detach(of_static);
    if (pthread_create(&without, NULL, idle, argv) == 0)
        pthread_detach(without);
    sem_destroy(&config.done);
    return 0;                              // ok: CK1011
}
