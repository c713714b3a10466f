// run: memory
/* Results that somebody gets, and threads without a result of their own. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int done;

struct answer {
    int status;
    long bytes;
};

/* The joiner takes the result and releases it. */
static void *measure(void *size)
{
    struct answer *answer = malloc(sizeof *answer);
    if (answer == NULL)
        return NULL;
    answer->status = 0;
    answer->bytes = *(long *)size;
    return answer;                         // ok: CK1003, CK1001, CK4001
}

int measured(long *size)
{
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, measure, size) != 0)
        return -1;
    pthread_join(thread, &result);
    free(result);
    return 0;
}

/* A detached thread returns what it was handed, which is no block of its own. */
static void *echo(void *argument)
{
    done++;
    return argument;                       // ok: CK1003
}

int start_echo(long *size)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, echo, size) != 0)
        return -1;
    return pthread_detach(thread);
}

/* The result hangs in a list as well. */
struct node {
    struct node *next;
    int value;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct node *nodes;

static void *add_node(void *value)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        return NULL;
    node->value = *(int *)value;
    pthread_mutex_lock(&lock);
    node->next = nodes;
    nodes = node;
    pthread_mutex_unlock(&lock);
    return node;                           // ok: CK1003
}

int nodes_add(int *value)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, add_node, value) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

static void nodes_release(void)
{
    while (nodes != NULL) {
        struct node *next = nodes->next;
        free(nodes);
        nodes = next;
    }
}

/* pthread_exit below, with a result that is taken. */
static void leave_with(const char *why)
{
    pthread_exit(strdup(why));             // ok: CK1003
}

static void *supervise(void *limit)
{
    if (*(int *)limit > 2)
        leave_with("limit");
    return NULL;
}

int supervised(int *limit)
{
    pthread_t thread;
    void *why = NULL;
    if (pthread_create(&thread, NULL, supervise, limit) != 0)
        return -1;
    pthread_join(thread, &why);
    free(why);
    return 0;
}

/* A handle in a record: the one who joins takes the result. */
struct session {
    pthread_t reader;
    int running;
};

static void *read_all(void *unused)
{
    char *line = malloc(64);
    if (line == NULL)
        return unused;
    strcpy(line, "end of input");
    return line;                           // ok: CK1003
}

int session_start(struct session *session)
{
    session->running = pthread_create(&session->reader, NULL, read_all, NULL) == 0;
    return session->running ? 0 : -1;
}

void session_stop(struct session *session)
{
    void *line = NULL;
    if (session->running)
        pthread_join(session->reader, &line);
    free(line);
    session->running = 0;
}

/* A result in the record that its creator owns. */
struct task {
    pthread_t thread;
    char *text;
};

static void *fill(void *argument)
{
    struct task *task = argument;
    task->text = strdup("done");
    return NULL;                           // ok: CK1003
}

int task_run(void)
{
    struct task task = { .text = NULL };
    if (pthread_create(&task.thread, NULL, fill, &task) != 0)
        return -1;
    pthread_join(task.thread, NULL);
    free(task.text);
    return 0;
}

/* A number as a result. */
static void *add_up(void *limit)
{
    long sum = 0;
    for (int i = 0; i < *(int *)limit; i++)
        sum += i;
    return (void *)sum;                    // ok: CK1003
}

int added(int *limit)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, add_up, limit) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

int main(void)
{
    static long size = 21;
    static int limit = 3;
    struct session session = { .running = 0 };
    int failures = measured(&size) + start_echo(&size) + nodes_add(&limit) + supervised(&limit);
    nodes_release();
    failures += session_start(&session);
    session_stop(&session);
    failures += task_run() + added(&limit);
    while (done < 1)
        usleep(1000);
    usleep(100000);
    return failures == 12345;
}
