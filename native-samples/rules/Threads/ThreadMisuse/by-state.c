// run: misuse
/* What stands beside a handle says whether its thread is still to be joined: two functions that ask it join once. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { IDLE = 1, DEAD = 2, JOINED = 4 };

struct worker {
    pthread_t thread;
    int state;
    pthread_mutex_t lock;
};

struct unit {
    struct worker **workers;
    int size;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    usleep(100);
    pthread_mutex_lock(&worker->lock);
    worker->state = DEAD;
    pthread_mutex_unlock(&worker->lock);
    return NULL;
}

static struct unit *unit_new(int size)
{
    struct unit *unit = calloc(1, sizeof *unit);
    if (unit == NULL)
        return NULL;
    unit->workers = calloc(size, sizeof *unit->workers);
    if (unit->workers == NULL) {
        free(unit);
        return NULL;
    }
    for (int i = 0; i < size; i++) {
        struct worker *worker = calloc(1, sizeof *worker);
        if (worker == NULL)
            abort();
        pthread_mutex_init(&worker->lock, NULL);
        worker->state = IDLE;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0)
            abort();
        unit->workers[unit->size++] = worker;
    }
    return unit;
}

static int unit_join(struct unit *unit)
{
    for (;;) {
        int active = 0;
        for (int i = 0; i < unit->size; i++) {
            struct worker *worker = unit->workers[i];
            pthread_mutex_lock(&worker->lock);
            if (worker->state & IDLE)
                active++;
            if (worker->state & DEAD) {
                pthread_mutex_unlock(&worker->lock);
                pthread_join(worker->thread, NULL);
                pthread_mutex_lock(&worker->lock);
                worker->state = JOINED;
            }
            pthread_mutex_unlock(&worker->lock);
        }
        if (active == 0)
            return 0;
        usleep(100);
    }
}

static void unit_compact(struct unit *unit)
{
    for (int i = 0; i < unit->size; i++) {
        struct worker *worker = unit->workers[i];
        pthread_mutex_lock(&worker->lock);
        if (worker->state & DEAD) {
            pthread_mutex_unlock(&worker->lock);
            pthread_join(worker->thread, NULL);
            pthread_mutex_lock(&worker->lock);
            worker->state = JOINED;
        }
        pthread_mutex_unlock(&worker->lock);
    }
}

static void unit_delete(struct unit **unit)
{
    if (unit == NULL || *unit == NULL)
        return;
    unit_compact(*unit);
    for (int i = 0; i < (*unit)->size; i++) {
        pthread_mutex_destroy(&(*unit)->workers[i]->lock);
        free((*unit)->workers[i]);
    }
    free((*unit)->workers);
    free(*unit);
    *unit = NULL;
}

struct handler {
    struct unit *unit;
};

static void handler_stop(struct handler *handler)
{
    if (handler->unit != NULL)
        unit_join(handler->unit);
    unit_delete(&handler->unit);                       // ok: CK1007
}

/* Where nothing asks, both join. */
struct service {
    pthread_t thread;
};

static void service_wait(struct service *service)
{
    pthread_join(service->thread, NULL);
}

static void service_stop(struct service *service)
{
    service_wait(service);
    service_wait(service);                             // expect: CK1007 "joined before"
}

static void *nothing(void *argument)
{
    return argument;
}

int main(void)
{
    struct handler handler = {unit_new(2)};
    handler_stop(&handler);
    struct service service;
    if (pthread_create(&service.thread, NULL, nothing, NULL) != 0)
        return 1;
    service_stop(&service);
    return 0;
}
