// run: stack
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct request {
    int client;
    char path[64];
};

struct job {
    const char *text;
    int length;
};

static volatile int sum;
static pthread_attr_t detached;
static sem_t taken;

static void wait_a_little(void)
{
    nanosleep(&(struct timespec) { .tv_nsec = 120 * 1000 * 1000 }, NULL);
}

static void *answer(void *argument)
{
    struct request *request = argument;
    sum += request->client + request->path[0];
    return NULL;
}

static void *count(void *argument)
{
    sum += *(int *)argument;
    return NULL;
}

static void *log_text(void *argument)
{
    struct job *job = argument;
    for (int i = 0; i < job->length; i++)
        sum += job->text[i];
    free(job);
    return NULL;
}

static void *count_and_post(void *argument)
{
    sum += *(int *)argument;
    sem_post(&taken);
    return NULL;
}

/* Created detached: nobody waits for it. */
int handle(int client, const char *path)
{
    struct request request = { .client = client };
    snprintf(request.path, sizeof request.path, "%s", path);
    pthread_t thread;
    if (pthread_create(&thread, &detached, answer, &request) != 0)         // expect a: CK1005 "request" // flow a1: pthread_create
        return -1;
    return 0;                              // flow a2: request
}

/* Detached by its creator. */
void tick(int count_of_ticks)
{
    int ticks = count_of_ticks;
    pthread_t thread;
    if (pthread_create(&thread, NULL, count, &ticks) == 0)     // expect b: CK1005 "detached thread 'count'"
        pthread_detach(thread);            // flow b1: detached
}

/* The loop's own variable: the next turn has its place. */
int accept_all(const int *clients, int number)
{
    int started = 0;
    for (int i = 0; i < number; i++) {
        int client = clients[i];
        pthread_t thread;
        if (pthread_create(&thread, &detached, count, &client) == 0)       // expect: CK1005 "client"
            started++;
    }
    return started;
}

/* A helper creates the thread with what it is given. */
static int run_in_background(void *(*routine)(void *), void *argument)
{
    pthread_t thread;
    int rc = pthread_create(&thread, NULL, routine, argument);
    if (rc == 0)
        pthread_detach(thread);
    return rc;
}

int reload(int generation)
{
    int next = generation + 1;
    return run_in_background(count, &next);                    // expect c: CK1005 "next" // flow c1: run_in_background
}

/* What the thread gets is its own, but leads to a buffer that is not. */
int log_line(int code)
{
    char line[32];
    snprintf(line, sizeof line, "code %d", code);
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->text = line;
    job->length = (int)strlen(line);
    pthread_t thread;
    if (pthread_create(&thread, &detached, log_text, job) != 0) {          // expect: CK1005 "line"
        free(job);
        return -1;
    }
    return 0;
}

/* Waits for the thread, but not on the way out that is taken for a short timeout. */
int count_within(int timeout)
{
    int number = timeout * 2;
    pthread_t thread;
    if (pthread_create(&thread, &detached, count_and_post, &number) != 0)  // expect d: CK1005 "number"
        return -1;
    if (timeout == 0)                      // flow d1: timeout
        return 0;                          // flow d2: number
    sem_wait(&taken);
    return 1;
}

int main(void)
{
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    sem_init(&taken, 0, 0);
    int clients[] = { 4, 5 };
    int failures = handle(3, "/index");
    wait_a_little();
    tick(2);
    wait_a_little();
    failures += accept_all(clients, 2) != 2;
    wait_a_little();
    failures += reload(7);
    wait_a_little();
    failures += log_line(404);
    wait_a_little();
    failures += count_within(0) + !count_within(1);
    wait_a_little();
    pthread_attr_destroy(&detached);
    return failures != 0;
}
