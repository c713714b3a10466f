// run: stack
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct start {
    int number;
    sem_t taken;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_barrier_t both;
    int is_taken;
    atomic_int ready;
    int pipe[2];
};

static volatile int sum;
static pthread_attr_t detached;

static void wait_a_little(void)
{
    nanosleep(&(struct timespec) { .tv_nsec = 120 * 1000 * 1000 }, NULL);
}

static void *count(void *argument)
{
    sum += *(int *)argument;
    return NULL;
}

static void *count_and_free(void *argument)
{
    sum += *(int *)argument;
    free(argument);
    return NULL;
}

static void *count_value(void *argument)
{
    sum += (int)(intptr_t)argument;
    return NULL;
}

static void *idle(void *argument)
{
    (void)argument;
    return NULL;
}

static void *post(void *argument)
{
    struct start *start = argument;
    sum += start->number;
    sem_post(&start->taken);
    return NULL;
}

static void *signal_taken(void *argument)
{
    struct start *start = argument;
    pthread_mutex_lock(&start->lock);
    sum += start->number;
    start->is_taken = 1;
    pthread_cond_signal(&start->changed);
    pthread_mutex_unlock(&start->lock);
    return NULL;
}

static void *meet(void *argument)
{
    struct start *start = argument;
    sum += start->number;
    pthread_barrier_wait(&start->both);
    return NULL;
}

static void *tell(void *argument)
{
    struct start *start = argument;
    int end = start->pipe[1];
    sum += start->number;
    if (write(end, "x", 1) != 1)
        abort();
    close(end);
    return NULL;
}

static void *set_ready(void *argument)
{
    struct start *start = argument;
    sum += start->number;
    atomic_store(&start->ready, 1);
    return NULL;
}

/* Joined before the scope ends. */
int count_joined(int number)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, count, &number) != 0)    // ok: CK1005
        return -1;
    return pthread_join(thread, NULL);
}

/* Elements of an array, all joined. */
int count_all(void)
{
    pthread_t threads[4];
    int numbers[4], started = 0;
    for (int i = 0; i < 4; i++) {
        numbers[i] = i;
        if (pthread_create(&threads[i], NULL, count, &numbers[i]) != 0)    // ok: CK1005, CK1010
            break;
        started++;
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return started;
}

/* A semaphore says that the thread has taken its number. */
int hand_over(int number)
{
    struct start start = { .number = number };
    sem_init(&start.taken, 0, 0);
    pthread_t thread;
    if (pthread_create(&thread, &detached, post, &start) == 0)             // ok: CK1005
        sem_wait(&start.taken);
    /* sem_post may still be in the semaphore when sem_wait returns. */
    wait_a_little();
    sem_destroy(&start.taken);
    return 0;
}

/* A condition variable, with the loop that its predicate wants. */
int hand_over_by_condition(int number)
{
    struct start start = { .number = number, .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };
    pthread_t thread;
    if (pthread_create(&thread, &detached, signal_taken, &start) != 0)     // ok: CK1005
        return -1;
    pthread_mutex_lock(&start.lock);
    while (!start.is_taken)
        pthread_cond_wait(&start.changed, &start.lock);
    pthread_mutex_unlock(&start.lock);
    wait_a_little();
    return 0;
}

/* Both come to a barrier. */
int hand_over_at_barrier(int number)
{
    struct start start = { .number = number };
    pthread_barrier_init(&start.both, NULL, 2);
    pthread_t thread;
    if (pthread_create(&thread, &detached, meet, &start) == 0) {           // ok: CK1005
        pthread_barrier_wait(&start.both);
        wait_a_little();
    }
    pthread_barrier_destroy(&start.both);
    return 0;
}

/* A byte in a pipe. */
int hand_over_by_pipe(int number)
{
    struct start start = { .number = number };
    if (pipe(start.pipe) != 0)
        return -1;
    pthread_t thread;
    if (pthread_create(&thread, &detached, tell, &start) == 0) {           // ok: CK1005
        char byte;
        while (read(start.pipe[0], &byte, 1) < 0)
            continue;
    } else {
        close(start.pipe[1]);
    }
    close(start.pipe[0]);
    return 0;
}

/* Looks until the flag is set. */
int hand_over_by_flag(int number)
{
    struct start start = { .number = number };
    pthread_t thread;
    if (pthread_create(&thread, &detached, set_ready, &start) != 0)        // ok: CK1005
        return -1;
    while (!atomic_load(&start.ready))
        nanosleep(&(struct timespec) { .tv_nsec = 1000 * 1000 }, NULL);
    wait_a_little();
    return 0;
}

/* Asks a function until it says so. */
static atomic_int acknowledged;

static void *acknowledge(void *argument)
{
    sum += *(int *)argument;
    atomic_store(&acknowledged, 1);
    return NULL;
}

static int is_acknowledged(void)
{
    return atomic_load(&acknowledged);
}

int hand_over_by_asking(int number)
{
    pthread_t thread;
    if (pthread_create(&thread, &detached, acknowledge, &number) != 0)     // ok: CK1005
        return -1;
    while (!is_acknowledged())
        nanosleep(&(struct timespec) { .tv_nsec = 1000 * 1000 }, NULL);
    wait_a_little();
    return 0;
}

/* The wait is in a helper. */
static void wait_for(struct start *start)
{
    sem_wait(&start->taken);
}

int hand_over_by_helper(int number)
{
    struct start start = { .number = number };
    sem_init(&start.taken, 0, 0);
    pthread_t thread;
    if (pthread_create(&thread, &detached, post, &start) == 0)             // ok: CK1005
        wait_for(&start);
    wait_a_little();
    sem_destroy(&start.taken);
    return 0;
}

/* A copy of its own, freed by the thread. */
int count_copy(int number)
{
    int *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return -1;
    *copy = number;
    pthread_t thread;
    if (pthread_create(&thread, &detached, count_and_free, copy) != 0) {   // ok: CK1005
        free(copy);
        return -1;
    }
    return 0;
}

/* The value itself. */
int count_by_value(int number)
{
    pthread_t thread;
    return pthread_create(&thread, &detached, count_value, (void *)(intptr_t)number);      // ok: CK1005
}

/* Static: it ends with the process. */
int count_static(void)
{
    static int number = 5;
    pthread_t thread;
    return pthread_create(&thread, &detached, count, &number);             // ok: CK1005
}

/* The thread never looks at what it is given. */
int start_idle(void)
{
    int unused = 0;
    pthread_t thread;
    return pthread_create(&thread, &detached, idle, &unused);              // ok: CK1005
}

int main(void)
{
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    int failures = count_joined(1) + (count_all() != 4) + hand_over(2) + hand_over_by_condition(3);
    failures += hand_over_at_barrier(4) + hand_over_by_pipe(5) + hand_over_by_flag(6) + hand_over_by_helper(7) + hand_over_by_asking(8);
    failures += count_copy(8) + count_by_value(9) + count_static() + start_idle();
    wait_a_little();
    pthread_attr_destroy(&detached);
    return failures != 0;
}
