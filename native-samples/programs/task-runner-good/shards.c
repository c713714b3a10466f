#include <stddef.h>
#include <stdint.h>

#include "runner.h"

static int counts[4];

static void *count_shard(void *argument)
{
    intptr_t shard = (intptr_t)argument;
    if (shard >= 0 && shard < 4)
        counts[shard] = 1;
    return NULL;
}

/* The number goes as the argument itself. */
int count_shards(void)
{
    pthread_t threads[4];
    int shard, started = 0;
    for (shard = 0; shard < 4; shard++)
        if (pthread_create(&threads[started], NULL, count_shard, (void *)(intptr_t)shard) == 0)            // ok: CK1010
            started++;
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return counts[0] + counts[1] + counts[2] + counts[3];
}
