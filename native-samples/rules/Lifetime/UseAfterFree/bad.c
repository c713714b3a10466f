// run: memory
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct session {
    int id;
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

/* Read after release. */
int last_id(int id)
{
    struct session *session = malloc(sizeof *session);     // flow a1: malloc
    if (session == NULL)
        return -1;
    session->id = id;
    free(session);                         // flow a2: free
    return session->id;                    // expect a: CK4002 "session"
}

/* Written after release, on one path. */
int rename_to(const char *text, int keep)
{
    char *name = malloc(16);
    if (name == NULL)
        return -1;
    name[0] = text[0];
    if (!keep)                             // flow b1: keep
        free(name);                        // flow b2: free
    name[1] = '\0';                        // expect b: CK4002 "name"
    if (keep)
        free(name);
    return 0;
}

/* A callee releases it. */
static void session_drop(struct session *session)
{
    printf("drop %d\n", session->id);
    free(session);                         // flow c2: free
}

int finish(int id)
{
    struct session *session = malloc(sizeof *session);
    if (session == NULL)
        return -1;
    session->id = id;
    session->name = NULL;
    session_drop(session);                 // flow c1: session_drop
    return session->name != NULL;          // expect c: CK4002 "session"
}

/* Passed on to a function that reads it. */
static int length_of(const char *text)
{
    int length = 0;
    while (text[length] != '\0')
        length++;
    return length;
}

int title_length(void)
{
    char *title = malloc(8);
    if (title == NULL)
        return -1;
    strcpy(title, "title");
    free(title);
    return length_of(title);               // expect: CK4002 "title"
}

/* Through an alias. */
int first_byte(void)
{
    char *bytes = calloc(1, 4);
    if (bytes == NULL)
        return -1;
    char *cursor = bytes;
    free(bytes);
    return *cursor;                        // expect: CK4002 "cursor"
}

/* The walk steps on through the node that it released. */
void queue_clear(struct queue *queue)
{
    for (struct message *message = queue->head; message != NULL; message = message->next)      // expect: CK4002 "message"
        free(message);
    queue->head = NULL;
}

/* The field still names the block that a previous call released. */
static void queue_pop(struct queue *queue)
{
    struct message *first = queue->head;
    if (first == NULL)
        return;
    free(first);
    queue->length--;
}

int queue_peek_after_pop(struct queue *queue)
{
    queue_pop(queue);
    return queue->head->number;            // expect: CK4002 "head"
}

/* Released in one turn of a loop, read in the next. */
int scan(const int *kinds, int count)
{
    int sum = 0;
    int stopped = 0;
    int *limit = malloc(sizeof *limit);
    if (limit == NULL)
        return -1;
    *limit = 10;
    for (int i = 0; i < count; i++) {
        sum += *limit;                     // expect: CK4002 "limit"
        if (kinds[i] == 1 && !stopped) {
            free(limit);
            stopped = 1;
        }
    }
    if (!stopped)
        free(limit);
    return sum;
}

/* Across threads: the start routine releases its argument, the creator reads it after the join. */
static void *count_and_release(void *argument)
{
    struct session *session = argument;
    printf("worker %d\n", session->id);
    free(session);                         // flow d2: free
    return NULL;
}

int run_worker(int id)
{
    pthread_t worker;
    struct session *session = malloc(sizeof *session);
    if (session == NULL)
        return -1;
    session->id = id;
    if (pthread_create(&worker, NULL, count_and_release, session) != 0) {  // flow d1: pthread_create
        free(session);
        return -1;
    }
    pthread_join(worker, NULL);
    return session->id;                    // expect d: CK4002 "session"
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
    static const int kinds[] = { 0, 1, 0 };
    int sum = last_id(3);
    sum += rename_to("n", 1) + rename_to("n", 0);
    sum += finish(4);
    sum += title_length();
    sum += first_byte();

    struct queue queue = { message_new(1, message_new(2, NULL)), 2 };
    queue_clear(&queue);

    queue.head = message_new(3, NULL);
    queue.length = 1;
    sum += queue_peek_after_pop(&queue);

    sum += scan(kinds, 3);
    sum += run_worker(5);
    return sum == 12345;
}
