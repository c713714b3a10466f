// run: objects
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct queue *next;
};

static pthread_mutex_t global;
static pthread_mutex_t ready = PTHREAD_MUTEX_INITIALIZER;
static struct queue *queues;

static void *work(void *argument)
{
    return argument;
}

/* Destroyed on every path. */
int run_sized(size_t size)
{
    pthread_attr_t attributes;
    pthread_t thread;
    if (pthread_attr_init(&attributes) != 0)                   // ok: CK1012
        return -1;
    int rc = pthread_attr_setstacksize(&attributes, size);
    if (rc == 0)
        rc = pthread_create(&thread, &attributes, work, NULL);
    pthread_attr_destroy(&attributes);
    return rc == 0 ? pthread_join(thread, NULL) : rc;
}

/* Static initialisers and objects of the whole process need nobody to destroy them. */
int init(void)
{
    pthread_mutex_lock(&ready);
    pthread_mutex_init(&global, NULL);                         // ok: CK1012
    pthread_mutex_unlock(&ready);
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    return pthread_mutex_unlock(&lock);
}

/* Destroyed in another function than it is initialised in. */
static int queue_init(struct queue *queue)
{
    if (pthread_mutex_init(&queue->lock, NULL) != 0)           // ok: CK1012
        return -1;
    if (pthread_cond_init(&queue->filled, NULL) != 0) {        // ok: CK1012
        pthread_mutex_destroy(&queue->lock);
        return -1;
    }
    return 0;
}

static void queue_fini(struct queue *queue)
{
    pthread_cond_destroy(&queue->filled);
    pthread_mutex_destroy(&queue->lock);
}

int use_local_queue(void)
{
    struct queue queue;
    if (queue_init(&queue) != 0)           // ok: CK1012
        return -1;
    pthread_mutex_lock(&queue.lock);
    pthread_mutex_unlock(&queue.lock);
    queue_fini(&queue);
    return 0;
}

/* In a block that a list keeps, and that goes with the list. */
int add_queue(void)
{
    struct queue *queue = malloc(sizeof *queue);
    if (queue == NULL)
        return -1;
    if (queue_init(queue) != 0) {          // ok: CK1012
        free(queue);
        return -1;
    }
    queue->next = queues;
    queues = queue;
    return 0;
}

void drop_queues(void)
{
    while (queues != NULL) {
        struct queue *next = queues->next;
        queue_fini(queues);
        free(queues);
        queues = next;
    }
}

/* By a goto chain. */
int two_gates(int value)
{
    sem_t first, second;
    int rc = -1;
    if (sem_init(&first, 0, 0) != 0)       // ok: CK1012
        goto out;
    if (sem_init(&second, 0, 0) != 0)      // ok: CK1012
        goto out_first;
    sem_post(&first);
    if (value < 0)
        goto out_second;
    rc = sem_wait(&first);
out_second:
    sem_destroy(&second);
out_first:
    sem_destroy(&first);
out:
    return rc;
}

/* An array of them, made and destroyed in loops. */
int stripes(int count)
{
    pthread_mutex_t *locks = calloc((size_t)count, sizeof *locks);
    if (locks == NULL)
        return -1;
    for (int i = 0; i < count; i++)
        pthread_mutex_init(&locks[i], NULL);                   // ok: CK1012
    int rc = pthread_mutex_lock(&locks[0]) + pthread_mutex_unlock(&locks[0]);
    for (int i = 0; i < count; i++)
        pthread_mutex_destroy(&locks[i]);
    free(locks);
    return rc;
}

struct stripe {
    int number;
    pthread_mutex_t lock;
};

struct striped {
    struct stripe stripes[4];
    int count;
};

static struct striped *striped_new(int count)
{
    struct striped *striped = calloc(1, sizeof *striped);
    if (striped == NULL)
        return NULL;
    striped->count = count;
    for (int i = 0; i < count; i++)
        pthread_mutex_init(&striped->stripes[i].lock, NULL);   // ok: CK1012
    return striped;
}

static void striped_free(struct striped *striped)
{
    for (int i = 0; i < striped->count; i++)
        pthread_mutex_destroy(&striped->stripes[i].lock);
    free(striped);
}

int use_striped(void)
{
    struct striped *striped = striped_new(4);                  // ok: CK1012
    if (striped == NULL)
        return -1;
    striped_free(striped);
    return 0;
}

/* Copies behind it as many bytes as it is told. */
struct peer {
    pthread_rwlock_t lock;
    size_t length;
    char address[32];
};

static struct peer *peer_new(const char *address, size_t length)
{
    struct peer *peer = malloc(sizeof *peer);
    if (peer == NULL)
        return NULL;
    pthread_rwlock_init(&peer->lock, NULL);                    // ok: CK1012
    peer->length = length;
    memcpy(&peer->address, address, length);
    return peer;
}

int use_peer(const char *address)
{
    struct peer *peer = peer_new(address, strlen(address));
    if (peer == NULL)
        return -1;
    pthread_rwlock_destroy(&peer->lock);
    free(peer);
    return 0;
}

/* It is told whether there is one. */
struct optional {
    int has_lock;
    pthread_mutex_t lock;
};

static void optional_free(struct optional *optional)
{
    if (optional->has_lock)
        pthread_mutex_destroy(&optional->lock);
    free(optional);
}

int use_optional(int with_lock)
{
    struct optional *optional = calloc(1, sizeof *optional);
    if (optional == NULL)
        return -1;
    if (with_lock && pthread_mutex_init(&optional->lock, NULL) == 0)       // ok: CK1012
        optional->has_lock = 1;
    optional_free(optional);
    return 0;
}

int main(void)
{
    int failures = run_sized(1 << 20) + (run_sized(1) == 0) + init() + use_local_queue() + add_queue() + add_queue();
    drop_queues();
    failures += stripes(3) + use_striped() + use_optional(0) + use_optional(1) + use_peer("local");
    return failures + two_gates(1) + (two_gates(-1) == 0);
}
