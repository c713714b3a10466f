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

/* Twice on one path. */
void twice(void)
{
    char *buffer = malloc(16);             // flow a1: malloc
    if (buffer == NULL)
        return;
    free(buffer);                          // flow a2: free
    free(buffer);                          // expect a: CK4003 "buffer"
}

/* The error path releases, the common end releases again. */
int parse(const char *text)
{
    int rc = -1;
    char *scratch = malloc(32);
    if (scratch == NULL)
        return -1;
    strncpy(scratch, text, 31);
    scratch[31] = '\0';
    if (scratch[0] == '?') {
        free(scratch);                     // flow b1: free
        goto done;
    }
    rc = (int)strlen(scratch);
done:
    free(scratch);                         // expect b: CK4003 "scratch"
    return rc;
}

/* An alias. */
void aliased(void)
{
    char *bytes = malloc(8);
    char *cursor = bytes;
    free(bytes);
    free(cursor);                          // expect: CK4003 "cursor"
}

/* A callee releases what the caller releases. */
static void session_close(struct session *session)
{
    free(session->name);
    free(session->token);
    free(session);
}

int logout(const char *name)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return -1;
    session->name = malloc(strlen(name) + 1);
    if (session->name != NULL)
        strcpy(session->name, name);
    session_close(session);                // flow c1: session_close
    free(session);                         // expect c: CK4003 "session"
    return 0;
}

/* A field, and then the destructor that releases the field too. */
int forget_token(void)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return -1;
    session->token = malloc(8);
    free(session->token);
    session_close(session);                // expect: CK4003 "token"
    return 0;
}

/* A shallow copy of a record owns the same field. */
int copied(void)
{
    struct session first = { .name = malloc(8), .token = NULL };
    struct session second = first;
    free(first.name);
    free(second.name);                     // expect: CK4003 "name"
    return 0;
}

/* The next turn of the loop releases it again. */
int retry(int attempts)
{
    char *request = malloc(16);
    if (request == NULL)
        return -1;
    int attempt = 0;
    do {
        free(request);                     // expect: CK4003 "request"
    } while (++attempt < attempts);
    return attempt;
}

/* The slot is emptied, its pointer stays, and the cleanup walks over it. */
static void queue_drop(struct queue *queue, int index)
{
    free(queue->slots[index]);
}

void queue_run(void)
{
    struct queue queue = { .length = 2 };
    queue.slots[0] = malloc(4);
    queue.slots[1] = malloc(4);
    queue_drop(&queue, 1);
    free(queue.slots[0]);
    free(queue.slots[1]);                  // expect: CK4003 "slots"
}

/* realloc released the old block. */
int widen(size_t size)
{
    char *line = malloc(8);
    if (line == NULL)
        return -1;
    char *wider = realloc(line, size);
    if (wider == NULL) {
        free(line);
        return -1;
    }
    free(wider);
    free(line);                            // expect: CK4003 "line"
    return 0;
}

/* Across threads: the worker releases its argument, and so does its creator. */
static void *consume(void *argument)
{
    free(argument);                        // flow d2: free
    return NULL;
}

int hand_over(void)
{
    pthread_t worker;
    char *job = malloc(32);
    if (job == NULL)
        return -1;
    if (pthread_create(&worker, NULL, consume, job) != 0) {                // flow d1: pthread_create
        free(job);
        return -1;
    }
    pthread_join(worker, NULL);
    free(job);                             // expect d: CK4003 "job"
    return 0;
}

int main(void)
{
    twice();
    int sum = parse("text") + parse("?");
    aliased();
    sum += logout("ada");
    sum += forget_token();
    sum += copied();
    sum += retry(2);
    queue_run();
    sum += widen(4096);
    sum += hand_over();
    return sum == 12345;
}
