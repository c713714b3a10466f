#ifndef POOL_H
#define POOL_H

#include <pthread.h>
#include <stddef.h>

struct job {
    void (*run)(void *argument);
    void *argument;
};

/* A queue of jobs that grows; the first is at `first`. */
struct queue {
    struct job *jobs;
    size_t first;
    size_t count;
    size_t capacity;
};

int queue_reserve(struct queue *queue, size_t capacity);
int queue_push(struct queue *queue, struct job job);
int queue_pop(struct queue *queue, struct job *job);
void queue_clear(struct queue *queue);

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct queue queue;
    pthread_t *threads;
    size_t thread_count;
    int stopping;
};

struct pool *pool_create(size_t threads);
int pool_submit(struct pool *pool, void (*run)(void *argument), void *argument);
void pool_stop(struct pool *pool);

#endif
