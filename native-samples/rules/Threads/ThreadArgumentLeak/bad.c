// run: memory
/* What threads are handed, and nobody releases. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int done;
static atomic_int served;

struct job {
    int socket;
    char name[16];
};

static void *serve(void *argument)
{
    struct job *job = argument;
    served += job->socket;
    free(job);
    done++;
    return NULL;
}

/* The creation fails: there is no thread that could release it. */
int start_serve(int socket, const pthread_attr_t *attributes)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job); // flow a1: malloc
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, attributes, serve, job) != 0)  // expect a: CK1004 "fails" // flow a2: fails
        return -1;                         // flow a3: job
    return pthread_detach(thread);
}

/* The thread copies what it needs, and leaves the block to nobody. */
static void *log_line(void *argument)
{
    struct job *job = argument;
    served += job->socket;
    done++;
    return NULL;
}

int start_log(int socket)
{
    pthread_t thread;
    struct job *job = calloc(1, sizeof *job);              // flow b1: calloc
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, log_line, job) != 0) {   // expect b: CK1004 "job" // flow b2: handed
        free(job);
        return -1;
    }
    return pthread_detach(thread);         // flow b3: job
}

/* Released by the thread on most of its paths. */
static size_t line_size = 64;

static void *answer(void *argument)
{
    struct job *job = argument;
    char *line = malloc(line_size);
    if (line == NULL) {                    // flow c3: line
        done++;
        return NULL;
    }
    line[0] = job->name[0];
    served += line[0];
    free(line);
    free(job);
    done++;
    return NULL;
}

int start_answer(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job); // flow c1: malloc
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, answer, job) != 0) {     // expect c: CK1004 "job" // flow c2: handed
        free(job);
        return -1;
    }
    return pthread_detach(thread);
}

/* Joined, and the creator forgets its own block. */
int log_and_wait(int socket)
{
    pthread_t thread;
    struct job *job = malloc(sizeof *job); // flow d1: malloc
    if (job == NULL)
        return -1;
    job->socket = socket;
    if (pthread_create(&thread, NULL, log_line, job) != 0) {   // expect d: CK1004 "job"
        free(job);
        return -1;
    }
    return pthread_join(thread, NULL);
}

/* One block a turn, in the shape of a server. */
int accept_some(int count, const pthread_attr_t *attributes)
{
    int started = 0;
    for (int i = 0; i < count; i++) {
        pthread_t thread;
        int *number = malloc(sizeof *number);              // flow e1: malloc
        if (number == NULL)
            break;
        *number = i;
        if (pthread_create(&thread, attributes, serve, number) != 0)           // expect e: CK1004 "number"
            continue;
        pthread_detach(thread);
        started++;
    }
    return started;
}

int main(void)
{
    /* A stack that no address space has room for makes creations fail. */
    pthread_attr_t huge;
    pthread_attr_init(&huge);
    pthread_attr_setstacksize(&huge, (size_t)1 << 50);
    int failures = start_serve(1, NULL) + start_serve(1, &huge) + start_log(2) + start_answer(3) + log_and_wait(4);
    failures += accept_some(2, &huge);
    line_size = (size_t)-1 / 4;
    failures += start_answer(3);
    pthread_attr_destroy(&huge);
    while (done < 5)
        usleep(1000);
    usleep(200000);
    return failures + served == 12345;
}
