// run: memory
/* Given back on every path, or kept by contract. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct record {
    int number;
    int uses;
    int closed;
    int is_held;
    pthread_mutex_t lock;
    pthread_rwlock_t names_lock;
};

static struct record records[4];

/* One exit for all. */
static int use(struct record *record, int step)
{
    int result = -1;
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    if (record->closed)
        goto out;
    record->uses += step;
    result = record->uses;
out:
    pthread_mutex_unlock(&record->lock);
    return result;
}

/* It leaves with the lock wherever it took it. */
static void hold(struct record *record)
{
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    if (record->closed)
        return;
    record->uses++;
}

static void let_go(struct record *record)
{
    record->uses--;
    pthread_mutex_unlock(&record->lock);
}

/* 0 says that it is held, and an error that it is not. */
static int hold_open(struct record *record)
{
    int problem = pthread_mutex_lock(&record->lock);       // ok: CK5005
    if (problem != 0)
        return problem;
    if (record->closed) {
        pthread_mutex_unlock(&record->lock);
        return EBADF;
    }
    return 0;
}

/* What is found comes locked. */
static struct record *find(int number)
{
    for (int i = 0; i < 4; i++) {
        pthread_mutex_lock(&records[i].lock);              // ok: CK5005
        if (records[i].number == number)
            return &records[i];
        pthread_mutex_unlock(&records[i].lock);
    }
    return NULL;
}

/* Locked and unlocked under the same condition. */
static int sum(struct record *record, int is_shared)
{
    if (is_shared)
        pthread_rwlock_rdlock(&record->names_lock);        // ok: CK5005
    int result = record->number + record->uses;
    if (is_shared)
        pthread_rwlock_unlock(&record->names_lock);
    return result;
}

/* Not got, not held. */
static int try_use(struct record *record)
{
    if (pthread_mutex_trylock(&record->lock) != 0)         // ok: CK5005
        return -1;
    record->uses++;
    pthread_mutex_unlock(&record->lock);
    return 0;
}

/* The caller's lock is given back for a while. */
static int wait_for(struct record *record, int wanted)
{
    int turns = 0;
    while (record->uses < wanted && turns < 3) {
        pthread_mutex_unlock(&record->lock);
        turns++;
        pthread_mutex_lock(&record->lock); // ok: CK5005
    }
    return turns == 3 ? -1 : 0;
}

/* Two locks in order, one undone where the other fails. */
static int hold_both(struct record *one, struct record *other)
{
    pthread_mutex_lock(&one->lock);        // ok: CK5005
    if (pthread_mutex_trylock(&other->lock) != 0) {        // ok: CK5005
        pthread_mutex_unlock(&one->lock);
        return -1;
    }
    return 0;
}

/* A process that ends needs no lock. */
static int use_or_die(struct record *record)
{
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    if (record->uses < 0)
        abort();
    int uses = record->uses;
    pthread_mutex_unlock(&record->lock);
    return uses;
}

/* The lock goes with its record. */
static int drop(struct record *record)
{
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    if (--record->uses > 0) {
        pthread_mutex_unlock(&record->lock);
        return 0;
    }
    pthread_mutex_unlock(&record->lock);
    pthread_mutex_destroy(&record->lock);
    free(record);
    return 0;
}

/* A flag tells the caller. */
static int enter(struct record *record, int *is_locked)
{
    *is_locked = 0;
    if (record->closed)
        return -1;
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    *is_locked = 1;
    if (record->uses > 100) {
        pthread_mutex_unlock(&record->lock);
        *is_locked = 0;
    }
    return record->uses;
}

/* The record notes whether its lock is held from one call to the next. */
static int step(struct record *record)
{
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    record->is_held = 1;
    if (record->uses > 1)
        return 1;
    pthread_mutex_unlock(&record->lock);
    record->is_held = 0;
    return 1;
}

struct order {
    int length;
    void (*finish)(struct order *order);
    struct record *record;
};

static void give_back(struct order *order)
{
    pthread_mutex_unlock(&order->record->lock);
}

/* Who finishes the order gives the lock back: it says so where the caller looks. */
static int take_order(struct order *order, struct record *record)
{
    pthread_mutex_lock(&record->lock);     // ok: CK5005
    if (order->length > record->number) {
        pthread_mutex_unlock(&record->lock);
        record = &records[3];
        hold(record);
    }
    order->record = record;
    order->finish = give_back;
    return 0;
}

int main(void)
{
    for (int i = 0; i < 4; i++) {
        records[i].number = i;
        pthread_mutex_init(&records[i].lock, NULL);
        pthread_rwlock_init(&records[i].names_lock, NULL);
    }
    int total = use(&records[0], 1), is_locked;
    hold(&records[1]);
    total += wait_for(&records[1], 1);
    let_go(&records[1]);
    if (hold_open(&records[2]) == 0)
        let_go(&records[2]);
    struct record *found = find(3);
    if (found != NULL)
        pthread_mutex_unlock(&found->lock);
    total += sum(&records[0], 1) + sum(&records[0], 0) + try_use(&records[1]) + use_or_die(&records[0]);
    if (hold_both(&records[0], &records[1]) == 0) {
        pthread_mutex_unlock(&records[1].lock);
        pthread_mutex_unlock(&records[0].lock);
    }
    total += step(&records[3]);
    if (records[3].is_held)
        pthread_mutex_unlock(&records[3].lock);
    if (enter(&records[2], &is_locked) >= 0 && is_locked)
        pthread_mutex_unlock(&records[2].lock);
    struct record *own = calloc(1, sizeof *own);           // ok: CK4001
    if (own != NULL) {
        own->uses = 1;
        pthread_mutex_init(&own->lock, NULL);
        total += drop(own);
    }
    struct order order = { .length = 9 };
    if (take_order(&order, &records[0]) == 0)
        order.finish(&order);
    return total == 12345;
}

/* Locked where a member says so, and unlocked where the same member does, whatever is called between. */
struct answer {
    pthread_mutex_t mutex;
    void *reader;
    long position;
};

int send_part(struct answer *answer, int (*note_progress)(struct answer *, long), long part)
{
    if (answer->reader != NULL)
        pthread_mutex_lock(&answer->mutex);       // ok: CK5005
    int result = note_progress(answer, answer->position + part);
    if (result < 0)
        part = 0;
    answer->position += part;
    if (answer->reader != NULL)
        pthread_mutex_unlock(&answer->mutex);
    return part > 0 ? 0 : -1;
}

/* Each of the kinds that there are ends with the lock or gives it back. */
enum { QUEUE_HOT, QUEUE_WARM };

int pull(pthread_mutex_t *mutex, int kind, int *queue)
{
    int found = 0;
    if (pthread_mutex_trylock(mutex) != 0)        // ok: CK5005
        return 0;
    switch (kind) {
    case QUEUE_HOT:
        found = queue[0];
        pthread_mutex_unlock(mutex);
        break;
    case QUEUE_WARM:
        pthread_mutex_unlock(mutex);
        break;
    }
    return found > 0 ? found : 0;
}
