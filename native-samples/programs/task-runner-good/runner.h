#ifndef RUNNER_H
#define RUNNER_H

#include <pthread.h>

#define MAX_RUNNERS 3

struct range {
    long first;
    long last;
};

struct runner {
    pthread_t threads[MAX_RUNNERS];
    int started;
};

int runner_start(struct runner *runner, long total);
long runner_finish(struct runner *runner);
int count_shards(void);

#endif
