#include "pool.h"

#include <stdlib.h>

static void *pool_work(void *argument)
{
    struct pool *pool = argument;
    struct job job;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (queue_pop(&pool->queue, &job) == 0) {
            pthread_mutex_unlock(&pool->lock);
            job.run(job.argument);
            pthread_mutex_lock(&pool->lock);
        }
        if (pool->stopping)
            break;
        pthread_cond_wait(&pool->changed, &pool->lock);
    }
    pool->thread_count--;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

struct pool *pool_create(size_t threads)
{
    struct pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return NULL;
    pool->threads = calloc(threads, sizeof *pool->threads);
    if (pool->threads == NULL) {
        free(pool);
        return NULL;
    }
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->changed, NULL);
    pthread_mutex_lock(&pool->lock);
    while (pool->thread_count < threads) {
        if (pthread_create(&pool->threads[pool->thread_count], NULL, pool_work, pool) != 0)                // expect: CK1002 "pool_work"
            break;
        pool->thread_count++;
    }
    pthread_mutex_unlock(&pool->lock);
    return pool;
}

int pool_submit(struct pool *pool, void (*run)(void *argument), void *argument)
{
    pthread_mutex_lock(&pool->lock);
    int rc = queue_push(&pool->queue, (struct job) { run, argument });
    pthread_cond_signal(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
    return rc;
}

/* Waits until the threads have said goodbye, which is not the same as joining them. */
void pool_stop(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->stopping = 1;
    pthread_cond_broadcast(&pool->changed);
    while (pool->thread_count > 0)
        pthread_cond_wait(&pool->changed, &pool->lock);
    queue_clear(&pool->queue);
    pthread_mutex_unlock(&pool->lock);
    free(pool->threads);
    pool->threads = NULL;
}
