// run: memory
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct request {
    int id;
    char *path;
};

static atomic_int served;

/* Detached by its creator, at once. */
static void *count_words(void *unused)
{
    (void)unused;
    char *buffer = malloc(100);            // expect a: CK1001 "buffer" // flow a3: malloc
    if (buffer == NULL)
        return NULL;
    memset(buffer, ' ', 100);
    served += buffer[0] == ' ';
    return NULL;                           // flow a4: buffer
}

int start_counter(void)
{
    pthread_t counter;
    if (pthread_create(&counter, NULL, count_words, NULL) != 0)            // flow a1: pthread_create
        return -1;
    return pthread_detach(counter);        // flow a2: detach
}

/* Detaches itself; one early return forgets the block. */
static void *answer(void *argument)
{
    pthread_detach(pthread_self());        // flow b1: detach
    const char *text = argument;
    char *reply = strdup(text);            // expect b: CK1001 "reply"
    if (reply == NULL)
        return NULL;
    if (reply[0] == '#')
        return NULL;                       // flow b2: reply
    served++;
    free(reply);
    return NULL;
}

int start_answer(const char *text)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, answer, (void *)text);
}

/* Created detached by attribute; pthread_exit below it, with the block alive. */
static void check(const char *text)
{
    if (text[0] == '\0')
        pthread_exit(NULL);
    served++;
}

static void *validate(void *argument)
{
    char *copy = malloc(64);               // expect c: CK1001 "copy"
    if (copy == NULL)
        return NULL;
    strcpy(copy, argument);
    check(copy);                           // flow c1: check
    free(copy);
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

/* C11 threads. */
static int warm_up(void *unused)
{
    (void)unused;
    int *table = calloc(16, sizeof *table);                // expect: CK1001 "table"
    if (table == NULL)
        return -1;
    return table[3];
}

int start_warm_up(void)
{
    thrd_t thread;
    if (thrd_create(&thread, warm_up, NULL) != thrd_success)
        return -1;
    return thrd_detach(thread);
}

/* The record is released, its field is not. */
static struct request *request_new(int id)
{
    struct request *request = malloc(sizeof *request);
    if (request == NULL)
        return NULL;
    request->id = id;
    request->path = strdup("/index");
    return request;
}

static void *handle(void *unused)
{
    (void)unused;
    struct request *request = request_new(1);              // expect d: CK1001 "path" // flow d1: request_new
    if (request == NULL)
        return NULL;
    served += request->id;
    free(request);                         // flow d2: free
    return NULL;
}

/* Each turn of the service loop loses its line. */
static void *tail(void *argument)
{
    int lines = *(int *)argument;
    char *line = NULL;
    for (int i = 0; i < lines; i++) {
        line = malloc(40);                 // expect: CK1001 "line"
        if (line == NULL)
            break;
        snprintf(line, 40, "line %d", i);
        served++;
    }
    return NULL;
}

/* By an out-parameter of a callee. */
static int load(char **text, size_t size)
{
    *text = malloc(size);
    return *text == NULL ? -1 : 0;
}

static void *refresh(void *unused)
{
    char *text;
    if (load(&text, 24) != 0)              // expect: CK1001 "text"
        return unused;
    text[0] = '\0';
    served++;
    return unused;
}

/* Allocated and lost in what the start routine calls. */
static int measure(size_t size)
{
    char *scratch = calloc(1, size);       // expect e: CK1001 "scratch"
    if (scratch == NULL)
        return -1;
    int first = scratch[0];
    return first;                          // flow e1: scratch
}

static void *sample(void *unused)
{
    served += measure(48) == 0;
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
    failures += start_detached(sample, NULL);
    if (failures != 0)
        return 1;
    /* The process ends when the last of them does. */
    pthread_exit(NULL);
}
