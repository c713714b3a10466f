// run: fork
#define _GNU_SOURCE
#include <pthread.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static atomic_int stopping;

static void *churn(void *unused)
{
    while (!stopping) {
        free(malloc(100));
        usleep(1000);
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

/* Everything is made ready before the fork; the child only executes. */
int run_prepared(const char *folder)
{
    size_t length = strlen(folder) + sizeof "/true";
    char *path = malloc(length);
    if (path == NULL)
        return -1;
    snprintf(path, length, "%s/true", folder);
    char *arguments[] = { path, NULL };
    pid_t child = fork();
    if (child == 0) {
        execv(path, arguments);            // ok: CK2001
        _exit(127);
    }
    free(path);                            // ok: CK2001
    return wait_for(child);
}

/* The child uses what it inherited, and calls what is safe there. */
int child_reports(const char *text)
{
    char buffer[64];
    int pipes[2];
    if (pipe(pipes) != 0)
        return -1;
    pid_t child = fork();
    if (child == 0) {
        close(pipes[0]);
        size_t length = strlen(text);
        ssize_t written = write(pipes[1], text, length);   // ok: CK2001
        _exit(written != (ssize_t)length);
    }
    close(pipes[1]);
    ssize_t got = read(pipes[0], buffer, sizeof buffer);
    close(pipes[0]);
    return wait_for(child) + (got < 0);
}

/* Allocation in the parent alone, before, beside and after. */
int parent_allocates(void)
{
    char *before = strdup("before");       // ok: CK2001
    pid_t child = fork();
    if (child == 0)
        _exit(before == NULL);
    char *after = child > 0 ? strdup("after") : NULL;      // ok: CK2001
    int rc = wait_for(child);
    free(after);
    free(before);
    return rc;
}

/* Only the failure of fork allocates. */
int failure_is_told(char **error)
{
    pid_t child = fork();
    switch (child) {
    case -1:
        *error = strdup("fork failed");    // ok: CK2001
        return -1;
    case 0:
        _exit(0);
    default:
        *error = NULL;
        return wait_for(child);
    }
}

/* posix_spawn has no child of ours. */
int run_spawned(void)
{
    pid_t child;
    char *arguments[] = { "true", NULL };
    if (posix_spawn(&child, "/bin/true", NULL, NULL, arguments, environ) != 0)
        return -1;
    free(malloc(16));                      // ok: CK2001
    return wait_for(child);
}

/* A helper that allocates, called by the parent; the child has its own way. */
static char *line_for(int number)
{
    char *line = malloc(16);               // ok: CK2001
    if (line != NULL)
        snprintf(line, 16, "%d", number);
    return line;
}

int child_counts(int number)
{
    pid_t child = fork();
    if (child == 0) {
        int sum = 0;
        for (int i = 0; i < number; i++)
            sum += i;
        _exit(sum & 1);
    }
    char *line = line_for(number);         // ok: CK2001
    int rc = wait_for(child) + (line == NULL);
    free(line);
    return rc;
}

/* A handler for the parent's side of fork may allocate. */
static char *forked;

static void note_fork(void)
{
    free(forked);
    forked = malloc(8);                    // ok: CK2001
}

int main(void)
{
    pthread_t churner;
    char *error = NULL;
    pthread_atfork(NULL, note_fork, NULL);
    if (pthread_create(&churner, NULL, churn, NULL) != 0)
        return 1;
    int failures = run_prepared("/bin");
    failures += child_reports("text");
    failures += parent_allocates();
    failures += failure_is_told(&error);
    failures += run_spawned();
    failures += child_counts(5);
    free(error);
    free(forked);
    stopping = 1;
    pthread_join(churner, NULL);
    return failures == 12345;
}
