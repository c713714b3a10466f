#include <stdio.h>

#include "runner.h"

static long sums[MAX_RUNNERS];
static long next_sum;
static pthread_mutex_t sum_lock = PTHREAD_MUTEX_INITIALIZER;

static void add(long value)
{
    pthread_mutex_lock(&sum_lock);
    sums[next_sum++ % MAX_RUNNERS] += value;
    pthread_mutex_unlock(&sum_lock);
}

static void *run_range(void *argument)
{
    const struct range *range = argument;
    long sum = 0;
    for (long i = range->first; i < range->last; i++)
        sum += i;
    add(sum);
    return NULL;
}

/* A range for each. */
int runner_start(struct runner *runner, long total)
{
    static struct range ranges[MAX_RUNNERS];
    long size = total / MAX_RUNNERS;
    runner->started = 0;
    for (int i = 0; i < MAX_RUNNERS; i++) {
        ranges[i].first = i * size;
        ranges[i].last = ranges[i].first + size;
        if (pthread_create(&runner->threads[i], NULL, run_range, &ranges[i]) != 0) {       // ok: CK1010
            perror("runner");
            break;
        }
        runner->started++;
    }
    return runner->started;
}

long runner_finish(struct runner *runner)
{
    for (int i = 0; i < runner->started; i++)
        pthread_join(runner->threads[i], NULL);
    return sums[0] + sums[1] + sums[2];
}
