// run: memory
/* What threads return, or end with, and nobody collects. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int done;

struct answer {
    int status;
    long bytes;
};

/* Detached by its creator. */
static void *measure(void *size)
{
    struct answer *answer = malloc(sizeof *answer); // flow a3: malloc
    if (answer == NULL)
        return NULL;
    answer->status = 0;
    answer->bytes = *(long *)size;
    done++;
    return answer;                         // expect a: CK1003 "answer" // flow a4: answer
}

int start_measure(long *size)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, measure, size) != 0)     // flow a1: pthread_create
        return -1;
    return pthread_detach(thread);         // flow a2: detach
}

/* Joined, and the result thrown away. */
static void *count_words(void *text)
{
    long *count = malloc(sizeof *count); // flow b2: malloc
    if (count == NULL)
        return NULL;
    *count = 0;
    for (const char *at = text; *at != '\0'; at++)
        *count += *at == ' ';
    return count;                          // expect b: CK1003 "count" // flow b3: count
}

int words_in(char *text)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, count_words, text) != 0) // flow b1: pthread_create
        return -1;
    return pthread_join(thread, NULL);     // flow b4: pthread_join
}

/* Ends itself somewhere below the start routine. */
static void finish(const char *why)
{
    char *report = strdup(why); // flow c1: strdup
    done++;
    pthread_exit(report);                  // expect c: CK1003 "report" // flow c2: pthread_exit
}

static void check(int limit)
{
    if (limit > 2)
        finish("limit");
}

static void *supervise(void *limit)
{
    check(*(int *)limit);
    done++;
    return NULL;
}

int start_supervisor(int *limit)
{
    pthread_attr_t detached;
    pthread_t thread;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&thread, &detached, supervise, limit);
    pthread_attr_destroy(&detached);
    return rc;
}

/* The block is made by a helper. */
static struct answer *answer_new(long bytes)
{
    struct answer *answer = calloc(1, sizeof *answer);
    if (answer != NULL)
        answer->bytes = bytes;
    return answer;
}

static void *probe(void *size)
{
    pthread_detach(pthread_self());
    struct answer *answer = answer_new(*(long *)size); // flow d1: answer_new
    done++;
    return answer;                         // expect d: CK1003 "answer"
}

int start_probe(long *size)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, probe, size);
}

/* A handle in a record, joined in another function that takes no result. */
struct session {
    pthread_t reader;
    int running;
};

static void *read_all(void *unused)
{
    char *line = malloc(64); // flow e1: malloc
    if (line == NULL)
        return unused;
    strcpy(line, "end of input");
    return line;                           // expect e: CK1003 "line"
}

int session_start(struct session *session)
{
    session->running = pthread_create(&session->reader, NULL, read_all, NULL) == 0;
    return session->running ? 0 : -1;
}

void session_stop(struct session *session)
{
    if (session->running)
        pthread_join(session->reader, NULL);
    session->running = 0;
}

/* Several workers, each joined in a loop without its result. */
static void *tally(void *seed)
{
    int *sum = malloc(sizeof *sum); // flow f1: malloc
    if (sum == NULL)
        return NULL;
    *sum = *(int *)seed * 2;
    return sum;                            // expect f: CK1003 "sum"
}

int tally_all(int *seed)
{
    pthread_t workers[4];
    int started = 0;
    while (started < 4 && pthread_create(&workers[started], NULL, tally, seed) == 0)
        started++;
    for (int i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
    return started;
}

int main(void)
{
    static long size = 21;
    static int limit = 3;
    static char text[] = "one two three";
    struct session session = { .running = 0 };
    int failures = start_measure(&size) + words_in(text) + start_supervisor(&limit) + start_probe(&size);
    failures += session_start(&session);
    session_stop(&session);
    failures += tally_all(&limit);
    /* The last thread of a process holds its result until the end: main outlives them all. */
    while (done < 3)
        usleep(1000);
    usleep(200000);
    return failures == 12345;
}
