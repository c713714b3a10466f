// run: threads
/* A manager that gives each job a thread and never joins one: what `cleak threads` sees grow. The argument says how many jobs. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SLOTS 4

struct job {
    int number;
    pthread_t thread;
};

static struct job jobs[SLOTS];
static volatile int done;

static void rest(long milliseconds)
{
    nanosleep(&(struct timespec) { .tv_nsec = milliseconds * 1000 * 1000 }, NULL);
}

static void *run_job(void *argument)
{
    (void)argument;
    rest(1);
    done++;
    return NULL;
}

static int start_job(struct job *job, int number)
{
    job->number = number;
    return pthread_create(&job->thread, NULL, run_job, NULL);  // expect: CK1002 "job.thread"
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 2 * SLOTS;
    for (int i = 0; i < count; i++) {
        if (start_job(&jobs[i % SLOTS], i) != 0) {
            fprintf(stderr, "no thread for job %d\n", i);
            return 1;
        }
        rest(10);
    }
    return 0;
}
