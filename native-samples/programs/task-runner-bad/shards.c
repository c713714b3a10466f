#include <stddef.h>

#include "runner.h"

static int counts[4];

static void *count_shard(void *argument)
{
    int shard = *(int *)argument;
    if (shard >= 0 && shard < 4)
        counts[shard] = 1;
    return NULL;
}

/* The loop's counter itself is what each thread is given. */
int count_shards(void)
{
    pthread_t threads[4];
    int shard, started = 0;
    for (shard = 0; shard < 4; shard++)
        if (pthread_create(&threads[started], NULL, count_shard, &shard) == 0)             // expect: CK1010 "shard"
            started++;
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return counts[0] + counts[1] + counts[2] + counts[3];
}
