// run: memory
/* Results that go through functions below the start routine and outlive the thread. */
#include <pthread.h>
#include <stdlib.h>

struct totals {
    long files;
    long bytes;
};

struct worker {
    struct totals *result;
    struct totals own;
    int id;
};

static struct totals overall;

static void finish(void *result)
{
    pthread_exit(result);                  // ok: CK1006
}

/* A variable of the program. */
static void *count(void *argument)
{
    overall.files += *(int *)argument;
    finish(&overall);                      // ok: CK1006
    return NULL;
}

/* Allocated, and the joiner releases it. */
static void *measure(void *argument)
{
    struct totals *totals = calloc(1, sizeof *totals);
    if (totals != NULL)
        totals->files = *(int *)argument;
    finish(totals);                        // ok: CK1006
    return NULL;
}

/* A member of what the creator gave, which lives on in the creator. */
static void worker_stop(struct worker *worker)
{
    worker->own.files++;
    finish(&worker->own);                  // ok: CK1006
}

static void *work(void *argument)
{
    worker_stop(argument);
    return NULL;
}

/* The local only carries the address of something else. */
static void worker_leave(struct worker *worker)
{
    pthread_exit(worker->result);          // ok: CK1006
}

static void *collect(void *argument)
{
    struct worker worker = { .result = &overall };
    worker.own.files = *(int *)argument;
    worker_leave(&worker);                 // ok: CK1006
    return NULL;
}

/* A number of the local, not its address. */
static void *sum(void *argument)
{
    struct totals totals = { .files = *(int *)argument };
    totals.files += 2;
    finish((void *)totals.files);          // ok: CK1006
    return NULL;
}

static struct totals *totals_add(struct totals *totals, int files)
{
    totals->files += files;
    return totals;
}

static void *add(void *argument)
{
    return totals_add(&overall, *(int *)argument);         // ok: CK1006
}

static long run(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    pthread_join(thread, &result);
    return result != NULL;
}

int main(void)
{
    int number = 3;
    struct worker worker = { .id = 3 };
    pthread_t thread;
    void *result = NULL;
    long results = run(count, &number) + run(work, &worker) + run(collect, &number) + run(sum, &number) + run(add, &number);
    if (pthread_create(&thread, NULL, measure, &number) == 0) {
        pthread_join(thread, &result);
        free(result);
    }
    return results == 12345;
}
