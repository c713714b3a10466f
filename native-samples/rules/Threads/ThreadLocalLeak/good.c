// run: keys
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct context {
    int depth;
    struct context *next;
};

static pthread_key_t scratch, current, level, arena, registered;
static struct context *all;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void make_keys(void)
{
    pthread_key_create(&scratch, free);
    pthread_key_create(&current, NULL);
    pthread_key_create(&level, NULL);
    pthread_key_create(&arena, NULL);
    pthread_key_create(&registered, NULL);
}

/* A destructor. */
static char *scratch_buffer(void)
{
    char *buffer = pthread_getspecific(scratch);
    if (buffer == NULL) {
        buffer = malloc(128);
        pthread_setspecific(scratch, buffer);                  // ok: CK1009
    }
    return buffer;
}

/* Taken back by a function that the thread calls at its end. */
static int enter(void)
{
    struct context *context = calloc(1, sizeof *context);
    if (context == NULL)
        return -1;
    pthread_setspecific(current, context);                     // ok: CK1009
    return 0;
}

static void leave(void)
{
    struct context *context = pthread_getspecific(current);
    pthread_setspecific(current, NULL);
    free(context);
}

/* What it keeps is no block. */
static void *name_level(int number)
{
    static const char *const names[] = { "low", "high" };
    pthread_setspecific(level, names[number & 1]);             // ok: CK1009
    return pthread_getspecific(level);
}

/* The function that puts it there frees it itself. */
static int with_arena(int (*run)(void))
{
    char *block = malloc(1024);
    if (block == NULL)
        return -1;
    pthread_setspecific(arena, block);                         // ok: CK1009
    int result = run();
    pthread_setspecific(arena, NULL);
    free(block);
    return result;
}

static int use_arena(void)
{
    char *block = pthread_getspecific(arena);
    if (block == NULL)
        return -1;
    block[0] = 'a';
    return 0;
}

/* A list holds it, too, and is released as a whole. */
static void enlist(void)
{
    struct context *context = calloc(1, sizeof *context);
    if (context == NULL)
        return;
    pthread_mutex_lock(&lock);
    context->next = all;
    all = context;
    pthread_mutex_unlock(&lock);
    pthread_setspecific(registered, context);                  // ok: CK1009
}

static void release_all(void)
{
    while (all != NULL) {
        struct context *next = all->next;
        free(all);
        all = next;
    }
}

static void *work(void *argument)
{
    const char *name = argument;
    char *buffer = scratch_buffer();
    if (buffer != NULL)
        strcpy(buffer, name);
    if (enter() == 0)
        leave();
    name_level((int)strlen(name));
    with_arena(use_arena);
    enlist();
    pthread_setspecific(registered, NULL);
    return NULL;
}

int main(void)
{
    char name[] = "worker";
    make_keys();
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, work, name) == 0)
            pthread_join(thread, NULL);
    }
    release_all();
    return 0;
}
