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

/* All runners look at the one range that the loop goes on to fill. */
int runner_start(struct runner *runner, long total)
{
    static struct range range;
    long size = total / MAX_RUNNERS;
    runner->started = 0;
    for (int i = 0; i < MAX_RUNNERS; i++) {
        range.first = i * size;
        range.last = range.first + size;
        if (pthread_create(&runner->threads[i], NULL, run_range, &range) != 0) {           // expect: CK1010 "range"
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
