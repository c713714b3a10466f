// run: fork
/* The same pool; the job that needs a process makes everything ready, forks and executes at once. */
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
    char *buffer = malloc(job->size);      // ok: CK2001
    if (buffer != NULL)
        memset(buffer, 0, job->size);
    free(buffer);
}

static void convert(struct job *job)
{
    char *name = malloc(job->size);        // ok: CK2001
    if (name == NULL)
        return;
    memset(name, 'n', job->size - 1);
    name[job->size - 1] = '\0';
    char *arguments[] = { "true", name, NULL };
    pid_t child = fork();
    if (child == 0) {
        execv("/bin/true", arguments);     // ok: CK2001
        _exit(127);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
    free(name);                            // ok: CK2001
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
    struct job *job = malloc(sizeof *job); // ok: CK4001
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
    while (started < WORKERS && pthread_create(&pool.workers[started], NULL, pool_work, &pool) == 0)       // ok: CK1002
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
