// run: memory
/* Made once, kept for good: reachable to the end is not lost. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

/* On first use. */
static char *banner;

static const char *banner_get(void)
{
    if (banner == NULL)
        banner = strdup("banner");         // ok: CK4001
    return banner;
}

/* In a static of the function. */
static int *table_get(void)
{
    static int *table;
    if (table == NULL)
        table = calloc(16, sizeof *table); // ok: CK4001
    return table;
}

/* By pthread_once. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static char *settings;

static void settings_load(void)
{
    settings = malloc(32);                 // ok: CK4001
    if (settings != NULL)
        settings[0] = '\0';
}

static const char *settings_get(void)
{
    pthread_once(&once, settings_load);
    return settings;
}

/* By call_once, in a record. */
static once_flag registry_once = ONCE_FLAG_INIT;
static struct {
    char *names[4];
    int count;
} registry;

static void registry_load(void)
{
    registry.names[registry.count++] = strdup("first");    // ok: CK4001
}

static int registry_count(void)
{
    call_once(&registry_once, registry_load);
    return registry.count;
}

/* Replaced: the old one goes. */
static char *current;

static void current_set(const char *text)
{
    char *copy = strdup(text);             // ok: CK4001
    free(current);
    current = copy;
}

/* A cache that gives up its oldest. */
static char *recent[2];

static void recent_add(const char *text)
{
    free(recent[1]);                       // ok: CK4003
    recent[1] = recent[0];
    recent[0] = strdup(text);              // ok: CK4001
}

/* A buffer of each thread, with a destructor. */
static pthread_key_t key;
static pthread_once_t key_once = PTHREAD_ONCE_INIT;

static void key_make(void)
{
    pthread_key_create(&key, free);
}

static char *thread_buffer(void)
{
    pthread_once(&key_once, key_make);
    char *buffer = pthread_getspecific(key);
    if (buffer == NULL) {
        buffer = malloc(64);               // ok: CK1001, CK4001
        if (buffer != NULL && pthread_setspecific(key, buffer) != 0) {
            free(buffer);
            buffer = NULL;
        }
    }
    return buffer;
}

static void *use_thread_buffer(void *argument)
{
    char *buffer = thread_buffer();        // ok: CK1001
    if (buffer != NULL)
        strcpy(buffer, argument);
    return NULL;
}

/* A buffer of a thread that comes back in its _Thread_local name, and is released at its end. */
static _Thread_local char *scratch;

static void *use_thread_local(void *argument)
{
    for (int i = 0; i < 3; i++) {
        if (scratch == NULL)
            scratch = malloc(16);          // ok: CK1001
        if (scratch != NULL)
            scratch[i] = ((char *)argument)[0];
    }
    free(scratch);
    scratch = NULL;
    return NULL;
}

static int run_detached(void *(*routine)(void *), char *argument)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, routine, argument) != 0)
        return -1;
    return pthread_detach(thread);
}

int main(void)
{
    static char text[] = "text";
    int sum = banner_get() == NULL;
    sum += banner_get() == NULL;
    sum += table_get() == NULL || table_get() == NULL;
    sum += settings_get() == NULL || settings_get() == NULL;
    sum += registry_count() + registry_count();
    current_set("one");
    current_set("two");
    recent_add("one");
    recent_add("two");
    recent_add("three");
    sum += run_detached(use_thread_buffer, text) + run_detached(use_thread_local, text);
    if (sum == 12345)
        return 1;
    pthread_exit(NULL);
}
