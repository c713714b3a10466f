// run: threads
/* A portability layer that hands out objects: who keeps the pointer has the thread. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct os_thread {
    pthread_t id;
    void *(*run)(void *);
    void *argument;
} os_thread;

static void *os_thread_entry(void *given)
{
    os_thread *thread = given;
    return thread->run(thread->argument);
}

static os_thread *os_thread_new(void *(*run)(void *), void *argument)
{
    os_thread *thread = malloc(sizeof *thread);
    if (thread == NULL)
        return NULL;
    thread->run = run;
    thread->argument = argument;
    if (pthread_create(&thread->id, NULL, os_thread_entry, thread) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

static void os_thread_free(os_thread *thread)
{
    pthread_join(thread->id, NULL);
    free(thread);
}

static void *work(void *argument)
{
    usleep(100);
    return argument;
}

struct engine {
    os_thread *input;
    os_thread *output;
    os_thread *mixer;
};

static struct engine *engine_new(void)
{
    struct engine *engine = calloc(1, sizeof *engine);
    if (engine == NULL)
        return NULL;
    engine->input = os_thread_new(work, engine);                   // ok: CK1002
    engine->output = os_thread_new(work, engine);                  // expect: CK1002 "struct engine.output"
    os_thread *mixer = os_thread_new(work, engine);                // ok: CK1002
    if (mixer == NULL)
        puts("no mixer");
    engine->mixer = mixer;
    return engine;
}

static void engine_stop(struct engine *engine)
{
    if (engine->input != NULL)
        os_thread_free(engine->input);
    if (engine->mixer != NULL)
        os_thread_free(engine->mixer);
}

static os_thread *ticker, *watcher;

static void start_clock(void)
{
    ticker = os_thread_new(work, NULL);                            // expect: CK1002 "ticker"
    if (ticker == NULL)
        puts("no clock");
    watcher = os_thread_new(work, NULL);                           // ok: CK1002
}

static void stop_clock(void)
{
    if (watcher != NULL)
        os_thread_free(watcher);
}

/* Those that nobody joins by name are joined by whoever goes through the list. */
struct registry {
    os_thread *all[8];
    int count;
};

static struct registry registry;
static os_thread *scanner, *indexer;

static void enlist(os_thread *thread)
{
    if (thread != NULL && registry.count < 8)
        registry.all[registry.count++] = thread;
}

static void start_listed(void)
{
    scanner = os_thread_new(work, NULL);                           // ok: CK1002
    enlist(scanner);
    indexer = os_thread_new(work, NULL);                           // ok: CK1002
    enlist(indexer);
}

static void stop_listed(void)
{
    for (int i = 0; i < registry.count; i++)
        os_thread_free(registry.all[i]);
}

int main(void)
{
    struct engine *engine = engine_new();
    start_clock();
    start_listed();
    usleep(10000);
    if (engine != NULL) {
        engine_stop(engine);
        free(engine->output);
        free(engine);
    }
    stop_clock();
    stop_listed();
    free(ticker);
    return 0;
}
