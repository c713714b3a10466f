// run: memory
/* What a thread releases, and its creator as well. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int served;

struct job {
    int socket;
    char name[16];
};

static void *serve(void *argument)
{
    struct job *job = argument;
    served += job->socket;
    free(job);                             // flow a2: released // flow b2: released // flow c2: released
    return NULL;
}

/* After the join. */
int served_and_released(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, serve, job) != 0) {  // flow a1: handed
        free(job);
        return -1;
    }
    pthread_join(thread, NULL);
    free(job);                             // expect a: CK4003 "job" // flow a3: again
    return 0;
}

/* Whether the creation succeeded or not. */
int always_released(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    int rc = pthread_create(&thread, NULL, serve, job);    // flow b1: handed
    if (rc == 0)
        pthread_join(thread, NULL);
    free(job);                             // expect b: CK4003 "job" // flow b3: again
    return rc;
}

/* Without waiting: the thread releases it sooner or later. */
int released_at_once(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    int rc = pthread_create(&thread, NULL, serve, job);    // flow c1: handed
    if (rc != 0) {
        free(job);
        return rc;
    }
    usleep(20000);
    free(job);                             // expect c: CK4003 "job" // flow c3: again
    return pthread_join(thread, NULL);
}

/* Good: one of them alone. */
int released_by_thread(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, serve, job) != 0) {
        free(job);                         // ok: CK4003
        return -1;
    }
    return pthread_join(thread, NULL);
}

static void *borrow(void *argument)
{
    served += ((struct job *)argument)->socket;
    return NULL;
}

int released_by_creator(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, borrow, job) == 0)
        pthread_join(thread, NULL);
    free(job);                             // ok: CK4003
    return 0;
}

int main(void)
{
    int failures = released_by_thread(1) + released_by_creator(2);
    failures += served_and_released(3) + always_released(4);
    failures += released_at_once(5);
    return failures + served == 12345;
}
