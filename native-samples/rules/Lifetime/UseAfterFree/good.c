// run: memory
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct session {
    int id;
    int references;
    char *name;
};

struct message {
    struct message *next;
    int number;
};

struct queue {
    struct message *head;
    int length;
};

/* Read first, released then. */
int last_id(int id)
{
    struct session *session = malloc(sizeof *session);
    if (session == NULL)
        return -1;
    session->id = id;
    int last = session->id;                // ok: CK4002
    free(session);
    return last;
}

/* Released on one path, used on the other. */
int rename_to(const char *text, int keep)
{
    char *name = malloc(16);
    if (name == NULL)
        return -1;
    name[0] = text[0];
    if (!keep)
        free(name);
    if (keep) {
        name[1] = '\0';                    // ok: CK4002
        free(name);                        // ok: CK4002, CK4003
    }
    return 0;
}

/* The name gets a new block. */
int reread(int rounds)
{
    char *line = NULL;
    for (int i = 0; i < rounds; i++) {
        free(line);                        // ok: CK4003
        line = malloc(8);
        if (line == NULL)
            return -1;
        line[0] = (char)i;                 // ok: CK4002
    }
    free(line);
    return rounds;
}

/* NULL after the release says that there is nothing. */
static char *cache;

static void cache_clear(void)
{
    free(cache);
    cache = NULL;
}

int cache_first(void)
{
    cache = strdup("cached");
    int first = cache == NULL ? 0 : cache[0];
    cache_clear();
    if (cache != NULL)
        first += cache[0];                 // ok: CK4002
    return first;
}

/* The pointer's value may be compared and printed; its target is not touched. */
int same_place(void)
{
    int *first = malloc(sizeof *first);
    unsigned long place = (unsigned long)first;
    free(first);
    int *second = malloc(sizeof *second);
    int same = place == (unsigned long)second;             // ok: CK4002
    free(second);
    return same;
}

/* The walk takes the next node first. */
void queue_clear(struct queue *queue)
{
    struct message *next;
    for (struct message *message = queue->head; message != NULL; message = next) {
        next = message->next;              // ok: CK4002
        free(message);
    }
    queue->head = NULL;
    queue->length = 0;
}

static void queue_pop(struct queue *queue)
{
    struct message *first = queue->head;
    if (first == NULL)
        return;
    queue->head = first->next;
    queue->length--;
    free(first);
}

int queue_peek_after_pop(struct queue *queue)
{
    queue_pop(queue);
    return queue->head == NULL ? 0 : queue->head->number;  // ok: CK4002
}

/* A reference count: the release happens when the last one goes. */
static struct session *session_new(int id)
{
    struct session *session = malloc(sizeof *session);
    if (session == NULL)
        exit(2);
    session->id = id;
    session->references = 1;
    session->name = NULL;
    return session;
}

static void session_put(struct session *session)
{
    if (--session->references == 0)
        free(session);
}

int shared(int id)
{
    struct session *session = session_new(id);
    session->references++;
    session_put(session);
    int last = session->id;                // ok: CK4002
    session_put(session);
    return last;
}

/* realloc, and the new name from then on. */
int grown(size_t size)
{
    char *line = malloc(8);
    if (line == NULL)
        return -1;
    strcpy(line, "line");
    char *longer = realloc(line, size);
    if (longer == NULL) {
        int first = line[0];               // ok: CK4002
        free(line);
        return first;
    }
    int first = longer[0];                 // ok: CK4002
    free(longer);
    return first;
}

/* The creator waits, reads the result, and releases it. */
static void *count(void *argument)
{
    struct session *session = argument;
    session->id++;
    return NULL;
}

int run_worker(int id)
{
    pthread_t worker;
    struct session *session = session_new(id);
    if (pthread_create(&worker, NULL, count, session) != 0) {
        free(session);
        return -1;
    }
    pthread_join(worker, NULL);
    int last = session->id;                // ok: CK4002
    free(session);
    return last;
}

/* The worker owns its argument; the creator keeps what it needs. */
static void *consume(void *argument)
{
    struct session *session = argument;
    printf("worker %d\n", session->id);
    free(session);
    return NULL;
}

int run_consumer(int id)
{
    pthread_t worker;
    struct session *session = session_new(id);
    int copy = session->id;
    if (pthread_create(&worker, NULL, consume, session) != 0) {
        free(session);                     // ok: CK4003
        return -1;
    }
    pthread_join(worker, NULL);
    return copy;                           // ok: CK4002
}

static struct message *message_new(int number, struct message *next)
{
    struct message *message = malloc(sizeof *message);
    if (message == NULL)
        exit(2);
    message->number = number;
    message->next = next;
    return message;
}

int main(void)
{
    int sum = last_id(3);
    sum += rename_to("n", 1) + rename_to("n", 0);
    sum += reread(3);
    sum += cache_first();
    sum += same_place();

    struct queue queue = { message_new(1, message_new(2, NULL)), 2 };
    sum += queue_peek_after_pop(&queue);
    queue_clear(&queue);

    sum += shared(6);
    sum += grown(4096);
    sum += run_worker(5) + run_consumer(5);
    return sum == 12345;
}
