// run: none that other threads are missing in the child is nothing that a run shows as a fault
/* Threads that fork children which go on without them. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int next_job;

static void run_job(int job)
{
    char *name = malloc(16);
    if (name != NULL)
        snprintf(name, 16, "job %d", job);
    free(name);
}

/* On a thread of a pool. */
static void *worker(void *unused)
{
    int job;
    while ((job = atomic_fetch_add(&next_job, 1)) < 4) {
        pid_t child = fork();                      // expect a: CK2005 note "fork" // flow a2: thread alone
        if (child == 0) {
            run_job(job);                          // expect: CK2001 error "run_job"
            _exit(0);
        }
        waitpid(child, NULL, 0);
    }
    return unused;
}

/* In what a thread calls. */
static int serve_in_child(int client)
{
    pid_t child = fork();                          // expect: CK2005 note "fork"
    if (child == 0) {
        printf("client %d\n", client);             // expect: CK2002 warning "printf"
        _exit(0);
    }
    return child < 0 || waitpid(child, NULL, 0) != child;
}

static void *server(void *unused)
{
    for (int client = 0; client < 3; client++)
        serve_in_child(client);
    return unused;
}

/* The child leaves the start routine: its only thread ends. */
static void *splitter(void *unused)
{
    pid_t child = fork();                          // expect: CK2005 note "fork"
    if (child > 0)
        waitpid(child, NULL, 0);
    return unused;
}

int main(void)
{
    pthread_t pool[2], other;
    for (int i = 0; i < 2; i++)
        if (pthread_create(&pool[i], NULL, worker, NULL) != 0) // flow a1: on which 'worker' runs
            exit(1);
    for (int i = 0; i < 2; i++)
        pthread_join(pool[i], NULL);
    if (pthread_create(&other, NULL, server, NULL) == 0)
        pthread_join(other, NULL);
    if (pthread_create(&other, NULL, splitter, NULL) == 0)
        pthread_join(other, NULL);
    return 0;
}
