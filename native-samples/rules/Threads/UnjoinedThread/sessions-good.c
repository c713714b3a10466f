// run: threads
/* The same shapes, with an end for each session. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *argument)
{
    return argument;
}

/* The session joins its own reader. */
struct plugin {
    int active;
    int stop;
    pthread_t reader;
};

static void *plugin_read(void *argument)
{
    struct plugin *plugin = argument;
    while (!__atomic_load_n(&plugin->stop, __ATOMIC_SEQ_CST))
        usleep(1000);
    return NULL;
}

int plugin_session_start(struct plugin *plugin)
{
    if (plugin->active)
        return 0;
    plugin->active = 1;
    plugin->stop = 0;
    return pthread_create(&plugin->reader, NULL, plugin_read, plugin);     // ok: CK1002
}

void plugin_session_stop(struct plugin *plugin)
{
    if (!plugin->active)
        return;
    __atomic_store_n(&plugin->stop, 1, __ATOMIC_SEQ_CST);
    pthread_join(plugin->reader, NULL);
    plugin->active = 0;
}

/* The next scan waits for the last one. */
struct scanner {
    int busy;
    int has_thread;
    pthread_t thread;
};

static void *scan(void *argument)
{
    struct scanner *scanner = argument;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    scanner->busy = 0;
    return NULL;
}

static void scanner_wait(struct scanner *scanner)
{
    if (scanner->has_thread)
        pthread_join(scanner->thread, NULL);
    scanner->has_thread = 0;
}

int scanner_start(struct scanner *scanner)
{
    if (scanner->busy)
        return -1;
    scanner_wait(scanner);
    scanner->busy = 1;
    scanner->has_thread = pthread_create(&scanner->thread, NULL, scan, scanner) == 0;      // ok: CK1002
    return scanner->has_thread ? 0 : -1;
}

void scanner_destroy(struct scanner *scanner)
{
    scanner_wait(scanner);
}

/* Turn by turn. */
static pthread_t recorder;

static int recorder_start(void)
{
    return pthread_create(&recorder, NULL, work, NULL);    // ok: CK1002
}

static void recorder_end(void)
{
    pthread_join(recorder, NULL);
}

int record_all(int takes)
{
    for (int i = 0; i < takes; i++) {
        if (recorder_start() != 0)         // ok: CK1002
            return -1;
        recorder_end();
    }
    return 0;
}

/* Stopped by one function, joined by its caller. */
struct link {
    pthread_t sender;
    int up;
};

static void link_hang_up(struct link *link)
{
    if (!link->up)
        return;
    link->up = 0;
}

void link_close(struct link *link)
{
    int was_up = link->up;
    link_hang_up(link);
    if (was_up)
        pthread_join(link->sender, NULL);
}

int link_open(struct link *link)
{
    if (link->up)
        return 0;
    if (pthread_create(&link->sender, NULL, work, NULL) != 0)              // ok: CK1002
        return -1;
    link->up = 1;
    return 0;
}

/* The thread detaches itself: the handle is only for signals. */
static pthread_t beeper;
static int beeping;

static void *beep(void *unused)
{
    pthread_detach(pthread_self());
    beeping = 0;
    return unused;
}

int beep_once(void)
{
    if (beeping)
        return 0;
    beeping = 1;
    return pthread_create(&beeper, NULL, beep, NULL);      // ok: CK1002
}

int main(void)
{
    static struct plugin plugin;
    static struct scanner scanner;
    static struct link link;
    int failures = 0;
    for (int i = 0; i < 2; i++) {
        failures += plugin_session_start(&plugin);
        usleep(5000);
        plugin_session_stop(&plugin);
        failures += scanner_start(&scanner);
        usleep(20000);
        failures += link_open(&link);
        link_close(&link);
    }
    scanner_destroy(&scanner);
    failures += record_all(3);
    failures += beep_once();
    usleep(20000);
    return failures == 12345;
}
