// run: threads
/* Pools, servers, timers and loggers that leave threads behind. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void *work(void *argument)
{
    return argument;
}

/* A portability layer: handles are structs, functions return codes. */
typedef struct {
    pthread_t id;
} os_thread;

static int os_thread_create(os_thread *thread, void *(*routine)(void *), void *argument)
{
    return pthread_create(&thread->id, NULL, routine, argument) == 0 ? 0 : -1;
}

static int os_thread_join(os_thread *thread)
{
    return pthread_join(thread->id, NULL) == 0 ? 0 : -1;
}

static int os_thread_detach(os_thread *thread)
{
    return pthread_detach(thread->id) == 0 ? 0 : -1;
}

int layered_and_dropped(int wait)
{
    os_thread thread;
    if (os_thread_create(&thread, work, NULL) != 0)        // expect a: CK1002 "work" // flow a1: os_thread_create
        return -1;
    if (wait == 0)
        return 0;                          // flow a2: thread
    if (wait == 1)
        return os_thread_detach(&thread);
    return os_thread_join(&thread);
}

/* The break leaves those that run already. */
int pool_of_three(const pthread_attr_t *last)
{
    pthread_t threads[3];
    int i;
    for (i = 0; i < 3; i++) {
        if (pthread_create(&threads[i], i == 2 ? last : NULL, work, NULL) != 0)            // expect b: CK1002 "work"
            break;
    }
    if (i < 3)
        return -1;                         // flow b1: threads
    for (i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

/* The first of them is forgotten. */
int all_but_the_first(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        if (pthread_create(&threads[i], NULL, work, NULL) != 0)            // expect: CK1002 "threads"
            abort();
    }
    for (int i = 1; i < 3; i++)
        pthread_join(threads[i], NULL);
    return 0;
}

/* A record each; one join too few. */
struct worker {
    int number;
    pthread_t thread;
};

int crew_run(int count)
{
    struct worker crew[8];
    if (count < 1 || count > 8)
        return -1;
    for (int i = 0; i < count; i++) {
        crew[i].number = i;
        if (pthread_create(&crew[i].thread, NULL, work, NULL) != 0)        // expect: CK1002 "crew"
            abort();
    }
    for (int i = 0; i < count - 1; i++)
        pthread_join(crew[i].thread, NULL);
    return 0;
}

/* A timed join that fails, and nobody asks. */
static void *slow(void *unused)
{
    usleep(50000);
    return unused;
}

int timer_run(void)
{
    pthread_t timer;
    struct timespec now = { 0, 0 };
    if (pthread_create(&timer, NULL, slow, NULL) != 0)     // expect: CK1002 "slow"
        return -1;
    pthread_timedjoin_np(timer, NULL, &now);
    return 0;
}

/* Cancelled is not joined. */
int cancelled(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, slow, NULL) != 0)    // expect: CK1002 "slow"
        return -1;
    pthread_cancel(thread);
    return 0;
}

/* The logger's record goes, and its handle with it. */
struct logger {
    pthread_t writer;
    char *path;
};

struct logger *logger_open(void)
{
    struct logger *logger = calloc(1, sizeof *logger);
    if (logger == NULL)
        return NULL;
    if (pthread_create(&logger->writer, NULL, work, NULL) != 0) {          // expect: CK1002 "writer"
        free(logger);
        return NULL;
    }
    return logger;
}

void logger_close(struct logger *logger)
{
    free(logger->path);
    free(logger);
}

/* Accepts, answers, forgets: one thread a connection. */
int server_run(int connections)
{
    int answered = 0;
    while (answered < connections) {
        pthread_t connection;
        if (pthread_create(&connection, NULL, work, NULL) != 0)            // expect: CK1002 "connection"
            break;
        answered++;
    }
    return answered;
}

int main(void)
{
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    int failures = layered_and_dropped(0) + layered_and_dropped(1) + layered_and_dropped(2);
    failures += pool_of_three(NULL) + pool_of_three(&huge) + all_but_the_first() + crew_run(3) + timer_run() + cancelled();
    pthread_attr_destroy(&huge);
    struct logger *logger = logger_open();
    if (logger != NULL)
        logger_close(logger);
    failures += server_run(3);
    usleep(100000);
    return failures == 12345;
}
