// run: memory
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct session {
    char *name;
    char *token;
};

struct queue {
    char *slots[4];
    int length;
};

/* Once. */
void once(void)
{
    char *buffer = malloc(16);
    if (buffer == NULL)
        return;
    free(buffer);                          // ok: CK4003
}

/* free(NULL) does nothing. */
int parse(const char *text)
{
    int rc = -1;
    char *scratch = malloc(32);
    if (scratch == NULL)
        return -1;
    strncpy(scratch, text, 31);
    scratch[31] = '\0';
    if (scratch[0] == '?') {
        free(scratch);
        scratch = NULL;
        goto done;
    }
    rc = (int)strlen(scratch);
done:
    free(scratch);                         // ok: CK4003
    return rc;
}

/* A flag tells who released it. */
int flagged(int early)
{
    int released = 0;
    char *bytes = malloc(8);
    if (bytes == NULL)
        return -1;
    if (early) {
        free(bytes);
        released = 1;
    }
    if (!released)
        free(bytes);                       // ok: CK4003
    return released;
}

/* Two names, and one of them moved on. */
void swapped(void)
{
    char *front = malloc(8);
    char *back = malloc(8);
    char *hold = front;
    front = back;
    back = hold;
    free(front);
    free(back);                            // ok: CK4003
}

static void session_close(struct session *session)
{
    free(session->name);
    free(session->token);
    session->name = session->token = NULL;
}

int logout(const char *name)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return -1;
    session->name = malloc(strlen(name) + 1);
    if (session->name != NULL)
        strcpy(session->name, name);
    session_close(session);
    free(session->name);                   // ok: CK4003
    free(session);                         // ok: CK4003
    return 0;
}

/* A copy that takes the ownership along. */
int moved(void)
{
    struct session first = { .name = malloc(8), .token = NULL };
    struct session second = first;
    first.name = NULL;
    free(first.name);                      // ok: CK4003
    free(second.name);                     // ok: CK4003
    return 0;
}

int retry(int attempts)
{
    for (int i = 0; i < attempts; i++) {
        char *request = malloc(16);
        free(request);                     // ok: CK4003
    }
    return attempts;
}

static void queue_drop(struct queue *queue, int index)
{
    free(queue->slots[index]);
    queue->slots[index] = NULL;
}

void queue_run(void)
{
    struct queue queue = { .length = 2 };
    queue.slots[0] = malloc(4);
    queue.slots[1] = malloc(4);
    queue_drop(&queue, 1);
    for (int i = 0; i < queue.length; i++)
        free(queue.slots[i]);              // ok: CK4003
}

/* realloc released the old block only where it succeeded. */
int widen(size_t size)
{
    char *line = malloc(8);
    if (line == NULL)
        return -1;
    char *wider = realloc(line, size);
    if (wider == NULL)
        free(line);                        // ok: CK4003
    else
        free(wider);
    return 0;
}

/* The worker releases its argument; its creator does so only where there is no worker. */
static void *consume(void *argument)
{
    free(argument);
    return NULL;
}

int hand_over(const pthread_attr_t *attributes)
{
    pthread_t worker;
    char *job = malloc(32);
    if (job == NULL)
        return -1;
    if (pthread_create(&worker, attributes, consume, job) != 0) {
        free(job);                         // ok: CK4003
        return -1;
    }
    pthread_join(worker, NULL);
    return 0;
}

/* A release by one of two functions, by return code. */
static int take(char *block, int wanted)
{
    if (!wanted)
        return -1;
    free(block);
    return 0;
}

int offer(int wanted)
{
    char *block = malloc(8);
    if (take(block, wanted) != 0)
        free(block);                       // ok: CK4003
    return wanted;
}

int main(void)
{
    once();
    int sum = parse("text") + parse("?");
    sum += flagged(0) + flagged(1);
    swapped();
    sum += logout("ada");
    sum += moved();
    sum += retry(2);
    queue_run();
    sum += widen(4096) + widen((size_t)1 << 60);

    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    sum += hand_over(NULL) + hand_over(&huge);
    pthread_attr_destroy(&huge);

    sum += offer(0) + offer(1);
    return sum == 12345;
}
