// run: memory
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct request {
    struct request *next;
    int id;
    char *path;
};

static atomic_int served;

/* Released before the thread ends. */
static void *count_words(void *unused)
{
    (void)unused;
    char *buffer = malloc(100);            // ok: CK1001
    if (buffer == NULL)
        return NULL;
    memset(buffer, ' ', 100);
    served += buffer[0] == ' ';
    free(buffer);
    return NULL;
}

int start_counter(void)
{
    pthread_t counter;
    if (pthread_create(&counter, NULL, count_words, NULL) != 0)
        return -1;
    return pthread_detach(counter);
}

/* Released on each way out. */
static void *answer(void *argument)
{
    pthread_detach(pthread_self());
    const char *text = argument;
    char *reply = strdup(text);            // ok: CK1001
    if (reply == NULL)
        return NULL;
    if (reply[0] != '#')
        served++;
    free(reply);
    return NULL;
}

int start_answer(const char *text)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, answer, (void *)text);
}

/* A cleanup handler releases it when pthread_exit is called below. */
static void check(const char *text)
{
    if (text[0] == '\0')
        pthread_exit(NULL);
    served++;
}

static void *validate(void *argument)
{
    char *copy = malloc(64);               // ok: CK1001
    if (copy == NULL)
        return NULL;
    pthread_cleanup_push(free, copy);
    strcpy(copy, argument);
    check(copy);
    pthread_cleanup_pop(1);
    return NULL;
}

int start_validator(char *text)
{
    pthread_t thread;
    pthread_attr_t detached;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&thread, &detached, validate, text);
    pthread_attr_destroy(&detached);
    return rc;
}

/* The result goes to the one who joins: nothing is lost. */
static void *summarize(void *argument)
{
    int *sum = malloc(sizeof *sum);        // ok: CK1001, CK4001
    if (sum == NULL)
        return NULL;
    *sum = *(int *)argument + 1;
    return sum;
}

int sum_of(int start)
{
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, summarize, &start) != 0)
        return -1;
    pthread_join(thread, &result);
    int sum = result == NULL ? -1 : *(int *)result;
    free(result);
    return sum;
}

static int warm_up(void *unused)
{
    (void)unused;
    int *table = calloc(16, sizeof *table);                // ok: CK1001
    if (table == NULL)
        return -1;
    int third = table[3];
    free(table);
    return third;
}

int start_warm_up(void)
{
    thrd_t thread;
    if (thrd_create(&thread, warm_up, NULL) != thrd_success)
        return -1;
    return thrd_detach(thread);
}

static void request_free(struct request *request)
{
    free(request->path);
    free(request);
}

static struct request *request_new(int id)
{
    struct request *request = malloc(sizeof *request);
    if (request == NULL)
        return NULL;
    request->next = NULL;
    request->id = id;
    request->path = strdup("/index");
    return request;
}

static void *handle(void *unused)
{
    (void)unused;
    struct request *request = request_new(1);              // ok: CK1001
    if (request == NULL)
        return NULL;
    served += request->id;
    request_free(request);
    return NULL;
}

/* The worker puts its blocks into a queue that main empties. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t arrived = PTHREAD_COND_INITIALIZER;
static struct request *finished;

static void *produce(void *argument)
{
    int count = *(int *)argument;
    for (int i = 0; i < count; i++) {
        struct request *request = request_new(i);          // ok: CK1001
        if (request == NULL)
            break;
        pthread_mutex_lock(&lock);
        request->next = finished;
        finished = request;
        pthread_cond_signal(&arrived);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void consume(int count)
{
    while (count-- > 0) {
        pthread_mutex_lock(&lock);
        while (finished == NULL)
            pthread_cond_wait(&arrived, &lock);
        struct request *request = finished;
        finished = request->next;
        pthread_mutex_unlock(&lock);
        request_free(request);
    }
}

static void *tail(void *argument)
{
    int lines = *(int *)argument;
    for (int i = 0; i < lines; i++) {
        char *line = malloc(40);           // ok: CK1001
        if (line == NULL)
            break;
        snprintf(line, 40, "line %d", i);
        served++;
        free(line);
    }
    return NULL;
}

static int load(char **text, size_t size)
{
    *text = malloc(size);
    return *text == NULL ? -1 : 0;
}

static void *refresh(void *unused)
{
    char *text;
    if (load(&text, 24) != 0)              // ok: CK1001
        return unused;
    text[0] = '\0';
    served++;
    free(text);
    return unused;
}

static int start_detached(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&thread, &attributes, routine, argument);
    pthread_attr_destroy(&attributes);
    return rc;
}

int main(void)
{
    static int lines = 3;
    static char empty[] = "";
    int failures = start_counter() + start_answer("#") + start_answer("text");
    failures += start_validator(empty) + start_warm_up();
    failures += start_detached(handle, NULL);
    failures += start_detached(tail, &lines);
    failures += start_detached(refresh, NULL);
    failures += start_detached(produce, &lines);
    if (failures != 0)
        return 1;
    served += sum_of(1);
    consume(lines);
    pthread_exit(NULL);
}
