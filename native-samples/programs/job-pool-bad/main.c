// run: threads
// run: realloc
/* A pool of workers around a queue that grows. */
#include "pool.h"

#include <stdatomic.h>
#include <stdio.h>

#define JOBS 50

static atomic_int done;

static void count(void *argument)
{
    done += *(int *)argument;
}

int main(void)
{
    static int one = 1;
    static struct queue spare;
    struct pool *pool = pool_create(3);
    if (pool == NULL)
        return 1;
    for (int i = 0; i < JOBS; i++)
        pool_submit(pool, count, &one);
    pool_stop(pool);
    printf("%d jobs done\n", done);

    /* More than any machine has: the queue cannot grow, and what it held is gone. */
    if (queue_push(&spare, (struct job) { count, &one }) == 0)
        queue_reserve(&spare, (size_t)1 << 55);
    queue_clear(&spare);
    return 0;
}
