// run: keys
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct context {
    int depth;
    char name[32];
};

struct logger {
    pthread_key_t buffer;
};

static pthread_key_t scratch;
static pthread_key_t current;
static tss_t seed;
static struct logger logger;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_keys(void)
{
    pthread_key_create(&scratch, NULL);
    pthread_key_create(&current, NULL);
}

/* Made when it is first asked for, and never given back. */
char *scratch_buffer(void)
{
    char *buffer = pthread_getspecific(scratch);
    if (buffer == NULL) {
        buffer = malloc(128);              // flow a1: buffer
        if (buffer == NULL)
            return NULL;
        pthread_setspecific(scratch, buffer);                  // expect a: CK1009 "scratch" // flow a2: under the key
    }
    return buffer;
}

/* Put there by the thread as its context. */
static void set_current(struct context *context)
{
    pthread_setspecific(current, context);
}

static int enter(const char *name)
{
    struct context *context = calloc(1, sizeof *context);
    if (context == NULL)
        return -1;
    strncpy(context->name, name, sizeof context->name - 1);
    set_current(context);                  // expect: CK1009 "current"
    return 0;
}

static int depth(void)
{
    struct context *context = pthread_getspecific(current);
    return context != NULL ? ++context->depth : 0;
}

/* C11. */
static int next_random(void)
{
    unsigned *state = tss_get(seed);
    if (state == NULL) {
        state = malloc(sizeof *state);
        if (state == NULL)
            return 0;
        *state = 42;
        tss_set(seed, state);              // expect: CK1009 "seed"
    }
    *state = *state * 1103515245u + 12345u;
    return (int)(*state >> 16);
}

/* The key is in a record. */
static void log_line(struct logger *log, const char *text)
{
    char *line = pthread_getspecific(log->buffer);
    if (line == NULL) {
        line = malloc(80);
        if (line == NULL)
            return;
        pthread_setspecific(log->buffer, line);                // expect: CK1009 "logger.buffer"
    }
    strncpy(line, text, 79);
}

static void *work(void *argument)
{
    const char *name = argument;
    pthread_once(&once, make_keys);
    char *buffer = scratch_buffer();
    if (buffer != NULL)
        strcpy(buffer, name);
    if (enter(name) == 0)
        depth();
    log_line(&logger, name);
    next_random();
    return NULL;
}

int main(void)
{
    char name[] = "worker";
    if (tss_create(&seed, NULL) != thrd_success || pthread_key_create(&logger.buffer, NULL) != 0)
        return 1;
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, work, name) == 0)
            pthread_join(thread, NULL);
    }
    return 0;
}
