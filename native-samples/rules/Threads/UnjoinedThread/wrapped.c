// run: threads
/* A portability layer: records of its own with the handle in them. Which of them is joined is said by who owns the record. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct os_thread {
    pthread_t id;
    const char *name;
};

static int os_thread_start(struct os_thread *thread, const char *name, void *(*run)(void *), void *argument)
{
    thread->name = name;
    return pthread_create(&thread->id, NULL, run, argument);
}

static void os_thread_wait(struct os_thread *thread)
{
    pthread_join(thread->id, NULL);
}

static void os_thread_forget(struct os_thread *thread)
{
    pthread_detach(thread->id);
}

static void *work(void *argument)
{
    usleep(100);
    return argument;
}

/* One record after the other in its owner. */
struct server {
    struct os_thread acceptor;
    struct os_thread statistics;
    struct os_thread announcer;
};

static struct server *server_new(void)
{
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL)
        return NULL;
    if (os_thread_start(&server->acceptor, "accept", work, server) != 0) {     // ok: CK1002
        free(server);
        return NULL;
    }
    if (os_thread_start(&server->statistics, "stats", work, server) != 0)      // expect a: CK1002 "struct server.statistics" // flow a1: its handle kept in
        puts("no statistics");
    if (os_thread_start(&server->announcer, "announce", work, server) == 0)    // ok: CK1002
        os_thread_forget(&server->announcer);
    return server;
}

static void server_free(struct server *server)
{
    os_thread_wait(&server->acceptor);
    free(server);
}

/* Variables that are records. */
static struct os_thread logger, ticker;

static void start_services(void)
{
    os_thread_start(&logger, "log", work, NULL);                               // ok: CK1002
    os_thread_start(&ticker, "tick", work, NULL);                              // expect: CK1002 "ticker"
}

static void stop_services(void)
{
    os_thread_wait(&logger);
}

/* Records in an array of records, by field. */
struct lane {
    struct os_thread reader;
    struct os_thread writer;
    int number;
};

static struct lane lanes[2];

static void open_lanes(void)
{
    for (int i = 0; i < 2; i++) {
        lanes[i].number = i;
        os_thread_start(&lanes[i].reader, "read", work, &lanes[i]);            // ok: CK1002
        os_thread_start(&lanes[i].writer, "write", work, &lanes[i]);           // expect: CK1002 "struct lane.writer"
    }
}

static void close_lanes(void)
{
    for (int i = 0; i < 2; i++)
        os_thread_wait(&lanes[i].reader);
}

/* The wrapper fills what it is told to: nothing but the address says which. */
static int launch(pthread_t *handle)
{
    return pthread_create(handle, NULL, work, NULL);
}

static int launch_twice_removed(pthread_t *handle)
{
    return launch(handle);
}

struct link {
    pthread_t receiver;
    pthread_t sender;
};

static struct link uplink;

static void link_up(void)
{
    launch(&uplink.receiver);                                                  // ok: CK1002
    launch_twice_removed(&uplink.sender);                                      // expect: CK1002 "struct link.sender"
}

static void link_down(void)
{
    pthread_join(uplink.receiver, NULL);
}

/* On the stack each is followed by itself. */
static void run_twice(void)
{
    struct os_thread first, second;
    if (os_thread_start(&first, "first", work, NULL) != 0)                     // ok: CK1002
        return;
    if (os_thread_start(&second, "second", work, NULL) == 0)                   // expect: CK1002 "second"
        puts("both run");
    os_thread_wait(&first);
}

int main(void)
{
    struct server *server = server_new();
    if (server != NULL)
        server_free(server);
    start_services();
    stop_services();
    open_lanes();
    close_lanes();
    link_up();
    link_down();
    run_twice();
    usleep(10000);
    return 0;
}
