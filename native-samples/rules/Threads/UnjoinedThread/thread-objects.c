// run: threads
/* A portability layer hands out thread objects on the heap: who frees the object without a join has lost the thread. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct os_thread {
    pthread_t id;
    const char *name;
} os_thread;

static os_thread *os_thread_new(const char *name, void *(*routine)(void *), void *argument)
{
    os_thread *thread = malloc(sizeof *thread);
    if (thread == NULL)
        return NULL;
    thread->name = name;
    if (pthread_create(&thread->id, NULL, routine, argument) != 0) {
        free(thread);
        return NULL;
    }
    return thread;
}

static void os_thread_join(os_thread *thread)
{
    pthread_join(thread->id, NULL);
    free(thread);
}

static void os_thread_let_go(os_thread *thread)
{
    pthread_detach(thread->id);
    free(thread);
}

static void *work(void *argument)
{
    return argument;
}

/* The object is freed as any other block, and nobody waits for the thread. */
int flush_in_background(const char *path)
{
    os_thread *flusher = os_thread_new("flush", work, (void *)path);   // expect a: CK1002 "work" // flow a1: os_thread_new
    if (flusher == NULL)
        return -1;
    free(flusher);                         // flow a2: free
    return 0;
}

/* Two helpers: where the second cannot be had, the first is dropped with its object. */
int mirror(char *from, char *to)
{
    os_thread *reader = os_thread_new("read", work, from);             // expect: CK1002 "work"
    if (reader == NULL)
        return -1;
    os_thread *writer = to[0] == '\0' ? NULL : os_thread_new("write", work, to);
    if (writer == NULL) {
        free(reader);
        return -1;
    }
    os_thread_join(writer);
    os_thread_join(reader);
    return 0;
}

/* The layer is passed by: its record is the caller's own. */
int probe(void *host)
{
    os_thread *prober = calloc(1, sizeof *prober);
    if (prober == NULL)
        return -1;
    if (pthread_create(&prober->id, NULL, work, host) != 0) {          // expect: CK1002 "prober"
        free(prober);
        return -1;
    }
    free(prober);
    return 0;
}

int mirror_both(char *from, char *to)
{
    os_thread *reader = os_thread_new("read", work, from);             // ok: CK1002
    if (reader == NULL)
        return -1;
    os_thread *writer = os_thread_new("write", work, to);              // ok: CK1002
    if (writer == NULL) {
        os_thread_let_go(reader);
        return -1;
    }
    os_thread_join(writer);
    os_thread_join(reader);
    return 0;
}

int notify(char *who)
{
    os_thread *notifier = os_thread_new("notify", work, who);          // ok: CK1002
    if (notifier == NULL)
        return -1;
    os_thread_let_go(notifier);
    return 0;
}

int main(void)
{
    char from[] = "from", to[] = "to", none[] = "";
    int failures = flush_in_background(from) + mirror(from, none) + probe(to) + mirror_both(from, to) + notify(to);
    usleep(100000);
    return failures == 12345;
}
