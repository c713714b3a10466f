// run: threads
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>

#define WORKERS 4

struct server {
    int port;
    int running;
    pthread_t acceptor;
};

static pthread_t flusher;

static void *work(void *argument)
{
    return argument;
}

static void *work_detached(void *argument)
{
    pthread_detach(pthread_self());
    return argument;
}

static int work_c11(void *argument)
{
    return argument != NULL;
}

/* Joined where it was created. */
int run_one(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    return pthread_join(worker, NULL);
}

/* Joined on the early path, too. */
int run_with_limit(int limit)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    if (limit < 0) {
        pthread_join(worker, NULL);
        return -1;
    }
    return pthread_join(worker, NULL);
}

/* A thread at a time. */
int run_batch(int count)
{
    pthread_t worker;
    int started = 0;
    for (int i = 0; i < count; i++) {
        if (pthread_create(&worker, NULL, work, NULL) != 0)                // ok: CK1002
            break;
        pthread_join(worker, NULL);
        started++;
    }
    return started;
}

/* Created in one loop, joined in the next. */
void run_all(void)
{
    pthread_t workers[WORKERS];
    for (int i = 0; i < WORKERS; i++)
        if (pthread_create(&workers[i], NULL, work, NULL) != 0)            // ok: CK1002
            abort();
    for (int i = 0; i < WORKERS; i++)
        pthread_join(workers[i], NULL);
}

/* As many as could be created. */
int run_some(int wanted)
{
    pthread_t workers[WORKERS];
    int started = 0;
    while (started < wanted && started < WORKERS) {
        if (pthread_create(&workers[started], NULL, work, NULL) != 0)      // ok: CK1002
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
    return started;
}

/* Kept in a field that another function joins. */
int server_start(struct server *server, int port)
{
    server->port = port;
    server->running = pthread_create(&server->acceptor, NULL, work, server) == 0;      // ok: CK1002
    return server->running ? 0 : -1;
}

void server_stop(struct server *server)
{
    if (server->running)
        pthread_join(server->acceptor, NULL);
    server->running = 0;
}

/* Kept in a global that another function joins. */
int start_flusher(void)
{
    return pthread_create(&flusher, NULL, work, NULL);     // ok: CK1002
}

void stop_flusher(void)
{
    pthread_join(flusher, NULL);
}

/* Detached by its creator, by attribute, by itself. */
int fire_and_forget(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    return pthread_detach(worker);
}

int fire_by_attribute(void)
{
    pthread_t worker;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&worker, &attributes, work, NULL);             // ok: CK1002
    pthread_attr_destroy(&attributes);
    return rc;
}

int fire_by_itself(void)
{
    pthread_t worker;
    return pthread_create(&worker, NULL, work_detached, NULL);             // ok: CK1002
}

int warm_up(int wait)
{
    thrd_t worker;
    if (thrd_create(&worker, work_c11, NULL) != thrd_success)              // ok: CK1002
        return -1;
    if (wait)
        return thrd_join(worker, NULL) == thrd_success ? 0 : -1;
    return thrd_detach(worker) == thrd_success ? 0 : -1;
}

/* By a helper, and a join by another. */
static int start_worker(pthread_t *worker, void *argument)
{
    return pthread_create(worker, NULL, work, argument);
}

static void stop_worker(pthread_t worker)
{
    pthread_join(worker, NULL);
}

int ping(void)
{
    pthread_t worker;
    if (start_worker(&worker, NULL) != 0)                  // ok: CK1002
        return -1;
    stop_worker(worker);
    return 0;
}

/* The failure of the second waits for the first. */
int start_pair(const pthread_attr_t *attributes)
{
    pthread_t reader, writer;
    if (pthread_create(&reader, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    if (pthread_create(&writer, attributes, work, NULL) != 0) {            // ok: CK1002
        pthread_join(reader, NULL);
        return -1;
    }
    pthread_join(writer, NULL);
    pthread_join(reader, NULL);
    return 0;
}

/* A timed join that fails leaves the thread joinable: then it is detached. */
int run_for(long seconds)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += seconds;
    if (pthread_timedjoin_np(worker, NULL, &end) != 0) {
        pthread_detach(worker);
        return -1;
    }
    return 0;
}

/* The condition of the join is that of the creation. */
int run_if(int threaded)
{
    pthread_t worker;
    if (threaded && pthread_create(&worker, NULL, work, NULL) != 0)        // ok: CK1002
        return -1;
    work(NULL);
    if (threaded)
        pthread_join(worker, NULL);
    return 0;
}

int main(void)
{
    int failures = run_one();
    failures += run_with_limit(1) + run_with_limit(-1);
    failures += run_batch(3);
    run_all();
    failures += run_some(3);

    struct server server;
    failures += server_start(&server, 80);
    server_stop(&server);
    if (start_flusher() == 0)
        stop_flusher();

    failures += fire_and_forget() + fire_by_attribute() + fire_by_itself();
    failures += warm_up(0) + warm_up(1);
    failures += ping();

    /* A stack that no address space has room for makes the second creation fail. */
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    failures += start_pair(NULL) + start_pair(&huge);
    pthread_attr_destroy(&huge);

    failures += run_for(5);
    failures += run_if(0) + run_if(1);
    return failures == 12345;
}
