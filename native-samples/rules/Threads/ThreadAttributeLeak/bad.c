// run: objects
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <threads.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int length;
};

struct table {
    pthread_rwlock_t lock;
    int size;
};

static void *work(void *argument)
{
    return argument;
}

/* An attribute object on a path that gives up. */
int run_sized(size_t size)
{
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0)                   // expect a: CK1012 note "attributes" // flow a1: initialised
        return -1;
    if (pthread_attr_setstacksize(&attributes, size) != 0)     // flow a2: true
        return -1;                         // flow a3: attributes
    int rc = pthread_create(&thread, &attributes, work, NULL);
    pthread_attr_destroy(&attributes);
    if (rc == 0)
        pthread_join(thread, NULL);
    return rc;
}

/* A mutex of the scope. */
int count_guarded(int count)
{
    pthread_mutex_t lock;
    pthread_mutex_init(&lock, NULL);       // expect: CK1012 "mutex 'lock'"
    int sum = 0;
    for (int i = 0; i < count; i++) {
        pthread_mutex_lock(&lock);
        sum += i;
        pthread_mutex_unlock(&lock);
    }
    return sum;
}

/* The block goes, the condition variable in it does not. */
static struct queue *queue_new(void)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (queue == NULL)
        return NULL;
    if (pthread_mutex_init(&queue->lock, NULL) != 0) {
        free(queue);
        return NULL;
    }
    pthread_cond_init(&queue->filled, NULL);                   // flow b1: initialised
    return queue;
}

static void queue_free(struct queue *queue)
{
    pthread_mutex_destroy(&queue->lock);
    free(queue);
}

int use_queue(int length)
{
    struct queue *queue = queue_new();     // expect b: CK1012 "condition variable"
    if (queue == NULL)
        return -1;
    queue->length = length;
    queue_free(queue);
    return 0;
}

/* Half of a constructor that fails. */
struct table *table_new(int size)
{
    struct table *table = malloc(sizeof *table);
    if (table == NULL)
        return NULL;
    pthread_rwlock_init(&table->lock, NULL);                   // expect: CK1012 "read-write lock"
    if (size < 0) {
        free(table);
        return NULL;
    }
    table->size = size;
    return table;
}

static void table_free(struct table *table)
{
    pthread_rwlock_destroy(&table->lock);
    free(table);
}

/* A barrier and the attribute of a mutex. */
int meet_alone(void)
{
    pthread_barrier_t barrier;
    if (pthread_barrier_init(&barrier, NULL, 1) != 0)          // expect: CK1012 "barrier"
        return -1;
    pthread_barrier_wait(&barrier);
    return 0;
}

int lock_twice(void)
{
    pthread_mutexattr_t kind;
    pthread_mutex_t lock;
    pthread_mutexattr_init(&kind);         // expect: CK1012 "attribute object 'kind'"
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &kind);
    int rc = pthread_mutex_lock(&lock) + pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&lock);
    pthread_mutex_destroy(&lock);
    return rc;
}

/* A semaphore, in each turn of a loop. */
int pass(int turns)
{
    int passed = 0;
    for (int i = 0; i < turns; i++) {
        sem_t gate;
        sem_init(&gate, 0, 1);             // expect: CK1012 "semaphore"
        passed += sem_trywait(&gate) == 0;
    }
    return passed;
}

int main(void)
{
    int failures = run_sized(1 << 20) + (run_sized(1) == 0) + (count_guarded(3) != 3) + use_queue(2);
    struct table *table = table_new(3);
    failures += table == NULL || table_new(-1) != NULL;
    if (table != NULL)
        table_free(table);
    return failures + meet_alone() + lock_twice() + (pass(2) != 2);
}
