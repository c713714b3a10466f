// run: fork
/* Children of a process with threads that keep to what is safe, and locks that are whole in the child. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static atomic_int stopping;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t renewed_lock = PTHREAD_MUTEX_INITIALIZER;
static long lines;

static void *churn(void *unused)
{
    while (!stopping) {
        pthread_mutex_lock(&kept_lock);            // ok: CK2002
        lines++;
        pthread_mutex_unlock(&kept_lock);
        usleep(500);
    }
    return unused;
}

static int wait_for(pid_t child)
{
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return -1;
    return WEXITSTATUS(status);
}

/* pthread_atfork keeps a lock whole: taken before, given back on both sides. */
static void before_fork(void)
{
    pthread_mutex_lock(&kept_lock);                // ok: CK2002
}

static void after_fork(void)
{
    pthread_mutex_unlock(&kept_lock);
}

static void renew(void)
{
    pthread_mutex_init(&renewed_lock, NULL);
}

static void in_child(void)
{
    after_fork();
    renew();
}

int child_takes_kept_lock(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(&kept_lock);            // ok: CK2002
        lines = 0;
        pthread_mutex_unlock(&kept_lock);
        pthread_mutex_lock(&renewed_lock);         // ok: CK2002
        pthread_mutex_unlock(&renewed_lock);
        _exit(0);
    }
    return wait_for(child);
}

/* The forking thread holds the lock, and the child gives it back: nobody else can hold it then. */
int fork_under_lock(void)
{
    pthread_mutex_lock(&log_lock);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_unlock(&log_lock);
        pthread_mutex_lock(&log_lock);             // ok: CK2002
        pthread_mutex_unlock(&log_lock);
        _exit(0);
    }
    pthread_mutex_unlock(&log_lock);
    return wait_for(child);
}

/* Made anew in the child. */
int child_makes_lock_anew(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_init(&log_lock, NULL);
        pthread_mutex_lock(&log_lock);             // ok: CK2002
        pthread_mutex_unlock(&log_lock);
        _exit(0);
    }
    return wait_for(child);
}

/* A lock of the child's own. */
int child_has_own_lock(void)
{
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_t own = PTHREAD_MUTEX_INITIALIZER;
        pthread_mutex_lock(&own);                  // ok: CK2002
        pthread_mutex_unlock(&own);
        _exit(0);
    }
    return wait_for(child);
}

/* Trying does not wait. */
int child_tries(void)
{
    pid_t child = fork();
    if (child == 0) {
        if (pthread_mutex_trylock(&log_lock) == 0) // ok: CK2002
            pthread_mutex_unlock(&log_lock);
        _exit(0);
    }
    return wait_for(child);
}

/* The environment is prepared; the child hands it to execve. */
int environment_by_execve(void)
{
    static char *environment[] = { "ROLE=worker", NULL };
    static char *arguments[] = { "true", NULL };
    pid_t child = fork();
    if (child == 0) {
        execve("/bin/true", arguments, environment);       // ok: CK2002
        _exit(127);
    }
    return wait_for(child);
}

/* Only wraps safe calls. */
static void say(const char *text)
{
    if (write(2, text, strlen(text)) < 0)
        _exit(1);
}

static void redirect(const char *path, int to)
{
    int descriptor = open(path, O_WRONLY);
    if (descriptor < 0 || dup2(descriptor, to) < 0) {
        say("cannot redirect\n");
        _exit(126);
    }
    close(descriptor);
}

int child_of_wrappers(void)
{
    pid_t child = fork();
    if (child == 0) {
        redirect("/dev/null", 1);                  // ok: CK2002
        say("");                                   // ok: CK2002
        _exit(0);
    }
    return wait_for(child);
}

/* Streams and time on the parent's side alone. */
int parent_prints(void)
{
    fflush(stdout);                                // ok: CK2002
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts) == NULL)         // ok: CK2002
        fprintf(stderr, "no time\n");              // ok: CK2002
    return wait_for(child);
}

/* A helper that prints only when it is told to: the child does not. */
static void note(const char *text, FILE *log)
{
    if (log != NULL)
        fputs(text, log);                          // ok: CK2002
    else if (write(2, text, strlen(text)) < 0)
        _exit(1);
}

int child_without_log(FILE *log)
{
    pid_t child = fork();
    if (child == 0) {
        note("", NULL);                            // ok: CK2002
        _exit(0);
    }
    note("", log);
    return wait_for(child);
}

/* posix_spawn has no child of ours. */
int spawned(void)
{
    pid_t child;
    static char *arguments[] = { "true", NULL };
    int error = posix_spawn(&child, "/bin/true", NULL, NULL, arguments, environ);
    fflush(stdout);                                // ok: CK2002
    return error != 0 ? -1 : wait_for(child);
}

/* A callback that the child runs and that is safe, and one that the parent runs. */
static int run_in_child(int (*work)(int), int argument)
{
    pid_t child = fork();
    if (child == 0)
        _exit(work(argument));
    return wait_for(child);
}

static int twice(int number)
{
    return 2 * number;
}

int callback_is_safe(void)
{
    return run_in_child(twice, 0);                 // ok: CK2002
}

int main(void)
{
    pthread_t churner;
    pthread_atfork(before_fork, after_fork, in_child);
    if (pthread_create(&churner, NULL, churn, NULL) != 0)
        return 1;
    int failures = child_takes_kept_lock() + fork_under_lock() + child_makes_lock_anew() + child_has_own_lock() + child_tries();
    failures += environment_by_execve() + child_of_wrappers() + parent_prints() + child_without_log(stderr) + spawned() + callback_is_safe();
    stopping = 1;
    pthread_join(churner, NULL);
    return failures == 12345;
}
