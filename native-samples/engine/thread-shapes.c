// run: threads
// run: memory
/* Threads through the shapes of the engine: calls, records, arrays, branches. */
#include <pthread.h>
#include <stdlib.h>

struct worker {
    pthread_t thread;
    int running;
};

static void *work(void *argument)
{
    return argument;
}

/* Two wrappers deep. */
static int start(pthread_t *thread)
{
    return pthread_create(thread, NULL, work, NULL);
}

static int start_worker(struct worker *worker)
{
    worker->running = start(&worker->thread) == 0;
    return worker->running ? 0 : -1;
}

static void finish_worker(struct worker *worker)
{
    if (!worker->running)
        return;
    pthread_join(worker->thread, NULL);
    worker->running = 0;
}

int deep_and_joined(void)
{
    struct worker worker;
    if (start_worker(&worker) != 0)        // ok: CK1002
        return -1;
    finish_worker(&worker);
    return 0;
}

int deep_and_dropped(int early)
{
    struct worker worker;
    if (start_worker(&worker) != 0)        // expect a: CK1002 "work" // flow a1: start_worker
        return -1;
    if (early)
        return 1;                          // flow a2: worker
    finish_worker(&worker);
    return 0;
}

/* The record on the heap goes with the handle in it. */
int dropped_with_its_record(void)
{
    struct worker *worker = calloc(1, sizeof *worker);     // ok: CK4001
    if (worker == NULL)
        return -1;
    if (start_worker(worker) != 0) {       // expect: CK1002 "work"
        free(worker);
        return -1;
    }
    free(worker);
    return 0;
}

/* An array in which some were created. */
int some_joined(int wanted)
{
    struct worker workers[4] = { { .running = 0 } };
    for (int i = 0; i < wanted && i < 4; i++)
        start_worker(&workers[i]);         // ok: CK1002
    for (int i = 0; i < 4; i++)
        finish_worker(&workers[i]);
    return wanted;
}

/* The failure of one leaves those before it. */
int failure_in_the_middle(const pthread_attr_t *last)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        if (pthread_create(&threads[i], i == 2 ? last : NULL, work, NULL) != 0)            // expect b: CK1002 "work"
            return -1;                     // flow b1: threads
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

/* Overwritten by a second creation. */
int overwritten(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0)    // expect: CK1002 "work"
        return -1;
    if (pthread_create(&thread, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    return pthread_join(thread, NULL);
}

/* A switch decides who ends it. */
int ended_by_kind(int kind)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0)    // expect: CK1002 "work"
        return -1;
    switch (kind) {
    case 0:
        return pthread_join(thread, NULL);
    case 1:
        return pthread_detach(thread);
    default:
        return 0;
    }
}

/* Detached by a callee. */
static void let_go(pthread_t thread)
{
    pthread_detach(thread);
}

int detached_by_callee(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    let_go(thread);
    return 0;
}

int main(void)
{
    /* A stack that no address space has room for makes the last creation fail. */
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    int sum = deep_and_joined() + deep_and_dropped(0) + deep_and_dropped(1) + dropped_with_its_record();
    sum += some_joined(2) + some_joined(9) + failure_in_the_middle(NULL) + failure_in_the_middle(&huge);
    sum += overwritten() + ended_by_kind(0) + ended_by_kind(1) + ended_by_kind(2) + detached_by_callee();
    pthread_attr_destroy(&huge);
    return sum == 12345;
}
