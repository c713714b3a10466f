// run: threads
// run: memory
/* Handles that are copied, kept, and joined by somebody else. */
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

static void *work(void *argument)
{
    return argument;
}

/* A copy is as good as the first. */
static int joined_by_copy(void)
{
    pthread_t worker, copy;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    copy = worker;
    return pthread_join(copy, NULL);
}

/* In a record that is returned by value. */
struct task {
    pthread_t thread;
    int started;
};

static struct task task_start(void)
{
    struct task task = { .started = 0 };
    task.started = pthread_create(&task.thread, NULL, work, NULL) == 0;    // ok: CK1002
    return task;
}

static void task_finish(struct task task)
{
    if (task.started)
        pthread_join(task.thread, NULL);
}

/* In a list; a reaper thread joins what it finds there. */
struct ended {
    struct ended *next;
    pthread_t thread;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct ended *graveyard;
static int outstanding;
static int closing;

static void *reap(void *unused)
{
    pthread_mutex_lock(&lock);
    while (!closing || outstanding > 0) {
        struct ended *ended = graveyard;
        if (ended == NULL) {
            pthread_cond_wait(&changed, &lock);
            continue;
        }
        graveyard = ended->next;
        pthread_mutex_unlock(&lock);
        pthread_join(ended->thread, NULL);
        free(ended);
        pthread_mutex_lock(&lock);
        outstanding--;
    }
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *work_and_say_so(void *argument)
{
    struct ended *ended = argument;
    ended->thread = pthread_self();
    pthread_mutex_lock(&lock);
    ended->next = graveyard;
    graveyard = ended;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static int start_reaped(void)
{
    pthread_t worker;
    struct ended *ended = malloc(sizeof *ended);           // ok: CK4001
    if (ended == NULL)
        return -1;
    pthread_mutex_lock(&lock);
    outstanding++;
    pthread_mutex_unlock(&lock);
    if (pthread_create(&worker, NULL, work_and_say_so, ended) != 0) {      // ok: CK1002
        pthread_mutex_lock(&lock);
        outstanding--;
        pthread_mutex_unlock(&lock);
        free(ended);
        return -1;
    }
    return 0;
}

static int run_reaper(void)
{
    pthread_t reaper;
    if (pthread_create(&reaper, NULL, reap, NULL) != 0)    // ok: CK1002
        return -1;
    int failures = 0;
    for (int i = 0; i < 3; i++)
        failures += start_reaped();
    pthread_mutex_lock(&lock);
    closing = 1;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
    return failures + pthread_join(reaper, NULL);
}

/* In an array that moves when it grows. */
struct crew {
    pthread_t *members;
    size_t count;
};

static int crew_add(struct crew *crew)
{
    pthread_t *members = realloc(crew->members, (crew->count + 1) * sizeof *members);      // ok: CK3001
    if (members == NULL)
        return -1;
    crew->members = members;
    if (pthread_create(&crew->members[crew->count], NULL, work, NULL) != 0)                // ok: CK1002
        return -1;
    crew->count++;
    return 0;
}

static void crew_dismiss(struct crew *crew)
{
    while (crew->count > 0)
        pthread_join(crew->members[--crew->count], NULL);
    free(crew->members);
    crew->members = NULL;
}

/* In a block on the heap, which the one who joins releases. */
static pthread_t *start_on_heap(void)
{
    pthread_t *thread = malloc(sizeof *thread);            // ok: CK4001
    if (thread != NULL && pthread_create(thread, NULL, work, NULL) != 0) { // ok: CK1002
        free(thread);
        thread = NULL;
    }
    return thread;
}

static void finish_on_heap(pthread_t *thread)
{
    if (thread == NULL)
        return;
    pthread_join(*thread, NULL);
    free(thread);
}

/* Joined by another thread, which is joined in its turn. */
static void *join_other(void *argument)
{
    pthread_join(*(pthread_t *)argument, NULL);
    return NULL;
}

static int joined_by_other(void)
{
    pthread_t worker, joiner;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    if (pthread_create(&joiner, NULL, join_other, &worker) != 0)           // ok: CK1002
        return pthread_join(worker, NULL);
    return pthread_join(joiner, NULL);
}

/* The first polls, the last resort waits. */
static int joined_after_polling(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    for (int i = 0; i < 3; i++)
        if (pthread_tryjoin_np(worker, NULL) == 0)
            return 0;
    return pthread_join(worker, NULL);
}

/* Detached when nobody wants to wait, joined otherwise. */
static int joined_or_detached(int wait)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)    // ok: CK1002
        return -1;
    return wait ? pthread_join(worker, NULL) : pthread_detach(worker);
}

/* Kept for as long as the process lives, and joined by what is registered for its end. */
static pthread_t keeper;
static sem_t keeper_stops;

static void *keep(void *unused)
{
    sem_wait(&keeper_stops);
    return unused;
}

static void stop_keeper(void)
{
    sem_post(&keeper_stops);
    pthread_join(keeper, NULL);
}

static int start_keeper(void)
{
    sem_init(&keeper_stops, 0, 0);
    if (pthread_create(&keeper, NULL, keep, NULL) != 0)    // ok: CK1002
        return -1;
    return atexit(stop_keeper);
}

int main(void)
{
    struct crew crew = { NULL, 0 };
    int failures = joined_by_copy();
    task_finish(task_start());
    failures += crew_add(&crew) + crew_add(&crew) + crew_add(&crew);
    crew_dismiss(&crew);
    finish_on_heap(start_on_heap());
    failures += joined_by_other() + joined_after_polling();
    failures += joined_or_detached(0) + joined_or_detached(1);
    failures += run_reaper();
    failures += start_keeper();
    return failures == 12345;
}
