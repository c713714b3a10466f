// run: memory
/* What a thread has released is used once it is joined. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static int served;

struct job {
    int socket;
    int result;
};

static void *serve(void *argument)
{
    struct job *job = argument;
    served += job->socket;
    free(job);                             // flow a2: released // flow b2: released
    return NULL;
}

/* Its answer is read after the join. */
int answer_of(int socket)
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
    return job->socket;                    // expect a: CK4002 "job" // flow a3: used
}

/* A wrapper of the join. */
static void wait_for(pthread_t thread)
{
    pthread_join(thread, NULL);
}

int logged(int socket)
{
    pthread_t thread;
    struct job *job = calloc(1, sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, serve, job) != 0) {  // flow b1: handed
        free(job);
        return -1;
    }
    wait_for(thread);
    job->result = 1;                       // expect b: CK4002 "job" // flow b3: used
    return 0;
}

/* Good: used before it is handed over, or where there is no thread. */
int used_before(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    int copy = job->socket;                // ok: CK4002
    if (pthread_create(&thread, NULL, serve, job) != 0) {
        copy = job->socket;                // ok: CK4002
        free(job);
        return copy;
    }
    pthread_join(thread, NULL);
    return copy;
}

/* Good: the thread leaves it alone. */
static void *measure(void *argument)
{
    struct job *job = argument;
    job->result = job->socket * 2;
    return NULL;
}

int measured(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    int result = -1;
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, measure, job) == 0) {
        pthread_join(thread, NULL);
        result = job->result;              // ok: CK4002
    }
    free(job);
    return result;
}

int main(void)
{
    int sum = answer_of(1) + logged(2) + used_before(3) + measured(4);
    return sum + served == 12345;
}
