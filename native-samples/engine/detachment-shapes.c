// run: memory
/* What makes a thread detached, and what on its paths is lost. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static atomic_int done;

/* Detached later, in another function, by a handle in a record. */
struct watcher {
    pthread_t thread;
};

static void *watch(void *argument)
{
    char *state = malloc(16);              // expect a: CK1001
    if (state == NULL)
        return argument;
    state[0] = 'w';
    done++;
    return argument;                       // flow a1: state
}

int watcher_start(struct watcher *watcher)
{
    return pthread_create(&watcher->thread, NULL, watch, NULL);
}

void watcher_let_go(struct watcher *watcher)
{
    pthread_detach(watcher->thread);
}

/* Attributes prepared in another function. */
static int attributes_init(pthread_attr_t *attributes, int detached)
{
    pthread_attr_init(attributes);
    if (detached)
        return pthread_attr_setdetachstate(attributes, PTHREAD_CREATE_DETACHED);
    return 0;
}

static void *collect(void *argument)
{
    char *lines = calloc(1, 16);           // expect: CK1001
    if (lines == NULL)
        return argument;
    done++;
    return argument;
}

int collector_start(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    if (attributes_init(&attributes, 1) != 0)
        return -1;
    int rc = pthread_create(&thread, &attributes, collect, NULL);
    pthread_attr_destroy(&attributes);
    return rc;
}

/* Not detached: the one who joins takes the result. */
static void *answer(void *argument)
{
    char *text = malloc(16);               // ok: CK1001, CK4001
    if (text != NULL)
        strcpy(text, argument);
    return text;
}

int ask(char *question)
{
    pthread_t thread;
    pthread_attr_t attributes;
    void *text = NULL;
    if (attributes_init(&attributes, 0) != 0)
        return -1;
    int rc = pthread_create(&thread, &attributes, answer, question);
    pthread_attr_destroy(&attributes);
    if (rc != 0)
        return -1;
    pthread_join(thread, &text);
    free(text);
    return 0;
}

/* Joinable, and leaking all the same: an ordinary leak. */
static void *forget(void *argument)
{
    char *block = malloc(16);              // expect: CK4001
    if (block == NULL)
        return argument;
    block[0] = 'f';
    done++;
    return argument;
}

int forgetful(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, forget, NULL) != 0)
        return -1;
    return pthread_join(thread, NULL);
}

/* The thread that it starts is detached, and starts another. */
static void *second(void *argument)
{
    char *block = malloc(16);              // expect: CK1001
    if (block == NULL)
        return argument;
    block[0] = '2';
    done++;
    return argument;
}

static void *first(void *argument)
{
    pthread_t thread;
    char *block = malloc(16);              // ok: CK1001
    if (block == NULL)
        return argument;
    block[0] = '1';
    if (pthread_create(&thread, NULL, second, NULL) == 0)
        pthread_detach(thread);
    free(block);
    return argument;
}

int chain_start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, first, NULL) != 0)
        return -1;
    return pthread_detach(thread);
}

/* One routine of a table. */
static void *table_entry(void *argument)
{
    char *block = malloc(16);              // expect: CK1001
    if (block == NULL)
        return argument;
    block[0] = 't';
    done++;
    return argument;
}

static void *(*const routines[])(void *) = { table_entry };

int table_start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routines[0], NULL) != 0)
        return -1;
    return pthread_detach(thread);
}

int main(void)
{
    static char question[] = "question";
    struct watcher watcher;
    if (watcher_start(&watcher) != 0)
        return 1;
    watcher_let_go(&watcher);
    int failures = collector_start() + ask(question) + forgetful() + chain_start() + table_start();
    if (failures != 0)
        return 1;
    pthread_exit(NULL);
}
