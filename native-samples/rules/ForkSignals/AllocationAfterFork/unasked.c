// run: fork
/* Nobody asks before the fork whether the thread was created: where it was, the child has its locks. Children that a signal ends at once have no further. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static atomic_int stopping;

static void *churn(void *unused)
{
    while (!atomic_load(&stopping))
        free(malloc(32));
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

/* The child is the last of what follows, joined or not. */
static int copy_in_child(const char *text)
{
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, churn, NULL);    // flow a1: thread created
    pid_t child = fork();                          // flow a2: fork
    if (child == 0) {
        char *copy = strdup(text);                 // expect a: CK2001 error "strdup"
        _exit(copy == NULL);
    }
    int result = wait_for(child);
    atomic_store(&stopping, 1);
    if (!failed)
        pthread_join(thread, NULL);
    atomic_store(&stopping, 0);
    return result;
}

/* The value is kept in a structure, tested later, below what else is asked. */
struct job {
    const char *name;
    pid_t pid;
};

static int start(struct job *job)
{
    job->pid = fork();
    if (job->pid < 0)
        return -1;
    if (job->pid > 0)
        return wait_for(job->pid);
    char *copy = malloc(strlen(job->name) + 1);    // expect: CK2001 warning "malloc"
    _exit(copy == NULL);
}

static int run_job(void)
{
    struct job job = { "job", 0 };
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, churn, NULL);
    int result = start(&job);
    atomic_store(&stopping, 1);
    if (!failed)
        pthread_join(thread, NULL);
    atomic_store(&stopping, 0);
    return result;
}

/* Ended by a signal that nobody can catch: sent to itself, raised, or to its group alone in the world. */
static int die_by_kill(void)
{
    pid_t child = fork();
    if (child == 0)
        kill(getpid(), SIGKILL);
    else
        return wait_for(child);
    return malloc(1) == NULL;                      // ok: CK2001
}

static int die_by_raise(void)
{
    pid_t child = fork();
    if (child == 0) {
        raise(SIGKILL);
        free(strdup("dead"));                      // ok: CK2001
    }
    return wait_for(child);
}

/* Other signals may be caught, and other processes are no end of this one. */
static int tell_parent(void)
{
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        signal(SIGTERM, SIG_IGN);
        raise(SIGTERM);
        kill(parent, 0);
        char *copy = malloc(8);                    // expect: CK2001 warning "malloc"
        _exit(copy == NULL);
    }
    return wait_for(child);
}

int main(void)
{
    int result = copy_in_child("text") + run_job();
    pthread_t thread;
    int failed = pthread_create(&thread, NULL, churn, NULL);
    result += die_by_kill() + die_by_raise() + tell_parent();
    atomic_store(&stopping, 1);
    if (!failed)
        pthread_join(thread, NULL);
    return result;
}
