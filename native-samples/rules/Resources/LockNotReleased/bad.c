// run: locks
/* One path gives the lock back, and another returns with it. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct job {
    struct job *next;
    int number;
};

struct queue {
    struct job *head;
    int length;
    int closed;
    pthread_mutex_t lock;
};

/* The early return of the error. */
static int put(struct queue *queue, struct job *job)
{
    pthread_mutex_lock(&queue->lock);      // expect a: CK5005 "'queue->lock' locked by 'pthread_mutex_lock'" // flow a1: locked by
    if (queue->closed)                     // flow a2: is true
        return -1;                         // flow a3: returns with it locked
    job->next = queue->head;
    queue->head = job;
    queue->length++;
    pthread_mutex_unlock(&queue->lock);
    return 0;
}

/* Nothing found, nothing unlocked. */
static struct job *take(struct queue *queue, int number)
{
    struct job **place;
    pthread_mutex_lock(&queue->lock);      // expect: CK5005
    for (place = &queue->head; *place != NULL; place = &(*place)->next) {
        if ((*place)->number == number) {
            struct job *found = *place;
            *place = found->next;
            pthread_mutex_unlock(&queue->lock);
            return found;
        }
    }
    return NULL;
}

/* A read-write lock, left in the middle of a loop. */
static pthread_rwlock_t table_lock = PTHREAD_RWLOCK_INITIALIZER;
static char *table[16];

static void clear_until(const char *last)
{
    pthread_rwlock_wrlock(&table_lock);    // expect: CK5005 "table_lock"
    for (int i = 0; i < 16; i++) {
        if (table[i] == NULL)
            continue;
        if (strcmp(table[i], last) == 0)
            return;
        free(table[i]);
        table[i] = NULL;
    }
    pthread_rwlock_unlock(&table_lock);
}

/* By functions of one's own. */
static void queue_lock(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
}

static void queue_unlock(struct queue *queue)
{
    pthread_mutex_unlock(&queue->lock);
}

static struct job *job_new(struct queue *queue)
{
    queue_lock(queue);                     // expect: CK5005 "queue_lock"
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return NULL;
    job->number = queue->length;
    job->next = NULL;
    queue_unlock(queue);
    return job;
}

/* The lock is not the first argument. */
static void lock_for(int number, struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->length += number;
}

static int grow(int number, struct queue *queue)
{
    lock_for(number, queue);               // expect: CK5005 "'queue' locked by 'lock_for'"
    if (queue->length > 100)
        return -1;
    queue_unlock(queue);
    return 0;
}

/* The label behind the unlocking. */
static pthread_spinlock_t counter_lock;
static int counter;

static int add(int step)
{
    int result = -1;
    pthread_spin_lock(&counter_lock);      // expect: CK5005 "counter_lock"
    if (step < 0)
        goto out;
    counter += step;
    result = 0;
    pthread_spin_unlock(&counter_lock);
out:
    return result;
}

/* Tried, and got. */
static mtx_t cache_lock;
static int cached, is_cached;

static int cached_value(int fallback)
{
    if (mtx_trylock(&cache_lock) != thrd_success)          // expect: CK5005
        return fallback;
    if (!is_cached)
        return -1;
    int value = cached;
    mtx_unlock(&cache_lock);
    return value;
}

/* One of two locks. */
static int move(struct queue *from, struct queue *to)
{
    pthread_mutex_lock(&from->lock);
    pthread_mutex_lock(&to->lock);         // expect: CK5005 "to->lock"
    struct job *job = from->head;
    if (job == NULL) {
        pthread_mutex_unlock(&from->lock);
        return -1;
    }
    from->head = job->next;
    job->next = to->head;
    to->head = job;
    pthread_mutex_unlock(&to->lock);
    pthread_mutex_unlock(&from->lock);
    return 0;
}

/* All memory that there is, so that the next allocation fails. */
static void **hoard;

static void take_all_memory(void)
{
    for (size_t size = 1 << 20; size >= sizeof *hoard; size /= 2) {
        for (void **more; (more = malloc(size)) != NULL;) {
            *more = hoard;
            hoard = more;
        }
    }
}

int main(void)
{
    static struct queue queues[6];
    static char word[] = "last";
    pthread_spin_init(&counter_lock, PTHREAD_PROCESS_PRIVATE);
    mtx_init(&cache_lock, mtx_plain);
    queues[0].closed = 1;
    table[0] = word;
    clear_until("last");
    int sum = put(&queues[0], NULL) + (take(&queues[1], 0) != NULL) + add(-1) + cached_value(1) + move(&queues[2], &queues[3]);
    take_all_memory();
    sum += job_new(&queues[4]) != NULL;    // ok: CK4001
    sum += grow(101, &queues[5]);
    return sum == 12345;
}
