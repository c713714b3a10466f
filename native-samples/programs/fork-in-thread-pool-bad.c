// run: fork
/* A pool with live jobs. One kind of job forks, and its child, in which all other workers are gone, allocates. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORKERS 4
#define JOBS 24

struct job {
    struct job *next;
    void (*run)(struct job *job);
    size_t size;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct job *jobs;
    int closed;
    pthread_t workers[WORKERS];
};

static void compress(struct job *job)
{
    char *buffer = malloc(job->size);
    if (buffer != NULL)
        memset(buffer, 0, job->size);
    free(buffer);
}

static void convert(struct job *job)
{
    pid_t child = fork();                  // flow a2: fork
    if (child == 0) {
        char *buffer = calloc(1, job->size);               // expect a: CK2001 "calloc"
        _exit(buffer == NULL);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
}

static void *pool_work(void *argument)
{
    struct pool *pool = argument;
    for (;;) {
        pthread_mutex_lock(&pool->lock);
        while (pool->jobs == NULL && !pool->closed)
            pthread_cond_wait(&pool->filled, &pool->lock);
        struct job *job = pool->jobs;
        if (job != NULL)
            pool->jobs = job->next;
        pthread_mutex_unlock(&pool->lock);
        if (job == NULL)
            return NULL;
        job->run(job);
        free(job);
    }
}

static int pool_add(struct pool *pool, void (*run)(struct job *job), size_t size)
{
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->run = run;
    job->size = size;
    pthread_mutex_lock(&pool->lock);
    job->next = pool->jobs;
    pool->jobs = job;
    pthread_cond_signal(&pool->filled);
    pthread_mutex_unlock(&pool->lock);
    return 0;
}

int main(void)
{
    static struct pool pool = { .lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER };
    int started = 0;
    while (started < WORKERS && pthread_create(&pool.workers[started], NULL, pool_work, &pool) == 0)       // flow a1: pthread_create
        started++;
    for (int i = 0; i < JOBS; i++)
        pool_add(&pool, i % 4 == 0 ? convert : compress, 256);

    pthread_mutex_lock(&pool.lock);
    pool.closed = 1;
    pthread_cond_broadcast(&pool.filled);
    pthread_mutex_unlock(&pool.lock);
    for (int i = 0; i < started; i++)
        pthread_join(pool.workers[i], NULL);
    return started != WORKERS;
}
