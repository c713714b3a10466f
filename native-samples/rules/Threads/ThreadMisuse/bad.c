// run: misuse
/* Joins and detaches of what can be neither joined nor detached. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

static void *work(void *argument)
{
    return argument;
}

static int work_c11(void *argument)
{
    return argument != NULL;
}

/* A join after the detach. */
int detached_and_joined(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // flow a1: pthread_create
        return -1;
    pthread_detach(worker);                // flow a2: detached
    return pthread_join(worker, NULL);     // expect a: CK1007 "was detached" // flow a3: joined
}

/* Two joins. */
int joined_twice(int wait)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return -1;
    if (wait)
        pthread_join(worker, NULL);
    return pthread_join(worker, NULL);     // expect b: CK1007 "was joined before" // flow b1: joined
}

/* Two detaches. */
int detached_twice(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return -1;
    pthread_detach(worker);
    return pthread_detach(worker);         // expect: CK1007 "was detached before"
}

/* Created detached, and waited for. */
int created_detached(void)
{
    pthread_t worker;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&worker, &attributes, work, NULL);
    pthread_attr_destroy(&attributes);
    if (rc != 0)
        return -1;
    return pthread_join(worker, NULL);     // expect: CK1007 "was created detached"
}

/* The failure is noticed, and the handle used all the same. */
int used_after_failure(const pthread_attr_t *attributes)
{
    pthread_t worker;
    int rc = pthread_create(&worker, attributes, work, NULL);              // flow c1: fails
    if (rc != 0)
        goto done;
    work(NULL);
done:
    pthread_join(worker, NULL);            // expect c: CK1007 "creation failed" // flow c2: joined
    return rc;
}

/* A wrapper joins; so does its caller. */
struct worker {
    pthread_t thread;
    int id;
};

static void worker_stop(struct worker *worker)
{
    pthread_join(worker->thread, NULL);
    worker->id = -1;
}

int stopped_and_joined(void)
{
    struct worker worker = { .id = 1 };
    if (pthread_create(&worker.thread, NULL, work, NULL) != 0)
        return -1;
    worker_stop(&worker);                  // flow d1: worker_stop
    return pthread_join(worker.thread, NULL);              // expect d: CK1007 "was joined before" // flow d2: joined
}

/* C11: both at once. */
int both_c11(void)
{
    thrd_t worker;
    if (thrd_create(&worker, work_c11, NULL) != thrd_success)
        return -1;
    thrd_detach(worker);
    return thrd_join(worker, NULL);        // expect: CK1007 "was detached before"
}

/* Of oneself. */
int waits_for_itself(void)
{
    return pthread_join(pthread_self(), NULL);             // expect: CK1007 "waits"
}

int main(void)
{
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    int failures = detached_and_joined() + joined_twice(1) + detached_twice() + created_detached();
    failures += used_after_failure(&huge) + stopped_and_joined() + both_c11() + waits_for_itself();
    pthread_attr_destroy(&huge);
    return failures == 12345;
}
