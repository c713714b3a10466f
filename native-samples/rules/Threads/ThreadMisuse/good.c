// run: misuse
// run: threads
/* Each thread is joined or detached once, however far that is from its creation. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

static void *work(void *argument)
{
    return argument;
}

static int work_c11(void *argument)
{
    return argument != NULL;
}

/* One or the other. */
int joined_or_detached(int wait)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return -1;
    if (wait)
        pthread_join(worker, NULL);
    else
        pthread_detach(worker);            // ok: CK1007
    return 0;
}

/* A flag says whether there is something to join. */
struct worker {
    pthread_t thread;
    int is_running;
};

static void worker_stop(struct worker *worker)
{
    if (!worker->is_running)
        return;
    worker->is_running = 0;
    pthread_join(worker->thread, NULL);    // ok: CK1007
}

int stopped_twice(void)
{
    struct worker worker = { .is_running = 0 };
    worker.is_running = pthread_create(&worker.thread, NULL, work, NULL) == 0;
    worker_stop(&worker);
    worker_stop(&worker);                  // ok: CK1007
    return 0;
}

/* A timed join that failed is no join. */
int joined_in_the_end(void)
{
    pthread_t worker;
    struct timespec now = { 0, 0 };
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return -1;
    if (pthread_timedjoin_np(worker, NULL, &now) == 0)
        return 0;
    return pthread_join(worker, NULL);     // ok: CK1007
}

/* A join that failed may be followed by a detach. */
int detached_at_last(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return -1;
    if (pthread_join(worker, NULL) != 0)
        return pthread_detach(worker);     // ok: CK1007
    return 0;
}

/* The handle of one thread after the other. */
int one_after_the_other(int count)
{
    pthread_t worker;
    for (int i = 0; i < count; i++) {
        if (pthread_create(&worker, NULL, work, NULL) != 0)
            return -1;
        pthread_join(worker, NULL);        // ok: CK1007
    }
    return 0;
}

/* Only what was created is joined. */
int joined_where_created(const pthread_attr_t *attributes)
{
    pthread_t worker;
    int rc = pthread_create(&worker, attributes, work, NULL);
    work(NULL);
    if (rc == 0)
        pthread_join(worker, NULL);        // ok: CK1007
    return rc;
}

/* All that were created, in whatever order. */
int joined_backwards(int wanted)
{
    pthread_t workers[8];
    int started = 0;
    while (started < wanted && started < 8 && pthread_create(&workers[started], NULL, work, NULL) == 0)
        started++;
    while (started > 0)
        pthread_join(workers[--started], NULL);            // ok: CK1007
    return started;
}

/* The thread detaches itself, not another. */
static void *detaches_itself(void *argument)
{
    pthread_detach(pthread_self());        // ok: CK1007
    return argument;
}

int started_and_gone(void)
{
    pthread_t worker;
    return pthread_create(&worker, NULL, detaches_itself, NULL);
}

int joined_c11(void)
{
    thrd_t worker;
    if (thrd_create(&worker, work_c11, NULL) != thrd_success)
        return -1;
    return thrd_join(worker, NULL);        // ok: CK1007
}

int main(void)
{
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    int failures = joined_or_detached(0) + joined_or_detached(1) + stopped_twice() + joined_in_the_end() + detached_at_last();
    failures += one_after_the_other(3) + joined_where_created(NULL) + joined_where_created(&huge) + joined_backwards(3);
    failures += started_and_gone() + joined_c11();
    pthread_attr_destroy(&huge);
    return failures == 12345;
}
