// run: none a stack that is gone is no access of its own, and who looks at the result is another line
/* Results of the stack that go through functions below the start routine. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct totals {
    long files;
    long bytes;
};

struct worker {
    struct totals *result;
    struct totals own;
    int id;
    int is_quiet;
};

static void finish(void *result)
{
    pthread_exit(result);                  // flow a2: the thread ends
}

/* The callee ends the thread. */
static void *count(void *argument)
{
    struct totals totals = { .files = *(int *)argument };
    totals.bytes = totals.files * 512;
    finish(&totals);                       // expect a: CK1006 "totals" // flow a1: the thread ends
    return NULL;
}

/* Two calls further down, and only on a path. */
static void worker_stop(struct worker *worker)
{
    worker->own.files++;
    if (!worker->is_quiet)
        finish(&worker->own);              // flow b2: the thread ends
}

static void worker_loop(struct worker *worker)
{
    for (int i = 0; i < 8; i++) {
        worker->id++;
        if (worker->id > 4)
            worker_stop(worker);           // flow b1: the thread ends
    }
}

static void *work(void *argument)
{
    struct worker worker = { .id = *(int *)argument };
    worker_loop(&worker);                  // expect b: CK1006 "worker"
    return NULL;
}

/* The address goes through a record. */
static void worker_leave(struct worker *worker)
{
    pthread_exit(worker->result);
}

static void *collect(void *argument)
{
    struct totals totals = { .files = *(int *)argument };
    struct worker worker = { .result = &totals };
    worker_leave(&worker);                 // expect: CK1006 "totals"
    return NULL;
}

/* The start routine only calls the one that has the variable. */
static void *scan(struct worker *worker)
{
    struct totals totals = { .files = worker->id };
    if (worker->id > 0)
        finish(&totals);                   // expect: CK1006 "totals"
    return NULL;
}

static void *scan_start(void *argument)
{
    return scan(argument);
}

/* The result of a callee is the address that it was given. */
static struct totals *totals_add(struct totals *totals, int files)
{
    totals->files += files;
    return totals;
}

static void *add(void *argument)
{
    struct totals totals = { 0 };
    return totals_add(&totals, *(int *)argument);          // expect: CK1006 "totals"
}

/* What a callee chooses: on one path the thread's own. */
static struct totals *worker_totals(struct worker *worker)
{
    return worker->result != NULL ? worker->result : &worker->own;
}

static void *choose(void *argument)
{
    struct worker worker = { .id = *(int *)argument };
    return worker_totals(&worker);         // expect: CK1006 "worker"
}

/* Through an out-parameter. */
static void pick(void **out, struct totals *totals)
{
    *out = totals;
}

static void *hand_out(void *argument)
{
    struct totals totals = { .files = *(int *)argument };
    void *out = NULL;
    pick(&out, &totals);
    return out;                            // expect: CK1006 "totals"
}

static int run(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

int main(void)
{
    int number = 3;
    struct worker worker = { .id = 3 };
    int failures = run(count, &number) + run(work, &number) + run(collect, &number) + run(scan_start, &worker);
    failures += run(add, &number) + run(choose, &number) + run(hand_out, &number);
    return failures != 0;
}
