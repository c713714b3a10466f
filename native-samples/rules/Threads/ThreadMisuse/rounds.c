// run: misuse
/* Workers that are waited for round by round, and marked when they are done. */
#include <pthread.h>
#include <stdlib.h>

enum { ENDED = 8 };

struct worker {
    pthread_t thread;
    unsigned flags;
    struct worker *next;
};

struct queue {
    unsigned number;
    struct worker *workers;
};

static void *work(void *argument)
{
    return argument;
}

/* Each of them once: who has the mark is passed over in the next round. */
void queue_end(struct queue *queue)
{
    unsigned ended;
    do {
        ended = 0;
        for (unsigned i = 0; i < queue->number; i++) {
            struct worker *worker = &queue->workers[i];
            if (worker->flags & ENDED)
                continue;
            worker->flags |= ENDED;
            pthread_join(worker->thread, NULL);            // ok: CK1007
            ended++;
        }
    } while (ended && ended != queue->number);
}

/* The same over a list, by a function that joins. */
static void worker_wait(struct worker *worker)
{
    pthread_join(worker->thread, NULL);
}

void list_end(struct worker *first)
{
    int ended;
    do {
        ended = 0;
        for (struct worker *worker = first; worker != NULL; worker = worker->next) {
            if (worker->flags & ENDED)
                continue;
            worker->flags |= ENDED;
            worker_wait(worker);           // ok: CK1007
            ended++;
        }
    } while (ended);
}

/* Not by its index: the first is waited for again and again. */
void queue_wait(struct queue *queue)
{
    for (unsigned i = 0; i < queue->number; i++)
        pthread_join(queue->workers->thread, NULL);        // expect: CK1007 "joined before"
}

static void start(struct worker *worker)
{
    worker->flags = 0;
    if (pthread_create(&worker->thread, NULL, work, NULL) != 0)
        abort();
}

int main(void)
{
    static struct worker workers[2], listed[2], last[1];
    struct queue queue = { 2, workers }, again = { 2, last };
    for (int i = 0; i < 2; i++) {
        start(&workers[i]);
        start(&listed[i]);
    }
    start(&last[0]);
    listed[0].next = &listed[1];
    queue_end(&queue);
    list_end(listed);
    queue_wait(&again);
    return 0;
}
