// run: race
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>

#define WORKERS 3

struct pool {
    pthread_t threads[WORKERS];
    pthread_mutex_t lock;
    int running;
    int jobs;
    sem_t started;
};

struct worker {
    pthread_t thread;
    int id;
};

static int results[16];

static void *work(void *argument)
{
    results[*(int *)argument & 15] = 1;
    return NULL;
}

static void *work_by_value(void *argument)
{
    results[(intptr_t)argument & 15] = 2;
    return NULL;
}

static void *serve(void *argument)
{
    struct pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    pool->jobs += pool->running;
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static void *take(void *argument)
{
    struct pool *pool = argument;
    int id = pool->jobs;
    sem_post(&pool->started);
    results[id & 15] = 3;
    return NULL;
}

static void *run_worker(void *argument)
{
    struct worker *self = argument;
    results[self->id & 15] = 4;
    return NULL;
}

/* Each has its own element. */
void start_workers(void)
{
    pthread_t threads[WORKERS];
    int ids[WORKERS], started = 0;
    for (int i = 0; i < WORKERS; i++) {
        ids[i] = i;
        if (pthread_create(&threads[i], NULL, work, &ids[i]) != 0)         // ok: CK1010
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* Its own record, with the handle. */
void start_records(void)
{
    struct worker workers[WORKERS];
    int started = 0;
    for (int i = 0; i < WORKERS; i++) {
        struct worker *worker = &workers[i];
        worker->id = i;
        if (pthread_create(&worker->thread, NULL, run_worker, worker) != 0)                // ok: CK1010
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

/* The number itself. */
void start_by_value(void)
{
    pthread_t threads[WORKERS];
    int started = 0;
    for (int i = 0; i < WORKERS; i++) {
        if (pthread_create(&threads[i], NULL, work_by_value, (void *)(intptr_t)i) != 0)    // ok: CK1010
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* One after the other. */
void run_in_turn(void)
{
    for (int i = 0; i < WORKERS; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, work, &i) == 0)      // ok: CK1010, CK1005
            pthread_join(thread, NULL);
    }
}

/* What all share is meant to be shared, and a lock guards it. */
int start_pool(struct pool *pool)
{
    pthread_mutex_init(&pool->lock, NULL);
    int started = 0;
    for (int i = 0; i < WORKERS; i++) {
        if (pthread_create(&pool->threads[i], NULL, serve, pool) != 0)     // ok: CK1010
            break;
        pthread_mutex_lock(&pool->lock);
        pool->running++;
        pthread_mutex_unlock(&pool->lock);
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(pool->threads[i], NULL);
    pthread_mutex_destroy(&pool->lock);
    return started;
}

/* The loop goes on when the thread has taken its number. */
void start_with_handshake(void)
{
    struct pool pool = { .jobs = 0 };
    int started = 0;
    sem_init(&pool.started, 0, 0);
    for (int i = 0; i < WORKERS; i++) {
        pool.jobs = i;
        if (pthread_create(&pool.threads[i], NULL, take, &pool) != 0)      // ok: CK1010
            break;
        sem_wait(&pool.started);
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(pool.threads[i], NULL);
    sem_destroy(&pool.started);
}

int main(void)
{
    static struct pool pool;
    start_workers();
    start_records();
    start_by_value();
    run_in_turn();
    start_with_handshake();
    return start_pool(&pool) != WORKERS;
}
