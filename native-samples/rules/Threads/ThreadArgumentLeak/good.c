// run: memory
/* Arguments with an owner on each path. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int done;
static atomic_int served;

struct job {
    struct job *next;
    int socket;
};

static void *serve(void *argument)
{
    struct job *job = argument;
    served += job->socket;
    free(job);
    done++;
    return NULL;
}

/* Released by the thread; by the creator where there is none. */
int start_serve(int socket, const pthread_attr_t *attributes)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, attributes, serve, job) != 0) {            // ok: CK1004
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

/* Borrowed by the thread, released by the creator after the join. */
static void *log_line(void *argument)
{
    struct job *job = argument;
    served += job->socket;
    return NULL;
}

int log_and_wait(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    int rc = pthread_create(&thread, NULL, log_line, job);                 // ok: CK1004
    if (rc == 0)
        rc = pthread_join(thread, NULL);
    free(job);
    return rc;
}

/* Released on each path of the thread. */
static void *answer(void *argument)
{
    struct job *job = argument;
    int socket = job->socket;
    free(job);
    done++;
    if (socket < 0)
        return NULL;
    served += socket;
    return NULL;
}

int start_answer(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, answer, job) != 0) {                 // ok: CK1004
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

/* Kept in a list that the end of the program goes through. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct job *jobs;

int start_listed(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);                 // ok: CK4001
    if (job == NULL)
        return -1;
    job->socket = socket;
    pthread_mutex_lock(&lock);
    job->next = jobs;
    jobs = job;
    pthread_mutex_unlock(&lock);
    if (pthread_create(&thread, NULL, log_line, job) != 0) // ok: CK1004
        return -1;
    return pthread_join(thread, NULL);
}

static void jobs_release(void)
{
    while (jobs != NULL) {
        struct job *next = jobs->next;
        free(jobs);
        jobs = next;
    }
}

/* Put into the list by the thread. */
static void *enqueue(void *argument)
{
    struct job *job = argument;
    pthread_mutex_lock(&lock);
    job->next = jobs;
    jobs = job;
    pthread_mutex_unlock(&lock);
    done++;
    return NULL;
}

int start_enqueue(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, enqueue, job) != 0) {                // ok: CK1004
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

/* The thread gives back what it was handed, and the joiner releases it. */
static void *transform(void *argument)
{
    ((struct job *)argument)->socket++;
    return argument;
}

int transformed(int socket)
{
    pthread_t thread;
    void *result = NULL;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, transform, job) != 0) {              // ok: CK1004
        free(job);
        return -1;
    }
    pthread_join(thread, &result);
    free(result);
    return 0;
}

/* Released by a cleanup handler, however the thread ends. */
static void leave(int socket)
{
    done++;
    if (socket > 2)
        pthread_exit(NULL);
}

static void *guarded(void *argument)
{
    struct job *job = argument;
    pthread_cleanup_push(free, job);
    leave(job->socket);
    pthread_cleanup_pop(1);
    return NULL;
}

int start_guarded(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job);
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, guarded, job) != 0) {                // ok: CK1004
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

int main(void)
{
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    int failures = start_serve(1, NULL) + start_serve(1, &huge) + log_and_wait(2) + start_answer(-3) + start_answer(3);
    failures += start_listed(4) + start_enqueue(5) + transformed(6) + start_guarded(1) + start_guarded(7);
    pthread_attr_destroy(&huge);
    while (done < 6)
        usleep(1000);
    usleep(200000);
    jobs_release();
    return failures + served == 12345;
}
