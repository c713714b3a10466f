// run: threads
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

#define WORKERS 4

struct server {
    int port;
    pthread_t acceptor;
};

static pthread_t flusher;

static void *work(void *argument)
{
    return argument;
}

static int work_c11(void *argument)
{
    return argument != NULL;
}

/* The handle is a local, and dropped. */
int fire_and_forget(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // expect a: CK1002 "work" // flow a1: pthread_create
        return -1;
    return 0;                              // flow a2: worker
}

/* A return between creation and join. */
int run_with_limit(int limit)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // expect b: CK1002 "work"
        return -1;
    if (limit < 0)                         // flow b1: limit
        return -1;                         // flow b2: worker
    return pthread_join(worker, NULL);
}

/* One handle for all turns of a loop; the last thread is joined. */
int run_batch(int count)
{
    pthread_t worker;
    int started = 0;
    for (int i = 0; i < count; i++) {
        if (pthread_create(&worker, NULL, work, NULL) != 0)                // expect: CK1002 "work"
            abort();
        started++;
    }
    if (started > 0)
        pthread_join(worker, NULL);
    return started;
}

/* All but the last of an array. */
void run_all(void)
{
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&workers[i], NULL, work, NULL) != 0)            // expect e: CK1002 "work" // flow e1: 4
            abort();
    for (int i = 0; i < WORKERS - 1; i++)
        pthread_join(workers[i], NULL);    // flow e2: 3
}

/* The handle is kept in a field that nothing in the program joins or detaches. */
int server_start(struct server *server, int port)
{
    server->port = port;
    return pthread_create(&server->acceptor, NULL, work, server);          // expect: CK1002 "acceptor"
}

/* The same with a global. */
int start_flusher(void)
{
    return pthread_create(&flusher, NULL, work, NULL);     // expect: CK1002 "flusher"
}

/* C11 threads. */
int warm_up(void)
{
    thrd_t worker;
    if (thrd_create(&worker, work_c11, NULL) != thrd_success)              // expect: CK1002 "work"
        return -1;
    return 0;
}

/* Created by a helper that hands the handle out. */
static int start_worker(pthread_t *worker, void *argument)
{
    return pthread_create(worker, NULL, work, argument);
}

int ping(int answer)
{
    pthread_t worker;
    if (start_worker(&worker, NULL) != 0)                  // expect c: CK1002 "work" // flow c1: start_worker
        return -1;
    if (answer == 0)
        return 0;                          // flow c2: worker
    return pthread_join(worker, NULL);
}

/* Two threads, and the failure of the second forgets the first. */
int start_pair(const pthread_attr_t *attributes)
{
    pthread_t reader, writer;
    if (pthread_create(&reader, NULL, work, NULL) != 0)    // expect d: CK1002 "work"
        return -1;
    if (pthread_create(&writer, attributes, work, NULL) != 0)
        return -1;                         // flow d1: reader
    pthread_join(writer, NULL);
    pthread_join(reader, NULL);
    return 0;
}

/* An explicit attribute, but joinable. */
int run_sized(void)
{
    pthread_t worker;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 1 << 20);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_JOINABLE);
    int rc = pthread_create(&worker, &attributes, work, NULL);             // expect: CK1002 "work"
    pthread_attr_destroy(&attributes);
    return rc;
}

/* Joined on a condition that need not hold. */
int run_checked(int wait)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // expect: CK1002 "work"
        return -1;
    if (wait)
        pthread_join(worker, NULL);
    return 0;
}

int main(void)
{
    int failures = fire_and_forget();
    failures += run_with_limit(1) + run_with_limit(-1);
    failures += run_batch(3);
    run_all();

    static struct server server;
    failures += server_start(&server, 80);
    failures += start_flusher();
    failures += warm_up();
    failures += ping(1) + ping(0);

    /* A stack that no address space has room for makes the second creation fail. */
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    failures += start_pair(NULL) + start_pair(&huge);
    pthread_attr_destroy(&huge);

    failures += run_sized();
    failures += run_checked(1) + run_checked(0);
    return failures == 12345;
}
