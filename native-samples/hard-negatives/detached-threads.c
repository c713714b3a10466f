// run: memory
/* Detached threads that keep the house clean. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    struct job *next;
    char *text;
    int *answer;
};

static atomic_int answers;

static int start(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int error = pthread_create(&thread, &attributes, routine, argument);
    pthread_attr_destroy(&attributes);
    return error == 0 ? 0 : -1;
}

/* The thread owns its argument, all of it. */
static void *own(void *argument)
{
    struct job *job = argument;
    answers += (int)strlen(job->text);
    free(job->text);
    free(job);
    return NULL;
}

static int start_owner(const char *text)
{
    struct job *job = calloc(1, sizeof *job);              // ok: CK1001, CK4001
    if (job == NULL)
        return -1;
    job->text = strdup(text);              // ok: CK4001
    if (job->text == NULL || start(own, job) != 0) {
        free(job->text);
        free(job);                         // ok: CK4002, CK4003
        return -1;
    }
    return 0;
}

/* What it makes goes to those who wait for it. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct job *done;

static void *publish(void *argument)
{
    struct job *job = calloc(1, sizeof *job);              // ok: CK1001
    if (job == NULL)
        abort();
    job->text = strdup(argument);          // ok: CK1001
    pthread_mutex_lock(&lock);
    job->next = done;
    done = job;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void wait_for_publisher(void)
{
    pthread_mutex_lock(&lock);
    while (done == NULL)
        pthread_cond_wait(&changed, &lock);
    struct job *job = done;
    done = job->next;
    pthread_mutex_unlock(&lock);
    free(job->text);
    free(job);
}

/* What it makes goes into the record that it was lent. */
struct request {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    char *answer;
};

static void *fill(void *argument)
{
    struct request *request = argument;
    char *answer = strdup("answer");       // ok: CK1001
    if (answer == NULL)
        abort();
    pthread_mutex_lock(&request->lock);
    request->answer = answer;
    pthread_cond_signal(&request->answered);
    pthread_mutex_unlock(&request->lock);
    return NULL;
}

static int ask(void)
{
    static struct request request = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL };
    if (start(fill, &request) != 0)
        return -1;
    pthread_mutex_lock(&request.lock);
    while (request.answer == NULL)
        pthread_cond_wait(&request.answered, &request.lock);
    int first = request.answer[0];
    free(request.answer);
    request.answer = NULL;
    pthread_mutex_unlock(&request.lock);
    return first;
}

/* A cleanup handler for each way out, pthread_exit in a callee among them. */
static void step(int number)
{
    if (number == 2)
        pthread_exit(NULL);
    answers++;
}

static void job_free(void *argument)
{
    struct job *job = argument;
    free(job->text);
    free(job);
}

static void *with_handler(void *argument)
{
    struct job *job = calloc(1, sizeof *job);              // ok: CK1001
    if (job == NULL)
        return NULL;
    pthread_cleanup_push(job_free, job);
    job->text = strdup(argument);          // ok: CK1001
    for (int i = 0; i < 3; i++)
        step(i);
    pthread_cleanup_pop(1);
    return NULL;
}

/* A service loop with one buffer for all turns. */
static void *serve(void *argument)
{
    int turns = *(int *)argument;
    char *buffer = malloc(64);             // ok: CK1001
    if (buffer == NULL)
        return NULL;
    while (turns-- > 0) {
        buffer[0] = (char)turns;
        if (buffer[0] == 1)
            continue;
        answers++;
    }
    free(buffer);
    return NULL;
}

/* A loop with a buffer for each turn. */
static void *serve_fresh(void *argument)
{
    for (int turn = *(int *)argument; turn > 0; turn--) {
        char *buffer = malloc(64);         // ok: CK1001
        if (buffer == NULL)
            break;
        buffer[0] = (char)turn;
        if (turn == 2) {
            free(buffer);
            continue;
        }
        answers++;
        free(buffer);
    }
    return NULL;
}

/* The same routine, joined here and detached there: its result is for the one who joins. */
static void *count(void *argument)
{
    free(argument);
    return (void *)1L;
}

static int start_both_ways(void)
{
    pthread_t joined;
    void *result = NULL;
    char *first = malloc(4);               // ok: CK4001
    char *second = malloc(4);              // ok: CK4001
    if (pthread_create(&joined, NULL, count, first) != 0)
        free(first);                       // ok: CK4003
    else
        pthread_join(joined, &result);
    if (start(count, second) != 0)
        free(second);                      // ok: CK4003
    return result == NULL;
}

int main(void)
{
    static char text[] = "text";
    static int turns = 3;
    int failures = start_owner(text);
    failures += start(publish, text);
    if (failures == 0)
        wait_for_publisher();
    failures += ask() == 0;
    failures += start(with_handler, text) + start(serve, &turns) + start(serve_fresh, &turns);
    failures += start_both_ways();
    if (failures != 0)
        return 1;
    pthread_exit(NULL);
}
