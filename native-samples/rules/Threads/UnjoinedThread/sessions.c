// run: threads
/* Threads that are created session by session, in the shapes of plugins, scanners, recorders: the handle has room for one. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *argument)
{
    return argument;
}

/* A plugin: each session makes a reader, only the unloading joins one. */
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
    return pthread_create(&plugin->reader, NULL, plugin_read, plugin);     // expect a: CK1002 "anew" // flow a1: plugin.reader
}

void plugin_session_stop(struct plugin *plugin)
{
    if (!plugin->active)
        return;
    __atomic_store_n(&plugin->stop, 1, __ATOMIC_SEQ_CST);
    plugin->active = 0;                    // flow a2: active
}

void plugin_unload(struct plugin *plugin)
{
    pthread_join(plugin->reader, NULL);    // flow a3: last thread
}

/* A scan ends by itself and says so; the next one is written over its handle. */
struct scanner {
    int busy;
    pthread_t thread;
    int found;
};

static void *scan(void *argument)
{
    struct scanner *scanner = argument;
    scanner->found++;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    scanner->busy = 0;                     // flow b1: busy
    return NULL;
}

int scanner_start(struct scanner *scanner)
{
    if (scanner->busy)
        return -1;
    scanner->busy = 1;
    return pthread_create(&scanner->thread, NULL, scan, scanner);          // expect b: CK1002 "anew"
}

void scanner_destroy(struct scanner *scanner)
{
    pthread_join(scanner->thread, NULL);
}

/* One global handle for all turns of a loop; the end joins the last. */
static pthread_t recorder;

static int recorder_start(void)
{
    return pthread_create(&recorder, NULL, work, NULL);
}

int record_all(int takes)
{
    for (int i = 0; i < takes; i++) {
        if (recorder_start() != 0)         // expect c: CK1002 "overwritten" // flow c1: recorder_start
            return -1;
    }
    return 0;
}

void recorder_end(void)
{
    pthread_join(recorder, NULL);
}

/* A flag is no join, nor is a signal. */
static pthread_t watcher;
static int watcher_stops;

static void *watch(void *unused)
{
    while (!__atomic_load_n(&watcher_stops, __ATOMIC_SEQ_CST))
        usleep(1000);
    return unused;
}

int watcher_start(void)
{
    return pthread_create(&watcher, NULL, watch, NULL);    // expect d: CK1002 "watcher"
}

void watcher_stop(void)
{
    __atomic_store_n(&watcher_stops, 1, __ATOMIC_SEQ_CST);
    pthread_kill(watcher, 0);
}

/* Restarted without an end of the one before. */
struct link {
    pthread_t sender;
    int up;
};

int link_reconnect(struct link *link)
{
    if (pthread_create(&link->sender, NULL, work, NULL) != 0)              // expect e: CK1002 "overwritten"
        return -1;
    link->up = 1;
    if (pthread_create(&link->sender, NULL, work, NULL) != 0)              // ok: CK1002
        return -1;
    return 0;
}

void link_close(struct link *link)
{
    if (link->up)
        pthread_join(link->sender, NULL);
    link->up = 0;
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
        usleep(20000);
        failures += scanner_start(&scanner);
        usleep(20000);
    }
    plugin_unload(&plugin);
    scanner_destroy(&scanner);
    failures += record_all(3);
    recorder_end();
    failures += watcher_start();
    usleep(5000);
    watcher_stop();
    failures += link_reconnect(&link);
    link_close(&link);
    usleep(50000);
    return failures == 12345;
}
